import type { FileStat, Host, StatedContent } from '../host';
import type { FileStamp } from '../index';
import { baseName, decodeText, type FoundLines, LineFinder, relativePath, splitLines, uriToPath } from '../text';
import { isSame, stampOf } from './file-stamp';

/** A document's text as it is now: the editor's when it is open, else the disk's. */
export interface DocumentText {
  readonly text: string;
  /** Without their line breaks. */
  readonly lines: readonly string[];
  /** See `LineFinder.between`: for who needs some lines, without all being made. */
  linesBetween(first: number, last: number): FoundLines | undefined;
  /** The editor's document version, -1 for text from disk. */
  readonly version: number;
}

export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

/** Why a file's text cannot be used, in words. */
export type TextOutcome =
  | { readonly kind: 'text'; readonly document: DocumentText }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unusable'; readonly reason: string };

/** UTF-16 units of file text kept between answers. */
const CACHE_UNITS = 8_000_000;

/** A text from disk, and what the disk said of the file before it was read. */
interface KeptText {
  readonly document: DocumentText;
  readonly stamp: FileStamp;
}

/**
 * Texts by URI: open documents win over the disk; texts from disk are read on demand and kept while there is room and the disk
 * says that the file is unchanged.
 */
export class DocumentTexts {
  private readonly open = new Map<string, OpenDocument>();
  private readonly openLines = new Map<string, DocumentText>();
  private readonly cache = new Map<string, KeptText>();
  private cachedUnits = 0;
  private folders: readonly string[] = [];
  /** Changes whenever something is forgotten, so that a read under way then is not kept. */
  private generation = 0;

  constructor(
    private readonly host: Host,
    public maxFileBytes: number,
  ) {}

  /** Folders that `pathOf` is relative to; canonical URIs. */
  setFolders(folders: readonly string[]): void {
    this.folders = folders;
  }

  /** The innermost folder that holds a URI. */
  folderOf(uri: string): string | undefined {
    let best: string | undefined;
    for (const folder of this.folders) {
      if (relativePath(folder, uri) && folder.length > (best?.length ?? -1)) best = folder;
    }
    return best;
  }

  /** Path below the innermost folder, or the base name outside every folder. */
  pathOf(uri: string): string {
    const folder = this.folderOf(uri);
    return (folder && relativePath(folder, uri)) || baseName(uri);
  }

  setOpen(document: OpenDocument): void {
    this.open.set(document.uri, document);
    this.openLines.delete(document.uri);
    this.forget(document.uri);
  }

  /** URIs of the open documents. */
  openUris(): IterableIterator<string> {
    return this.open.keys();
  }

  close(uri: string): void {
    this.open.delete(uri);
    this.openLines.delete(uri);
  }

  opened(uri: string): OpenDocument | undefined {
    return this.open.get(uri);
  }

  openDocuments(): IterableIterator<OpenDocument> {
    return this.open.values();
  }

  /** Drops what was read from disk, because the file has changed or must not be used any more. */
  forget(uri: string): void {
    this.generation++;
    this.evict(uri);
  }

  /** Drops what was read from disk of every file for which `gone` is true, in steps of one file. */
  *purgeSteps(gone: (uri: string) => boolean): Generator<undefined, void> {
    this.generation++;
    for (const uri of [...this.cache.keys()]) {
      if (gone(uri)) this.evict(uri);
      yield;
    }
  }

  /** The text as it is now, for one who quotes it; of a file the disk is asked each time whether it has changed. */
  async read(uri: string): Promise<DocumentText | undefined> {
    const opened = this.open.get(uri);
    if (opened) return this.linesOf(opened);
    return (await this.unchanged(uri)) ?? this.readAnew(uri);
  }

  /** The text as it is now, for the index: never one that was kept. With the reason when there is none. */
  async load(uri: string): Promise<TextOutcome> {
    const opened = this.open.get(uri);
    return opened ? { kind: 'text', document: this.linesOf(opened) } : this.readFromDisk(uri);
  }

