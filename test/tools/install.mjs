import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runToEnd } from './child.mjs';
import { withLock } from './lock.mjs';
import { codeServerFolder, hostFolder, isMain, rootFolder } from './paths.mjs';
import { readJson } from './read-json.mjs';
import { Problem, runMain, say } from './say.mjs';

const stampName = '.cairn-install';
const innerFolders = ['lib/vscode', 'lib/vscode/extensions'];

/** Installs what package-lock.json names, here and for the real VS Code. Does nothing when all of it is there. */
export async function ensureInstalled({ host = true } = {}) {
  if (isComplete(host)) return;
  await withLock('install', async () => {
    await installPackage(rootFolder, "Cairn's dependencies");
    if (!host) return;
    await installPackage(hostFolder, 'the bundled VS Code and the test tools (about 1 GB)');
    await installInnerPackages();
  });
}

/** Installs what a folder's own package-lock.json names, for a tool that needs more than the project. */
export async function ensureInstalledIn(folder, what) {
  if (!isStamped(folder)) await withLock('install', () => installPackage(folder, what));
}

function isComplete(host) {
  if (!isStamped(rootFolder)) return false;
  return !host || (isStamped(hostFolder) && existsSync(innerStamp()));
}

async function installPackage(folder, what) {
  if (isStamped(folder)) return;
  if (!matchesLockfile(folder)) {
    say(`installing ${what} …`);
    await npm(['ci', '--include=dev'], folder);
  }
  writeFileSync(path.join(folder, 'node_modules', stampName), fingerprint(folder));
}

async function installInnerPackages() {
  if (existsSync(innerStamp())) return;
  say("installing VS Code's own dependencies …");
  for (const inner of innerFolders) {
    await npm(['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps'], path.join(codeServerFolder, inner));
  }
  writeFileSync(innerStamp(), '');
}

/** Inside the package, so that installing it anew removes the stamp too. */
function innerStamp() {
  return path.join(codeServerFolder, 'lib/vscode', stampName);
}

function isStamped(folder) {
  return readIfThere(path.join(folder, 'node_modules', stampName)) === fingerprint(folder);
}

function fingerprint(folder) {
  const hash = createHash('sha256');
  for (const name of ['package-lock.json', '.npmrc'])
    hash.update(readIfThere(path.join(folder, name)) ?? '').update('\0');
  return hash.digest('hex');
}

/** True when npm's own record of what it installed agrees with the lockfile, so that a folder installed by hand is left alone. */
function matchesLockfile(folder) {
  const actual = readJson(path.join(folder, 'node_modules/.package-lock.json'))?.packages;
  if (actual === undefined) return false;
  const { '': _root, ...wanted } = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')).packages;
  const asWanted = Object.entries(wanted).every(([name, entry]) => {
    const found = actual[name];
    return found === undefined ? entry.optional === true : found.integrity === entry.integrity;
  });
  return asWanted && Object.keys(actual).every((name) => name in wanted);
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function npm(args, cwd) {
  const cli = process.env.npm_execpath;
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const [command, first] = cli?.endsWith('npm-cli.js') ? [process.execPath, [cli]] : ['npm', []];
  const code = await runToEnd(command, [...first, ...args, ...quiet], {
    cwd,
    env: npmEnvironment(),
    stdio: ['ignore', 2, 2],
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (code !== 0) throw new Problem(`npm ${args[0]} failed in ${cwd} (exit code ${code}); its message is above.`);
}

/** Without what an outer `npm run` exports of its own project's settings, which would override the inner project's .npmrc. */
function npmEnvironment() {
  const projectOwn =
    /^npm_(package_|lifecycle_|config_(local_prefix|legacy_peer_deps|ignore_scripts|omit|include|dry_run)$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !projectOwn.test(name)));
}

if (isMain(import.meta.url)) await runMain(ensureInstalled);
