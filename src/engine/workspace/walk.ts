import { HostError } from '../host';
import type { DirectoryEntry, Host } from '../host';
import { byteSize, joinUri, relativePath, uriToPath } from '../text';
import { fileSignals } from './file-signals';
import { ignoreFileKinds } from './ignore-file';
import type { Policy } from './policy';
import { describeVerdict } from './describe-verdict';
import { isBinaryName } from './binary-names';
import { PendingDirectories } from './pending-directories';
import type { WalkOptions, WalkStep, WorkspaceLimits } from './walk-contract';

/** 1 MiB a file, 100,000 files, 192 MiB in all. */
export const defaultLimits: WorkspaceLimits = { maxFileBytes: 1 << 20, maxFiles: 100_000, maxBytes: 192 << 20 };

const statsAtOnce = 32;

/**
 * Files of the folders that may be indexed, and what was left out with its reason: first what lies nearest to the files `near`, a
 * directory's files before its subdirectories, in order of names. A folder in another is walked once, as a folder of its own. Links
 * are not followed, excluded directories not entered, contents not read. Ends early, with a `limit` step, when there is no more room.
 * An aborted signal throws an `AbortError`. The folders are canonical URIs.
 */
export async function* walkFolders(
  host: Host,
  folders: Iterable<string>,
  policy: Policy,
  limits: WorkspaceLimits,
  { signal, near = () => [] }: WalkOptions,
): AsyncGenerator<WalkStep> {
  const apart = new Set(folders);
  const directories = new PendingDirectories(host, apart, policy);
  const room = { files: limits.maxFiles, bytes: limits.maxBytes };
  for (;;) {
    signal.throwIfAborted();
    const place = await directories.next(near());
    if (!place) return;
    const { directory, folder, isNear } = place;
    let entries: readonly DirectoryEntry[];
    try {
      entries = await host.list(uriToPath(directory));
    } catch (error) {
      yield { kind: 'skipped', uri: directory, reason: failureReason(error) };
      continue;
    }
    const sorted = [...entries].sort((left, right) => (left.name < right.name ? -1 : 1));
    const below: string[] = [];
    const candidates: string[] = [];
    for (const entry of sorted) {
      const uri = joinUri(directory, entry.name);
      if (apart.has(uri)) continue;
      if (entry.kind !== 'directory' && ignoreFileKinds.has(entry.name)) yield { kind: 'ignore-file', uri };
      const reason = entryReason(entry, uri, policy);
      if (reason !== undefined) yield { kind: 'skipped', uri, reason };
      else if (entry.kind === 'directory') below.push(uri);
      else candidates.push(uri);
    }
    for (let at = 0; at < candidates.length; at += statsAtOnce) {
      signal.throwIfAborted();
      const steps = await Promise.all(
        candidates.slice(at, at + statsAtOnce).map((uri) => fileStep(host, folder, uri, policy, limits, isNear)),
      );
      for (const step of steps) {
        if (step.kind === 'file') {
          room.files--;
          room.bytes -= step.file.bytes;
          if (room.files < 0 || room.bytes < 0) {
            yield { kind: 'limit', limit: room.files < 0 ? 'files' : 'bytes' };
            return;
          }
        }
        yield step;
      }
    }
    directories.addBelow(place, below);
  }
}

/** Why an entry is left out; undefined when it is not. */
function entryReason(entry: DirectoryEntry, uri: string, policy: Policy): string | undefined {
  if (entry.kind === 'link') return 'a symbolic link';
  if (entry.kind === 'other') return 'not a regular file';
  const verdict = policy.judge(entry.kind === 'directory' ? `${uri}/` : uri);
  if (verdict.strength === 'private' || verdict.strength === 'unindexed') return describeVerdict(verdict, uri);
  return entry.kind === 'file' && isBinaryName(entry.name) ? 'not a text file by its name' : undefined;
}

async function fileStep(
  host: Host,
  folderUri: string,
  uri: string,
  policy: Policy,
  limits: WorkspaceLimits,
  isNear: boolean,
): Promise<WalkStep> {
  try {
    const stat = await host.stat(uriToPath(uri));
    if (stat?.kind !== 'file') return { kind: 'skipped', uri, reason: 'changed while the folder was read' };
    if (stat.size > limits.maxFileBytes)
      return { kind: 'skipped', uri, reason: `larger than ${byteSize(limits.maxFileBytes)}` };
    const path = relativePath(folderUri, uri) ?? uri;
    const signals = fileSignals(path);
    const strength = policy.judge(uri).strength === 'low-quality' ? 'low-quality' : 'free';
    return {
      kind: 'file',
      file: { uri, path, bytes: stat.size, modifiedMs: stat.modifiedMs, strength, signals, isNear },
    };
  } catch (error) {
    return { kind: 'skipped', uri, reason: failureReason(error) };
  }
}

function failureReason(error: unknown): string {
  if (!(error instanceof HostError)) throw error;
  if (error.kind === 'forbidden') return 'not readable';
  return error.kind === 'missing' ? 'changed while the folder was read' : 'could not be read';
}
