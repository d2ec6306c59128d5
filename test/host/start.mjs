import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../tools/build.mjs';
import { ensureInstalled } from '../tools/install.mjs';
import { pack } from '../tools/pack.mjs';
import { hostFolder, rootFolder } from '../tools/paths.mjs';
import { Problem, runMain, say } from '../tools/say.mjs';
import { onInterrupt, temporaryFolder } from './cleanup.mjs';
import { freePort, isFree, startServer } from './server.mjs';
import { calmSettings } from './settings.mjs';

// The browser keeps keys and layout by address, so the port stays the same as long as it is free.
const usualPort = 8731;

/** `npm start [-- FOLDER] [--bundled]`: a real VS Code with Cairn on FOLDER, by default on this repository. */
await runMain(async () => {
  const { values, positionals } = readArguments();
  const folder = chosenFolder(positionals);
  const desktop = values.bundled ? undefined : desktopCode();
  await ensureInstalled({ host: desktop === undefined });
  await ensureBuilt({ mode: 'production' });
  if (desktop === undefined) await startBundled(folder);
  else startDesktop(desktop, folder);
});

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { bundled: { type: 'boolean' } } });
  } catch {
    throw new Problem('Use it as: npm start [-- FOLDER] [--bundled].');
  }
}

function chosenFolder([given, ...more]) {
  if (more.length > 0) throw new Problem('Give one folder: npm start -- FOLDER.');
  if (given === undefined) return rootFolder;
  const folder = path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) throw new Problem(`There is no folder ${folder}: give the path of a folder that exists.`);
  if (!found.isDirectory()) throw new Problem(`${folder} is not a folder: give the path of a folder.`);
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
  } catch {
    throw new Problem(`${folder} cannot be read: give a folder that you may read.`);
  }
  return folder;
}

/** The desktop VS Code on PATH. Only where a window can open: a display, and not as root, which VS Code refuses. */
function desktopCode() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  if (process.getuid?.() === 0) return undefined;
  const command = process.platform === 'win32' ? 'code.cmd' : 'code';
  const version = spawnSync(command, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  return version.status === 0 ? command : undefined;
}

function startDesktop(command, folder) {
  const args = ['--new-window', '--disable-workspace-trust', `--extensionDevelopmentPath=${rootFolder}`, folder];
  const run = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (run.status !== 0)
    throw new Problem('The desktop VS Code did not open; "npm start -- --bundled" uses the bundled one instead.');
  process.stdout.write(`Cairn is open in VS Code on ${folder}.\n`);
}

async function startBundled(folder) {
  say('starting the bundled VS Code …');
  const vsix = path.join(temporaryFolder('vsix').path, 'cairn.vsix');
  await pack(vsix);
  const server = await startServer({
    vsix: [vsix],
    port: (await isFree(usualPort)) ? usualPort : await freePort(),
    baseSettings: { ...calmSettings, 'git.enabled': true },
    builtins: 'all',
    userDataFolder: path.join(hostFolder, '.cache/user-data'),
  });
  let stopping = false;
  onInterrupt(async () => {
    stopping = true;
    say('stopping …');
    await server.stop();
    process.exit(0);
  });
  const address = `${server.origin}/?folder=${encodeURIComponent(folder)}`;
  process.stdout.write(
    `\nCairn runs in VS Code on ${folder}:\n\n    ${address}\n\nOpen it in Chrome or Chromium. Ctrl+C stops it.\n`,
  );
  await server.ended;
  if (!stopping) throw new Problem('The bundled VS Code ended by itself.');
}
