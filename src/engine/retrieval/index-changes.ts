import type { Disposable } from '../host';
import type { FileDescription, ShownSyntax, WorkspaceIndex } from '../index';
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
    private readonly texts: DocumentTexts,
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

  put(file: FileDescription, text: string, syntax?: FileSyntax | ShownSyntax, part: Part = 'whole'): void {
    const known = this.index.file(file.uri);
    this.skipped.delete(file.uri);
    this.count++;
    this.sizes.put(file, known, text);
    // Of a text that is being edited there will be many, and none comes again.
    const isReplaced = known?.content !== file.content && known?.strength === file.strength;
    if (isReplaced && !this.texts.opened(file.uri)) this.index.keepSymbols(file.uri);
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

  /** With `comesAgain` its symbols are kept for a while, for a file of the same content. */
  remove(uri: string, comesAgain: boolean): void {
    this.observers.nothingToTell(uri);
    this.sizes.remove(this.index.file(uri));
    if (comesAgain) this.index.keepSymbols(uri);
    if (!this.index.remove(uri)) return;
    this.count++;
    this.removals++;
    this.observers.removed(uri);
  }

  dispose(): void {
    this.observers.clear();
  }
}
