import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runToEnd } from './child.mjs';
import { withLock } from './lock.mjs';
import { toolNode } from './node.mjs';
import { isMain, rootFolder } from './paths.mjs';
import { readJson } from './read-json.mjs';
import { Problem, runMain, say } from './say.mjs';

const sourceFolders = ['src', 'media', 'syntaxes', 'test/bench'];
const sourceFiles = /^(esbuild.*\.mjs|package(-lock)?\.json|tsconfig\.json)$/;

/**
 * Builds dist/ when it is older than the sources. `mode` asks for one kind of build; without it any up-to-date build will do,
 * and a missing one is made for development.
 */
export async function ensureBuilt({ mode } = {}) {
  if (isUpToDate(mode)) return;
  await withLock('build', async () => {
    if (isUpToDate(mode)) return;
    const made = mode ?? 'development';
    say(`building (${made}) …`);
    rmSync(stampFile(), { force: true });
    const before = fingerprint();
    const args = ['esbuild.mjs', ...(made === 'production' ? ['--production'] : [])];
    const code = await runToEnd(toolNode(), args, { cwd: rootFolder, stdio: ['ignore', 2, 2] });
    if (code !== 0) throw new Problem(`The build failed (exit code ${code}); its message is above.`);
    writeFileSync(stampFile(), JSON.stringify({ mode: made, sources: before }));
  });
}

function isUpToDate(mode) {
  const stamp = readJson(stampFile());
  if (!existsSync(path.join(rootFolder, 'dist')) || !stamp) return false;
  return (mode === undefined || stamp.mode === mode) && stamp.sources === fingerprint();
}

/** Not in dist/, whose files go into the package. */
function stampFile() {
  return path.join(rootFolder, 'node_modules/.cairn-build');
}

/** Names, sizes and times of all sources, so that a removed file counts as a change too. */
function fingerprint() {
  const hash = createHash('sha256');
  const sources = [
    ...sourceFolders,
    ...readdirSync(rootFolder)
      .filter((name) => sourceFiles.test(name))
      .sort(),
  ];
  for (const file of sources.flatMap((name) => filesBelow(path.join(rootFolder, name)))) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(entry) {
  if (!existsSync(entry)) return [];
  if (!statSync(entry).isDirectory()) return [entry];
  return readdirSync(entry, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'screenshots')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => filesBelow(path.join(entry, name)));
}

if (isMain(import.meta.url)) await runMain(ensureBuilt);
