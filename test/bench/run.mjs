import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ensureInstalledIn } from '../tools/install.mjs';

/**
 * `run.mjs NAME [options]`: runs the benchmark NAME in a process of its own. A benchmark is a folder with a `main.ts`, which is
 * bundled first, or a `main.mjs`. It prints a table and then one last line of JSON: `{"bench", "figures"}`.
 */
const here = path.dirname(fileURLToPath(import.meta.url));

function benchmarks() {
  return readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entryOf(entry.name) !== undefined)
    .map((entry) => entry.name)
    .sort();
}

function entryOf(name) {
  return ['main.mjs', 'main.ts'].map((file) => path.join(here, name, file)).find((file) => existsSync(file));
}

function run(file, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', '--enable-source-maps', file, ...options], {
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

const [name, ...options] = process.argv.slice(2);
const known = benchmarks();
if (name === undefined || !known.includes(name)) {
  const what = name === undefined ? 'Say which benchmark to run' : `There is no benchmark "${name}"`;
  console.error(`${what}: npm run bench -- NAME, where NAME is one of ${known.join(', ')}.`);
  process.exitCode = 2;
} else {
  const entry = entryOf(name);
  const folder = path.dirname(entry);
  if (existsSync(path.join(folder, 'package-lock.json'))) await ensureInstalledIn(folder, `the peers of ${name}`);
  if (entry.endsWith('.mjs')) process.exitCode = await run(entry, options);
  else {
    const folder = mkdtempSync(path.join(tmpdir(), 'cairn-bench-'));
    try {
      const outfile = path.join(folder, 'main.mjs');
      await build({
        entryPoints: [entry],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'esm',
        target: 'node22',
        sourcemap: 'inline',
        // Packages in the older module format call it.
        banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
        logLevel: 'warning',
      });
      process.exitCode = await run(outfile, options);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
