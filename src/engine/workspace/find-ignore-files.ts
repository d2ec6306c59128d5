import { HostError } from '../host';
import type { DirectoryEntry, Host } from '../host';
import { baseName, decodeText, joinUri, parentUri, uriToPath } from '../text';
import { builtinPrivatePatterns, builtinUnindexed } from './builtin-patterns';
import { compilePolicy } from './compile-policy';
import { ignoreFileKinds } from './ignore-file';
import type { Policy } from './policy';
import type { IgnoreFile } from './policy-snapshot';

const maxIgnoreFileBytes = 1 << 20;
/** Directories listed at a time. */
const lanes = 16;

/**
 * The `.gitignore` and `.cairnignore` files of the folders (canonical URIs), and of the directories above a folder up to its
 * repository's root, outermost first. Only directories that the built-in rules leave out, such as installed packages, are not
 * entered: in a directory that git ignores a file may be opened, and a rule beside it holds. Symbolic links are not followed.
 */
export async function findIgnoreFiles(host: Host, folders: readonly string[]): Promise<readonly IgnoreFile[]> {
  const found = new Map<string, IgnoreFile>();
  for (const folder of folders) {
    for (const directory of await directoriesAbove(host, folder)) {
      for (const name of ignoreFileKinds.keys()) await read(host, directory, name, found);
    }
  }
  await readBelow(host, folders, found);
  return [...found.values()].sort((a, b) => order(parentUri(a.uri), parentUri(b.uri)) || order(a.uri, b.uri));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Directories above a folder when one of them is a git repository's root; none otherwise. */
async function directoriesAbove(host: Host, folder: string): Promise<readonly string[]> {
  const above: string[] = [];
  for (let directory = folder; ; directory = parentUri(directory)) {
    if (directory !== folder) above.push(directory);
    if (await exists(host, joinUri(directory, '.git'))) return above;
    if (parentUri(directory) === directory) return [];
  }
}

async function exists(host: Host, uri: string): Promise<boolean> {
  try {
    return (await host.stat(uriToPath(uri))) !== undefined;
  } catch {
    return false;
  }
}

async function readBelow(host: Host, folders: readonly string[], found: Map<string, IgnoreFile>): Promise<void> {
  const builtin = compilePolicy({ epoch: 0, folders, lists: [builtinPrivatePatterns, builtinUnindexed] });
  let level: readonly string[] = folders;
  while (level.length > 0) {
    const waiting = level.values();
    const below: string[] = [];
    const work = async (): Promise<void> => {
      for (const directory of waiting) below.push(...(await readDirectory(host, directory, builtin, found)));
    };
    await Promise.all(Array.from({ length: lanes }, work));
    level = below;
  }
}

/** Reads the ignore files of one directory; resolves to the directories in it that may hold others. */
async function readDirectory(
  host: Host,
  directory: string,
  builtin: Policy,
  found: Map<string, IgnoreFile>,
): Promise<readonly string[]> {
  let entries: readonly DirectoryEntry[];
  try {
    entries = await host.list(uriToPath(directory));
  } catch (error) {
    if (error instanceof HostError) return [];
    throw error;
  }
  const below: string[] = [];
  for (const { name, kind } of entries) {
    if (ignoreFileKinds.has(name)) await read(host, directory, name, found);
    if (kind !== 'directory') continue;
    const uri = joinUri(directory, name);
    if (builtin.judge(`${uri}/`).strength === 'free') below.push(uri);
  }
  return below;
}

async function read(host: Host, directory: string, name: string, found: Map<string, IgnoreFile>): Promise<void> {
  const file = await readIgnoreFile(host, joinUri(directory, name));
  if (file) found.set(file.uri, file);
}

/** An ignore file by its canonical URI; undefined when it is not there, or no ignore file by its name. */
export async function readIgnoreFile(host: Pick<Host, 'readFile'>, uri: string): Promise<IgnoreFile | undefined> {
  const kind = ignoreFileKinds.get(baseName(uri));
  if (!kind) return undefined;
  try {
    const decoded = decodeText(await host.readFile(uriToPath(uri), maxIgnoreFileBytes));
    return { uri, kind, text: decoded.kind === 'text' ? decoded.text : undefined };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    const isThere = error.kind !== 'missing' && error.kind !== 'not-a-directory';
    return isThere ? { uri, kind, text: undefined } : undefined;
  }
}
