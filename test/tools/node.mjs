import { existsSync } from 'node:fs';
import path from 'node:path';
import { hostFolder } from './paths.mjs';
import { Problem } from './say.mjs';

const minimumMajor = 22;

/** The Node from npm that test/host installs for this platform, or undefined when there is none. */
function packagedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const folder = path.join(hostFolder, 'node_modules', `node-${platform}-${process.arch}`, 'bin');
  const file = path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(file) ? file : undefined;
}

/** A Node of the generation that VS Code's extension host has, to run tools with: this process's own, else the one from npm. */
export function toolNode() {
  if (Number.parseInt(process.versions.node, 10) >= minimumMajor) return process.execPath;
  const packaged = packagedNode();
  if (packaged !== undefined) return packaged;
  throw new Problem(
    `Cairn's tools need Node ${minimumMajor} or newer and npm has none for ${process.platform}-${process.arch}: install Node ${minimumMajor} (this is ${process.versions.node}).`,
  );
}

/** The Node that runs the bundled VS Code server and with it the extension host: the one from npm, else a new enough one of this machine. */
export function extensionHostNode() {
  return packagedNode() ?? toolNode();
}
