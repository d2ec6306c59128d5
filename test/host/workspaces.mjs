import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hostFolder } from '../tools/paths.mjs';
import { temporaryFolder } from './cleanup.mjs';

/** Packages of real code whose published files contain their sources, and what of each is copied. Versions: package.json here. */
const packages = {
  express: ['lib', 'index.js', 'package.json', 'Readme.md', 'LICENSE'],
  rxjs: ['src', 'package.json', 'README.md', 'LICENSE.txt', 'CHANGELOG.md'],
};

/** Copies the sources of a real package ('express' or 'rxjs') into a temporary folder; with `git` as a repository of one commit. */
export function packageWorkspace(name, { git = false } = {}) {
  const from = path.join(hostFolder, 'node_modules', name);
  const workspace = emptyWorkspace(name);
  for (const entry of packages[name])
    cpSync(path.join(from, entry), path.join(workspace.path, entry), { recursive: true });
  if (git) initRepository(workspace.path);
  return workspace;
}

/** A temporary folder with the given files: `{ 'src/a.ts': 'text' }`. */
export function fileWorkspace(files, { git = false } = {}) {
  const workspace = emptyWorkspace('files');
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(workspace.path, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  if (git) initRepository(workspace.path);
  return workspace;
}

function emptyWorkspace(name) {
  const temporary = temporaryFolder('workspace');
  const folder = path.join(temporary.path, name);
  mkdirSync(folder);
  return {
    path: folder,
    remove: temporary.remove,
    file: (relative) => path.join(folder, relative),
    read: (relative) => readFileSync(path.join(folder, relative), 'utf8'),
    write(relative, content) {
      mkdirSync(path.dirname(path.join(folder, relative)), { recursive: true });
      writeFileSync(path.join(folder, relative), content);
    },
  };
}

function initRepository(folder) {
  const identity = [
    '-c',
    'user.name=Cairn tests',
    '-c',
    'user.email=tests@example.invalid',
    '-c',
    'commit.gpgsign=false',
  ];
  const git = (...args) => execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'ignore' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=Import');
}