  /** The text that is kept of a file, when the disk says that it has not changed. */
  private async unchanged(uri: string): Promise<DocumentText | undefined> {
    if (!this.cache.has(uri)) return undefined;
    const stat = await this.statOf(uri);
    const cached = this.cache.get(uri);
    if (!cached || stat?.kind !== 'file') return undefined;
    if (!isSame(cached.stamp, { bytes: stat.size, modifiedMs: stat.modifiedMs })) return undefined;
    this.cache.delete(uri);
    this.cache.set(uri, cached);
    return cached.document;
  }

  private async readAnew(uri: string): Promise<DocumentText | undefined> {
    const { generation } = this;
    const lookedAt = this.host.now();
    const read = await this.readStated(uri);
    const outcome = read && this.outcomeOf(read.content);
    // The document may have been opened meanwhile.
    const opened = this.open.get(uri);
    if (opened) return this.linesOf(opened);
    if (!read || outcome?.kind !== 'text') return undefined;
    const stamp = stampOf(read.stat, lookedAt);
    if (stamp && generation === this.generation) this.keep(uri, { document: outcome.document, stamp });
    return outcome.document;
  }

  private async readStated(uri: string): Promise<StatedContent | undefined> {
    try {
      return await this.host.readWithStat(uriToPath(uri), this.maxFileBytes);
    } catch {
      return undefined;
    }
  }

  private async statOf(uri: string): Promise<FileStat | undefined> {
    try {
      return await this.host.stat(uriToPath(uri));
    } catch {
      return undefined;
    }
  }

  private evict(uri: string): void {
    const cached = this.cache.get(uri);
    if (!cached) return;
    this.cache.delete(uri);
    this.cachedUnits -= cached.document.text.length;
  }

  private linesOf(opened: OpenDocument): DocumentText {
    const known = this.openLines.get(opened.uri);
    if (known) return known;
    const document = documentOf(opened.text, opened.version);
    this.openLines.set(opened.uri, document);
    return document;
  }

  private async readFromDisk(uri: string): Promise<TextOutcome> {
    let bytes: Uint8Array;
    try {
      bytes = await this.host.readFile(uriToPath(uri), this.maxFileBytes);
    } catch (error) {
      return outcomeOfError(error);
    }
    return this.outcomeOf(bytes);
  }

  /** What the bytes of a file are; they may not be used any more. */
  private outcomeOf(bytes: Uint8Array): TextOutcome {
    const decoded = decodeText(bytes);
    this.host.giveBack?.(bytes);
    if (decoded.kind === 'binary') return { kind: 'unusable', reason: 'binary' };
    return { kind: 'text', document: documentOf(decoded.text, -1) };
  }

  private keep(uri: string, kept: KeptText): void {
    this.evict(uri);
    this.cache.set(uri, kept);
    this.cachedUnits += kept.document.text.length;
    for (const oldest of this.cache.keys()) {
      if (this.cachedUnits <= CACHE_UNITS || this.cache.size === 1) return;
      this.evict(oldest);
    }
  }
}

/** Indexing needs the text alone, so that lines are made for those who ask. */
function documentOf(text: string, version: number): DocumentText {
  let lines: readonly string[] | undefined;
  let finder: LineFinder | undefined;
  return {
    text,
    version,
    get lines() {
      lines ??= splitLines(text);
      return lines;
    },
    linesBetween(first, last) {
      finder ??= new LineFinder(text);
      return finder.between(first, last);
    },
  };
}

function outcomeOfError(error: unknown): TextOutcome {
  const kind = error instanceof Error && 'kind' in error ? error.kind : undefined;
  if (kind === 'missing' || error instanceof TypeError) return { kind: 'missing' };
  if (kind === 'too-large') return { kind: 'unusable', reason: 'too large' };
  if (kind === 'forbidden') return { kind: 'unusable', reason: 'not readable' };
  return { kind: 'unusable', reason: 'could not be read' };
}
