import type { Host } from '../host';
import { type Policy, type WalkedFile, type WalkLimit, walkFolder, type WorkspaceLimits } from '../workspace';

interface ScanParts {
  readonly host: Host;
  readonly folders: readonly string[];
  readonly policy: Policy;
  readonly limits: WorkspaceLimits;
  /** Files that the user works on, as canonical URIs; what lies near them comes first. */
  readonly near: readonly string[];
  readonly signal: AbortSignal;
}

export interface ScanResult {
  readonly seen: ReadonlySet<string>;
  /** Files and folders that were left out, each with the reason in words. */
  readonly skipped: Map<string, string>;
  /** The limit at which the scan ended, if any. */
  readonly limit: WalkLimit | undefined;
}

/** Looks at every file of the folders, and calls `visit` for those that may be indexed; undefined when the signal ended it. */
export async function scanFolders(
  { host, folders, policy, limits, near, signal }: ScanParts,
  visit: (file: WalkedFile) => void,
): Promise<ScanResult | undefined> {
  const seen = new Set<string>();
  const skipped = new Map<string, string>();
  const room = { files: limits.maxFiles, bytes: limits.maxBytes };
  let limit: WalkLimit | undefined;
  const apart = new Set(folders);
  for (const folder of apart) {
    for await (const step of walkFolder(host, folder, policy, limits, { signal, near, room, apart })) {
      if (signal.aborted) return undefined;
      if (step.kind === 'limit') limit = step.limit;
      else if (step.kind === 'skipped') skipped.set(step.uri, step.reason);
      else if (!seen.has(step.file.uri)) {
        seen.add(step.file.uri);
        visit(step.file);
      }
    }
  }
  return signal.aborted ? undefined : { seen, skipped, limit };
}
