import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { withLock } from '../tools/lock.mjs';
import { isMain } from '../tools/paths.mjs';
import { Problem, runMain, say } from '../tools/say.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chrome.exe'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** What headless Chromium is started with. No name but this machine's resolves: the tests reach nothing outside. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-component-update',
  '--disable-background-networking',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** The Chromium to test with: $CHROMIUM, else the one of this machine; installed through apt when there is none and root asks. */
export async function ensureChromium() {
  return findChromium() ?? withLock('chromium', async () => findChromium() ?? installChromium());
}

function findChromium() {
  const chosen = process.env.CHROMIUM;
  if (chosen !== undefined && chosen !== '') {
    if (existsSync(chosen)) return chosen;
    throw new Problem(`CHROMIUM names ${chosen}, which does not exist: set it to a Chromium or Chrome executable.`);
  }
  return [...names.flatMap(onPath), ...elsewhere].find((file) => existsSync(file));
}

function onPath(name) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, name));
}

function installChromium() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !onPath('apt-get').some((file) => existsSync(file))) {
    throw new Problem(
      'The browser tests need Chromium: run "sudo apt-get install -y chromium", or set CHROMIUM to a Chromium or Chrome executable.',
    );
  }
  say('installing Chromium through apt (about 500 MB) …');
  apt('update');
  apt('install', '-y', 'chromium');
  const found = findChromium();
  if (found === undefined)
    throw new Problem(
      'apt installed the package chromium, but there is no chromium on PATH: set CHROMIUM to its executable.',
    );
  return found;
}

function apt(...args) {
  const run = spawnSync('apt-get', ['-q', ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (run.status !== 0) throw new Problem(`apt-get ${args.join(' ')} failed; its message is above.`);
}

if (isMain(import.meta.url)) await runMain(async () => process.stdout.write(`${await ensureChromium()}\n`));
