import { readFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './host/cleanup.mjs';
import { ensureBuilt } from './tools/build.mjs';
import { runToEnd } from './tools/child.mjs';
import { ensureInstalled } from './tools/install.mjs';
import { toolNode } from './tools/node.mjs';
import { rootFolder } from './tools/paths.mjs';
import { runMain } from './tools/say.mjs';

/** Each suite runs in a process of its own and writes what it counted into the file it is given. */
const suites = [
  {
    name: 'unit',
    command: (result) => [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${result}`,
    ],
    count: countVitest,
  },
  { name: 'in-host', command: (result) => ['test/host/inhost.mjs', '--result', result], count: (counts) => counts },
  {
    name: 'browser',
    command: (result) => ['test/host/e2e.mjs', '--result', result],
    count: (counts) => counts,
  },
];

/** `npm test`: installs, builds, and runs every suite; the last line counts them all. */
await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const results = temporaryFolder('results');
  const counted = [];
  for (const suite of suites) {
    process.stdout.write(`\n=== ${suite.name} ===\n`);
    counted.push(await runSuite(suite, path.join(results.path, `${suite.name}.json`)));
  }
  const passed = counted.reduce((sum, counts) => sum + counts.passed, 0);
  const failed = counted.reduce((sum, counts) => sum + counts.failed, 0);
  process.stdout.write('\n');
  for (const counts of counted)
    process.stdout.write(`${counts.name}: ${counts.passed} passed, ${counts.failed} failed\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
});

/** A suite that crashed, or ended badly without naming a failure, or ran nothing, counts as one failure. */
async function runSuite({ name, command, count }, resultFile) {
  const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' };
  const code = await runToEnd(toolNode(), command(resultFile), { cwd: rootFolder, env });
  const { passed, failed } = readCounts(resultFile, count);
  if (passed + failed === 0) process.stdout.write(`${name}: no test ran (exit code ${code}).\n`);
  else if (code !== 0 && failed === 0) process.stdout.write(`${name}: ended with exit code ${code}.\n`);
  const unexplained = failed === 0 && (code !== 0 || passed === 0);
  return { name, passed, failed: unexplained ? 1 : failed };
}

function readCounts(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 0 };
  }
}

/** A test file that could not be loaded has no tests to count; it counts as one failure itself. */
function countVitest({ numPassedTests, numFailedTests, testResults }) {
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return { passed: numPassedTests, failed: numFailedTests + unloaded };
}
