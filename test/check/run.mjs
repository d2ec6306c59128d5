import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from '../tools/install.mjs';
import { toolNode } from '../tools/node.mjs';
import { rootFolder } from '../tools/paths.mjs';
import { runMain } from '../tools/say.mjs';
import { problemsOf } from './guard.mjs';
import { manifestProblems } from './manifest.mjs';
import { repositoryFiles } from './repository-files.mjs';

const checks = [
  { name: 'types', run: tool('typescript/bin/tsc', '--noEmit', '-p', '.') },
  { name: 'lint', run: tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings', 'src', 'test') },
  { name: 'format', run: tool('@biomejs/biome/bin/biome', 'format', '--max-diagnostics=50') },
  { name: 'dead code', run: tool('knip/bin/knip.js', '--no-progress') },
  { name: 'manifest', run: checkManifest },
  { name: 'import rules, proposed API, file sizes', run: () => repositoryFiles().flatMap(problemsOf) },
];

/** `npm run check`: one line per check, its findings below it when there are some. */
await runMain(async () => {
  await ensureInstalled();
  let failed = 0;
  for (const { name, run } of checks) {
    const problems = run();
    if (problems.length > 0) failed += 1;
    process.stdout.write(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name}\n`);
    for (const problem of problems) process.stdout.write(`${problem.replace(/^/gm, '       ')}\n`);
  }
  process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
});

/** A check by a tool of node_modules: its output when it fails. */
function tool(script, ...args) {
  return () => {
    const run = spawnSync(toolNode(), [path.join('node_modules', script), ...args], {
      cwd: rootFolder,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
      env: { ...process.env, NO_COLOR: '1' },
    });
    if (run.status === 0) return [];
    return [`${run.stdout}${run.stderr}`.trim() || `${script} ended with ${run.status ?? run.signal}.`];
  };
}

function checkManifest() {
  const manifest = JSON.parse(readFileSync(path.join(rootFolder, 'package.json'), 'utf8'));
  return manifestProblems(manifest, (file) => existsSync(path.join(rootFolder, file)));
}
