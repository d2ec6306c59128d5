import { HostError } from '../host';
import type { DirectoryEntry, Host } from '../host';
import { decodeText, joinUri, parentUri, uriToPath } from '../text';
import { compilePolicy } from './compile-policy';
import { composePolicySnapshot } from './policy-snapshot';
import type { ComposedPolicy, ExclusionSettings, IgnoreFile } from './policy-snapshot';

const ignoreFileNames = { '.gitignore': 'gitignore', '.cairnignore': 'cairnignore' } as const;
const maxIgnoreFileBytes = 1 << 20;

export interface PolicySources {
  /** Canonical URIs of the workspace folders. */
  readonly folders: readonly string[];
  readonly settings: ExclusionSettings;
  readonly epoch: number;
  readonly ignoreCase?: boolean;
}

/**
 * Finds the `.gitignore` and `.cairnignore` files of the folders, and of the directories above a folder up to its repository's root, and
 * composes the snapshot. Directories that what was found so far leaves out are not entered. An ignore file that cannot be read is a
 * problem; a `.cairnignore` that cannot be read makes everything below it private.
 */
export async function readPolicySnapshot(host: Host, sources: PolicySources): Promise<ComposedPolicy> {
  const found: IgnoreFile[] = [];
  const seen = new Set<string>();
  for (const folder of sources.folders) {
    for (const directory of await directoriesAbove(host, folder)) await readIgnoreFiles(host, directory, seen, found);
    await readBelow(host, folder, sources, seen, found);
  }
  return composePolicySnapshot({ ...sources, ignoreFiles: found });
}

/** Directories above a folder, outermost first, when one of them is a git repository's root; none otherwise. */
async function directoriesAbove(host: Host, folder: string): Promise<readonly string[]> {
  const above: string[] = [];
  for (let directory = folder; ; directory = parentUri(directory)) {
    if (directory !== folder) above.unshift(directory);
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

async function readBelow(
  host: Host,
  folder: string,
  sources: PolicySources,
  seen: Set<string>,
  found: IgnoreFile[],
): Promise<void> {
  const compile = () => compilePolicy(composePolicySnapshot({ ...sources, ignoreFiles: found }).snapshot);
  let policy = compile();
  const pending = [folder];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    let entries: readonly DirectoryEntry[];
    try {
      entries = await host.list(uriToPath(directory));
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      continue;
    }
    const names = entries.map((entry) => entry.name);
    if (Object.keys(ignoreFileNames).some((name) => names.includes(name))) {
      if (await readIgnoreFiles(host, directory, seen, found)) policy = compile();
    }
    for (const entry of entries) {
      if (entry.kind !== 'directory') continue;
      const uri = joinUri(directory, entry.name);
      const { strength } = policy.judge(`${uri}/`);
      if (strength !== 'private' && strength !== 'unindexed') pending.push(uri);
    }
  }
}

/** True when a file that was not known yet was added. */
async function readIgnoreFiles(
  host: Host,
  directory: string,
  seen: Set<string>,
  found: IgnoreFile[],
): Promise<boolean> {
  if (seen.has(directory)) return false;
  seen.add(directory);
  let added = false;
  for (const [name, kind] of Object.entries(ignoreFileNames)) {
    const uri = joinUri(directory, name);
    const text = await textOf(host, uri);
    if (text === undefined) continue;
    // Nobody can tell what an unreadable list would have excluded.
    if (text !== 'unreadable') found.push({ uri, kind, text: text.text });
    else if (kind === 'cairnignore') found.push({ uri, kind, text: '*' });
    added = true;
  }
  return added;
}

async function textOf(host: Host, uri: string): Promise<{ readonly text: string } | 'unreadable' | undefined> {
  try {
    const decoded = decodeText(await host.readFile(uriToPath(uri), maxIgnoreFileBytes));
    return decoded.kind === 'text' ? { text: decoded.text } : 'unreadable';
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return error.kind === 'missing' || error.kind === 'not-a-directory' ? undefined : 'unreadable';
  }
}
