import type { Host } from '../host';
import type { WorkspaceIndex } from '../index';
import { type Policy, type WalkedFile, type WalkLimit, walkFolders, type WorkspaceLimits } from '../workspace';
import type { DocumentTexts } from './document-texts';
import type { FileIntake } from './file-intake';
import type { IndexChanges } from './index-changes';

interface ScanParts {
  readonly host: Host;
  readonly index: WorkspaceIndex;
  readonly texts: DocumentTexts;
  readonly intake: Pick<FileIntake, 'policy'>;
  readonly content: Pick<IndexChanges, 'skipped'>;
  /** Called with each file that may be indexed. */
  readonly visit: (file: WalkedFile) => void;
  /** The index holds a file that was not found any more. */
  readonly gone: (uri: string) => void;
}

interface ScanResult {
  readonly seen: ReadonlySet<string>;
  /** Files and folders that were left out, each with the reason in words. */
  readonly skipped: Map<string, string>;
  /** The limit at which the scan ended, if any. */
  readonly limit: WalkLimit | undefined;
}

/** Looks at every file of the workspace folders that may be indexed, nearest to the open documents first. */
export class FolderScan {
  /** Canonical URIs. */
  folders: readonly string[] = [];
  /** The limit that the workspace exceeds, if any. */
  limit: WalkLimit | undefined;

  constructor(
    private readonly parts: ScanParts,
    public limits: WorkspaceLimits,
  ) {}

  get isFull(): boolean {
    return this.limit !== undefined || this.parts.index.fileCount >= this.limits.maxFiles;
  }

  /** Files that are not found are gone, unless `isNews` says that they have come meanwhile. */
  async all(signal: AbortSignal, isNews: (uri: string) => boolean): Promise<void> {
    const { index, texts, content, gone } = this.parts;
    const found = await this.walk(this.folders, this.limits, signal);
    if (!found) return;
    this.limit = found.limit;
    for (const [uri, reason] of content.skipped) if (found.seen.has(uri)) found.skipped.set(uri, reason);
    content.skipped.clear();
    for (const [uri, reason] of found.skipped) content.skipped.set(uri, reason);
    for (const { uri } of [...index.files()]) {
      if (!found.seen.has(uri) && !isNews(uri) && !texts.opened(uri)) gone(uri);
    }
  }

  /** Directories that have come alone, with files in them of which nobody may have told; true when there are more than the limits allow. */
  async arrived(directories: readonly string[], signal: AbortSignal): Promise<boolean> {
    const maxFiles = Math.max(0, this.limits.maxFiles - this.parts.index.fileCount);
    const found = await this.walk(directories, { ...this.limits, maxFiles }, signal);
    if (!found) return false;
    for (const [uri, reason] of found.skipped) this.parts.content.skipped.set(uri, reason);
    return found.limit !== undefined;
  }

  /** Undefined when the signal ended it, or when there is no policy. */
  private async walk(
    folders: readonly string[],
    limits: WorkspaceLimits,
    signal: AbortSignal,
  ): Promise<ScanResult | undefined> {
    const { host, texts, intake, visit } = this.parts;
    const policy: Policy | undefined = intake.policy;
    if (!policy) return undefined;
    const seen = new Set<string>();
    const skipped = new Map<string, string>();
    let limit: WalkLimit | undefined;
    const near = (): Iterable<string> => texts.openUris();
    for await (const step of walkFolders(host, folders, policy, limits, { signal, near })) {
      if (signal.aborted) return undefined;
      if (step.kind === 'limit') limit = step.limit;
      else if (step.kind === 'skipped') skipped.set(step.uri, step.reason);
      else {
        seen.add(step.file.uri);
        visit(step.file);
      }
    }
    return signal.aborted ? undefined : { seen, skipped, limit };
  }
}
