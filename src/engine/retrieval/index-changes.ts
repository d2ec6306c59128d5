import type { Disposable } from '../host';
import type { FileDescription, WorkspaceIndex } from '../index';
import type { FileSyntax } from '../syntax';
import type { DocumentTexts } from './document-texts';
import { type Part, syntaxSoFar } from './early-words';
import { type IndexObserver, IndexObservers } from './index-observers';
import { IndexedBytes } from './indexed-bytes';

/** Changes the index file by file, counts the changes, and tells those who learn from texts. */
export class IndexChanges implements Disposable {
  /** Files left out, each with the reason in words. */
  readonly skipped = new Map<string, string>();
  /** Counts what has changed in the index. */
  count = 0;
  /** Counts the files that have left the index. */
  removals = 0;
  readonly observers: IndexObservers;
  private readonly sizes = new IndexedBytes();

  constructor(
    private readonly index: WorkspaceIndex,
    texts: DocumentTexts,
  ) {
    this.observers = new IndexObservers(index, texts);
  }

  /** Bytes of all files together. */
  get bytes(): number {
    return this.sizes.total;
  }

  /** A stored index has brought the file. */
  adopt(file: FileDescription): void {
    this.sizes.adopt(file);
    this.observers.tellLater(file.uri);
  }

  observe(observer: IndexObserver): Disposable {
    return this.observers.add(observer);
  }

  /** The index holds the file as it is now; only the disk's word on it may be newer. */
  keep(file: FileDescription): void {
    this.skipped.delete(file.uri);
    const known = this.index.file(file.uri);
    if (!known || !this.index.setStamp(file.uri, file.stamp)) return;
    this.sizes.keep(file, known);
    this.count++;
  }

  put(file: FileDescription, text: string, syntax?: FileSyntax, part: Part = 'whole'): void {
    this.skipped.delete(file.uri);
    this.count++;
    this.sizes.put(file, this.index.file(file.uri), text);
    this.index.put(file, text, syntax, { symbolsFollow: part === 'words' });
    if (part === 'symbols') return;
    this.observers.nothingToTell(file.uri);
    this.observers.indexed(file.uri, text, file.languageId, file.strength);
  }

  /** Makes a text's words searchable before it is parsed. */
  putEarly(file: FileDescription, text: string): void {
    const syntax = syntaxSoFar(this.index, file);
    this.put(syntax ? { ...file, hasOldSymbols: true } : file, text, syntax, 'words');
  }

  remove(uri: string): void {
    this.observers.nothingToTell(uri);
    this.sizes.remove(this.index.file(uri));
    if (!this.index.remove(uri)) return;
    this.count++;
    this.removals++;
    this.observers.removed(uri);
  }

  dispose(): void {
    this.observers.clear();
  }
}
