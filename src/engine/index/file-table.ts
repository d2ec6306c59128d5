import type { DocumentNumbers } from './document-numbers';
import type { PlacedFile } from './file-words';
import type { KnownFile } from './known-file';
import type { SymbolTable } from './symbol-table';

/** A file with its places in the indexes. */
export interface Entry extends Pick<PlacedFile, 'fileDocument'> {
  file: KnownFile;
  readonly chunkDocuments: DocumentNumbers;
  readonly definitionDocuments: DocumentNumbers;
  readonly number: number;
}

/** The files of an index, by URI and by the numbers that its parts know them by. */
export class FileTable {
  /** Files by their number; removed ones leave holes, which are filled again. */
  readonly numbered: (Entry | undefined)[] = [];
  private readonly byUri = new Map<string, Entry>();
  /** Files by the numbers that `symbols` gives them. */
  private readonly bySymbols: (Entry | undefined)[] = [];
  private readonly freeNumbers: number[] = [];

  constructor(private readonly symbols: SymbolTable) {}

  get size(): number {
    return this.byUri.size;
  }

  get(uri: string): Entry | undefined {
    return this.byUri.get(uri);
  }

  /** All files, in the order they came. */
  entries(): IterableIterator<Entry> {
    return this.byUri.values();
  }

  *files(): IterableIterator<KnownFile> {
    for (const { file } of this.byUri.values()) yield file;
  }

  /** The file of a number; there must be one. */
  fileAt(number: number): KnownFile {
    return (this.numbered[number] as Entry).file;
  }

  /** The file of a definition by its row in `symbols`. */
  fileOfRow(row: number): KnownFile {
    return (this.bySymbols[this.symbols.fileNumberOf(row)] as Entry).file;
  }

  /** A number that no file has, for one that is to be added next. */
  nextNumber(): number {
    return this.freeNumbers.pop() ?? this.numbered.length;
  }

  /** To be called when `symbols` has the file's definitions. */
  add(entry: Entry): void {
    const { uri } = entry.file;
    this.byUri.set(uri, entry);
    this.numbered[entry.number] = entry;
    this.noteSymbols(uri, entry);
  }

  /** To be called while `symbols` still has the file's definitions. */
  remove({ file: { uri }, number }: Entry): void {
    this.byUri.delete(uri);
    this.numbered[number] = undefined;
    this.freeNumbers.push(number);
    this.noteSymbols(uri, undefined);
  }

  /** Orders files by their URIs. */
  compare(a: number, b: number): number {
    if (a === b) return 0;
    return this.fileAt(a).uri < this.fileAt(b).uri ? -1 : 1;
  }

  private noteSymbols(uri: string, entry: Entry | undefined): void {
    const { first, count } = this.symbols.rowsIn(uri);
    if (count > 0) this.bySymbols[this.symbols.fileNumberOf(first)] = entry;
  }
}
