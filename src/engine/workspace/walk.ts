import { HostError } from '../host';
import type { DirectoryEntry, Host } from '../host';
import { joinUri, relativePath, uriToPath } from '../text';
import { fileSignals } from './file-signals';
import type { Policy } from './policy';
import { describeVerdict } from './describe-verdict';
import { isBinaryName } from './binary-names';
import type { WalkStep, WorkspaceLimits } from './walk-contract';

/** 1 MiB a file, 100,000 files. */
export const defaultLimits: WorkspaceLimits = { maxFileBytes: 1 << 20, maxFiles: 100_000 };

const statsAtOnce = 32;

/**
 * Files of a folder that may be indexed, and what was left out with its reason, a directory's files before its subdirectories, in
 * order of names. Links are not followed, excluded directories not entered, contents not read. Ends early, with a `skipped` step for
 * the folder, at `maxFiles`. An aborted signal throws an `AbortError`. `folderUri` is canonical.
 */
export async function* walkFolder(
  host: Host,
  folderUri: string,
  policy: Policy,
  limits: WorkspaceLimits,
  signal: AbortSignal,
): AsyncGenerator<WalkStep> {
  const pending = [folderUri];
  let files = 0;
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    signal.throwIfAborted();
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
      const reason = entryReason(entry, uri, policy);
      if (reason !== undefined) yield { kind: 'skipped', uri, reason };
      else if (entry.kind === 'directory') below.push(uri);
      else candidates.push(uri);
    }
    for (let at = 0; at < candidates.length; at += statsAtOnce) {
      signal.throwIfAborted();
      const steps = await Promise.all(
        candidates.slice(at, at + statsAtOnce).map((uri) => fileStep(host, folderUri, uri, policy, limits)),
      );
      for (const step of steps) {
        if (step.kind === 'file' && ++files > limits.maxFiles) {
          yield { kind: 'skipped', uri: folderUri, reason: `more than ${limits.maxFiles} files` };
          return;
        }
        yield step;
      }
    }
    pending.push(...below.reverse());
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
): Promise<WalkStep> {
  try {
    const stat = await host.stat(uriToPath(uri));
    if (stat?.kind !== 'file') return { kind: 'skipped', uri, reason: 'changed while the folder was read' };
    if (stat.size > limits.maxFileBytes)
      return { kind: 'skipped', uri, reason: `larger than ${limits.maxFileBytes} bytes` };
    const path = relativePath(folderUri, uri) ?? uri;
    const signals = fileSignals(path);
    const strength = policy.judge(uri).strength === 'low-quality' ? 'low-quality' : 'free';
    return { kind: 'file', file: { uri, path, bytes: stat.size, modifiedMs: stat.modifiedMs, strength, signals } };
  } catch (error) {
    return { kind: 'skipped', uri, reason: failureReason(error) };
  }
}

function failureReason(error: unknown): string {
  if (!(error instanceof HostError)) throw error;
  if (error.kind === 'forbidden') return 'not readable';
  return error.kind === 'missing' ? 'changed while the folder was read' : 'could not be read';
}
