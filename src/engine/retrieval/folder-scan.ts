import type { Host } from '../host';
import type { WorkspaceIndex } from '../index';
import { type Policy, type WalkedFile, type WalkLimit, walkFolders, type WorkspaceLimits } from '../workspace';
import type { DocumentTexts } from './document-texts';
import type { FileIntake } from './file-intake';
import type { ArrivalLook } from './folder-looks';
import type { IndexChanges } from './index-changes';

/** Definitions of all files together beyond which no further files are parsed, when the limits say nothing of it. */
const MOST_SYMBOLS = 1_000_000;

interface ScanParts {
  readonly host: Host;
  readonly index: WorkspaceIndex;
  readonly texts: DocumentTexts;
  readonly intake: Pick<FileIntake, 'policy'>;
  readonly content: Pick<IndexChanges, 'skipped' | 'bytes'>;
  readonly ignoreFilePassed?: ((uri: string) => void) | undefined;
  /** Called with each file that may be indexed; true when nobody had told of it. */
  readonly visit: (file: WalkedFile) => boolean;
  /** The index holds a file that was not found any more. */
  readonly gone: (uri: string) => void;
}

interface ScanResult {
  readonly seen: ReadonlySet<string>;
  /** Files and folders that were left out, each with the reason in words. */
  readonly skipped: Map<string, string>;
  /** The limit at which the scan ended, if any. */
  readonly limit: WalkLimit | undefined;
  /** There were files of which nobody had told. */
  readonly isNews: boolean;
}

/** Looks at every file of the workspace folders that may be indexed, nearest to the open documents first. */
export class FolderScan {
  /** Canonical URIs. */
  folders: readonly string[] = [];
  /** The limit that the workspace exceeds, if any. */
  limit: WalkLimit | undefined;
  /** Files that events have told of and that no look has found within the limits. */
  private readonly newcomers = new Set<string>();

  constructor(
    private readonly parts: ScanParts,
    public limits: WorkspaceLimits,
  ) {}

  get isFull(): boolean {
    return this.limit !== undefined || this.limitWith(1) !== undefined;
  }

  /** Definitions of all files together beyond which files are searched by their words alone. */
  get mostSymbols(): number {
    return this.limits.maxSymbols ?? MOST_SYMBOLS;
  }

  /** An event has told of a file that the index does not hold. */
  told(uri: string): void {
    this.newcomers.add(uri);
  }

  forget(uri: string): void {
    this.newcomers.delete(uri);
  }

  /** Whether an event brought the file and it would go beyond a limit: then a look at all files says which of them come in. */
  hasNoRoomFor(uri: string, bytes: number): boolean {
    const { index, texts } = this.parts;
    if (!this.newcomers.delete(uri) || index.file(uri) || texts.opened(uri)) return false;
    this.limit ??= this.limitWith(bytes);
    return this.limit !== undefined;
  }

  private limitWith(bytes: number): WalkLimit | undefined {
    const { index, content } = this.parts;
    if (index.fileCount >= this.limits.maxFiles) return 'files';
    return content.bytes + bytes > this.limits.maxBytes ? 'bytes' : undefined;
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

  /** Directories that have come alone, with files in them of which nobody may have told. `isFull`: there are more than the limits allow. */
  async arrived(
    directories: readonly string[],
    signal: AbortSignal,
  ): Promise<ArrivalLook & { readonly isFull: boolean }> {
    const { index, content } = this.parts;
    for (const uri of directories) this.newcomers.delete(uri);
    const maxFiles = Math.max(0, this.limits.maxFiles - index.fileCount);
    const maxBytes = Math.max(0, this.limits.maxBytes - content.bytes);
    const found = await this.walk(directories, { ...this.limits, maxFiles, maxBytes }, signal);
    if (!found) return { isFull: false, isNews: false, gone: [] };
    const gone = directories.filter((uri) => found.skipped.delete(uri));
    for (const [uri, reason] of found.skipped) content.skipped.set(uri, reason);
    return { isFull: found.limit !== undefined, isNews: found.isNews, gone };
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
    let isNews = false;
    const near = (): Iterable<string> => texts.openUris();
    for await (const step of walkFolders(host, folders, policy, limits, { signal, near })) {
      if (signal.aborted) return undefined;
      if (step.kind === 'limit') limit = step.limit;
      else if (step.kind === 'skipped') skipped.set(step.uri, step.reason);
      else if (step.kind === 'ignore-file') this.parts.ignoreFilePassed?.(step.uri);
      else {
        seen.add(step.file.uri);
        this.newcomers.delete(step.file.uri);
        if (visit(step.file)) isNews = true;
      }
    }
    return signal.aborted ? undefined : { seen, skipped, limit, isNews };
  }
}
