import { spawn } from 'node:child_process';
import {
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runToEnd } from '../tools/child.mjs';
import { extensionHostNode } from '../tools/node.mjs';
import { codeServerFolder, outFolder } from '../tools/paths.mjs';
import { Problem } from '../tools/say.mjs';
import { onProcessEnd, temporaryFolder } from './cleanup.mjs';
import { testBuiltins, testSettings } from './settings.mjs';

const startTimeoutMs = 30_000;
const stopTimeoutMs = 8_000;

/**
 * Starts the bundled VS Code server on a free port of 127.0.0.1 with folders of its own.
 *
 * - `vsix`: packed extensions to install, as a user would.
 * - `automation`: lets the workbench's address load extensions from a folder and run tests; toasts are not shown then.
 * - `settings`: user settings on top of the calm ones; `baseSettings` replaces those.
 * - `builtins`: names of the built-in extensions to load, or 'all'.
 * - `userDataFolder`: keeps settings and what extensions store; a temporary folder without it. Settings that are there are left alone.
 *
 * `stop()` ends every process of the server and removes what was temporary.
 */
export async function startServer({
  vsix = [],
  automation = false,
  settings = {},
  baseSettings = testSettings,
  env = {},
  builtins = testBuiltins,
  port,
  userDataFolder,
} = {}) {
  const temporary = temporaryFolder('host');
  const folders = {
    userData: userDataFolder ?? path.join(temporary.path, 'user-data'),
    extensions: path.join(temporary.path, 'extensions'),
  };
  mkdirSync(path.join(folders.userData, 'User'), { recursive: true });
  mkdirSync(folders.extensions, { recursive: true });
  const settingsFile = path.join(folders.userData, 'User/settings.json');
  if (!existsSync(settingsFile)) writeFileSync(settingsFile, JSON.stringify({ ...baseSettings, ...settings }, null, 2));

  const common = [
    codeServerFolder,
    ...['--config', path.join(temporary.path, 'config.yaml')],
    ...['--user-data-dir', folders.userData],
    ...['--extensions-dir', folders.extensions],
  ];
  const options = { env: serverEnvironment(env), cwd: temporary.path };
  for (const file of vsix) await installExtension(file, common, options, temporary.path);

  const chosenPort = port ?? (await freePort());
  const args = [
    ...common,
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${chosenPort}`],
    ...[
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-workspace-trust',
      '--disable-getting-started-override',
    ],
    ...(automation ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ...(builtins === 'all'
      ? []
      : ['--vscode-option', `builtin-extensions-dir=${linkBuiltins(builtins, temporary.path)}`]),
  ];
  const logFile = path.join(temporary.path, 'server.log');
  const child = launch(args, options, logFile);
  const origin = `http://127.0.0.1:${chosenPort}`;
  const stop = async () => {
    await child.stop();
    temporary.remove();
  };
  try {
    await untilHealthy(origin, child, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    origin,
    ended: child.ended,
    port: chosenPort,
    folders,
    settingsFile,
    logFile,
    pid: child.pid,
    stop,
    keepLog: (name) => keepLog(logFile, name),
  };
}

function launch(args, options, logFile) {
  const server = spawn(extensionHostNode(), args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(logFile);
  server.stdout.pipe(log, { end: false });
  server.stderr.pipe(log, { end: false });
  const ended = new Promise((resolve) => server.once('close', resolve));
  // The server leads a process group, which its extension hosts and theirs belong to.
  const signalGroup = (signal) => {
    try {
      process.kill(-server.pid, signal);
      return true;
    } catch {
      return false;
    }
  };
  const killNow = onProcessEnd(() => signalGroup('SIGKILL'));
  const stop = async () => {
    signalGroup('SIGTERM');
    const deadline = Date.now() + stopTimeoutMs;
    while (signalGroup(0) && Date.now() < deadline) await delay(50);
    killNow();
    await Promise.race([ended, delay(2000)]);
    log.end();
  };
  return { pid: server.pid, ended, stop, hasEnded: () => server.exitCode !== null || server.signalCode !== null };
}

async function untilHealthy(origin, child, logFile) {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline && !child.hasEnded()) {
    const answer = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await delay(50);
  }
  throw new Error(`The VS Code server did not start. Its output:\n${readFileSync(logFile, 'utf8').slice(-4000)}`);
}

async function installExtension(file, common, options, folder) {
  if (!existsSync(file)) throw new Problem(`There is no extension package ${file}.`);
  const logFile = path.join(folder, 'install.log');
  const log = createWriteStream(logFile);
  await new Promise((resolve) => log.once('open', resolve));
  const code = await runToEnd(extensionHostNode(), [...common, '--install-extension', file], {
    ...options,
    stdio: ['ignore', log, log],
  });
  log.end();
  if (code !== 0) throw new Error(`Installing ${file} failed (exit code ${code}):\n${readFileSync(logFile, 'utf8')}`);
}

function linkBuiltins(names, folder) {
  const links = path.join(folder, 'builtin');
  mkdirSync(links, { recursive: true });
  for (const name of names)
    symlinkSync(path.join(codeServerFolder, 'lib/vscode/extensions', name), path.join(links, name));
  return links;
}

/** Without what a VS Code terminal exports, which would make the server talk to that VS Code; and without an extension gallery. */
function serverEnvironment(extra) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/.test(name),
  );
  return { ...Object.fromEntries(inherited), EXTENSIONS_GALLERY: '{}', ...extra };
}

function keepLog(logFile, name) {
  mkdirSync(outFolder, { recursive: true });
  const kept = path.join(outFolder, `${name}.log`);
  if (existsSync(logFile)) copyFileSync(logFile, kept);
  return kept;
}

/** A port of 127.0.0.1 that nothing listens on at this moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** True when nothing listens on that port of 127.0.0.1. */
export function isFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
