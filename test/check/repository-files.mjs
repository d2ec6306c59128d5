import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rootFolder } from '../tools/paths.mjs';

const textNames =
  /(\.(ts|mts|mjs|cjs|js|json|jsonc|md|css|html|svg|scm|yml|yaml|txt|sh)|(^|\/)(LICENSE|\.npmrc|\.gitignore|\.vscodeignore|run))$/;
const made = new Set(['node_modules', 'dist', '.git', 'out', '.cache', 'coverage']);

/** All text files that belong to the repository, committed or not: `{ path, text }`. */
export function repositoryFiles() {
  return paths()
    .filter((file) => textNames.test(file))
    .flatMap((file) => {
      try {
        return [{ path: file, text: readFileSync(path.join(rootFolder, file), 'utf8') }];
      } catch {
        return [];
      }
    });
}

/** As git sees them; by walking where there is no git. */
function paths() {
  const git = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: rootFolder,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  return git.status === 0 ? [...new Set(git.stdout.split('\0').filter(Boolean))] : walk('');
}

function walk(folder) {
  return readdirSync(path.join(rootFolder, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return made.has(entry.name) ? [] : walk(file);
    return entry.isFile() ? [file] : [];
  });
}
