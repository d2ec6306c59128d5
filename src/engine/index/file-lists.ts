import type { ImportedName } from '../syntax';
import type { Chunk } from './chunks';
import { hashOfBytes, NameTable } from './name-table';
import { NumberLists } from './number-lists';
import type { SavedColumn, SavedColumns } from './saved-file';
import type { Vocabulary } from './vocabulary';

/** A run of whole lines; zero-based, inclusive. */
export type ChunkLines = Pick<Chunk, 'startLine' | 'endLine'>;

/** Files whose lists are copied without a pause. */
const FILES_A_STEP = 64;

/** Numbers of an import. */
const IMPORT = 3;

/**
 * What is known of each file's parts, as lists of numbers one after the other: where its chunks begin, its imports, and the distinct
 * identifiers of each chunk in order of appearance. A file is known by where its lists begin.
 */
export class FileLists {
  private lists = new NumberLists();
  /** Bytes of removed files. */
  private dropped = 0;
  private readonly modules = new NameTable();
  private readonly encoder = new TextEncoder();
  /** The module at hand. */
  private spelled = new Uint8Array(1 << 8);

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Bytes of all lists, also of files that are removed. */
  get size(): number {
    return this.lists.size;
  }

  /** Bytes of lists of files that are removed. */
  get droppedBytes(): number {
    return this.dropped;
  }

  /** Begins a file; the identifiers of each of its chunks are to be added next. */
  begin(chunks: readonly ChunkLines[], imports: readonly ImportedName[]): number {
    const starts = chunks.map((chunk) => chunk.startLine);
    const values = imports.flatMap(({ name, from, line }) => [
      name === '' ? 0 : this.vocabulary.intern(name) + 1,
      this.internModule(from),
      line,
    ]);
    const start = this.lists.append(starts, starts.length);
    this.lists.append(values, values.length);
    return start;
  }

  addIdentifiers(identifiers: Uint32Array, count: number): void {
    this.lists.append(identifiers, count);
  }

  chunkCount(start: number): number {
    return this.lists.lengthAt(start);
  }

  chunks(start: number, lineCount: number): ChunkLines[] {
    const { values } = this.lists.read(start);
    const chunks: ChunkLines[] = [];
    for (let at = 0; at < values.length; at++) chunks.push(linesOf(values, at, lineCount));
    return chunks;
  }

  /** The chunk at a place; there must be one. */
  chunkAt(start: number, ordinal: number, lineCount: number): ChunkLines {
    const [startLine, next] = this.lists.pairAt(start, ordinal);
    return { startLine: startLine as number, endLine: (next ?? lineCount) - 1 };
  }

  importCount(start: number): number {
    return this.lists.lengthAt(this.lists.end(start)) / IMPORT;
  }

  imports(start: number): ImportedName[] {
    return this.importsOf(this.importNumbers(start));
  }

  /** The imports of a file for `importsOf`, which knows them as long as these lists are there. */
  importNumbers(start: number): Uint32Array {
    return this.lists.read(this.lists.end(start)).values;
  }

  importsOf(values: Uint32Array): ImportedName[] {
    return Array.from({ length: values.length / IMPORT }, (_, at) => {
      const name = values[IMPORT * at] as number;
      return {
        name: name === 0 ? '' : this.vocabulary.nameOf(name - 1),
        from: this.modules.name(values[IMPORT * at + 1] as number),
        line: values[IMPORT * at + 2] as number,
      };
    });
  }

  /** Identifiers of the chunk at a place; there must be one. */
  identifiersAt(start: number, ordinal: number): Uint32Array {
    return this.lists.read(this.identifiersStart(start, ordinal)).values;
  }

  /** Calls `visit` with each of those. */
  forEachIdentifierAt(start: number, ordinal: number, visit: (identifier: number) => void): void {
    this.lists.forEach(this.identifiersStart(start, ordinal), visit);
  }

  /** Calls `visit` with the identifiers of each chunk, one chunk after the other. */
  forEachIdentifier(start: number, visit: (identifier: number) => void): void {
    let at = this.lists.end(this.lists.end(start));
    for (let left = this.chunkCount(start); left > 0; left--) at = this.lists.forEach(at, visit);
  }

  private identifiersStart(start: number, ordinal: number): number {
    let at = start;
    for (let left = ordinal + 2; left > 0; left--) at = this.lists.end(at);
    return at;
  }

  /** The file that begins here is removed. */
  drop(start: number): void {
    this.dropped += this.endOf(start) - start;
  }

  /**
   * Copies the lists of the files that are there to a place of their own, in steps between which files may come and go, and tells in the
   * end where those of each begin now. Nothing is different before.
   */
  *keepSteps<F extends { listStart: number }>(files: () => Iterable<F>): Generator<undefined, void> {
    const kept = new NumberLists(this.lists.size - this.dropped);
    const copies = new Map<F, { readonly start: number; readonly bytes: number }>();
    const copy = (file: F): void => {
      const start = kept.size;
      kept.appendLists(this.lists, file.listStart, this.endOf(file.listStart));
      copies.set(file, { start, bytes: kept.size - start });
    };
    for (const file of [...files()]) {
      copy(file);
      if (copies.size % FILES_A_STEP === 0) yield;
    }
    let bytes = 0;
    for (const file of [...files()]) {
      if (!copies.has(file)) copy(file);
      const copied = copies.get(file) as { start: number; bytes: number };
      file.listStart = copied.start;
      bytes += copied.bytes;
    }
    this.lists = kept;
    this.dropped = kept.size - bytes;
  }

  /** Marks the identifiers and modules of a file. */
  mark(start: number, isUsed: Uint8Array, isUsedModule: Uint8Array): void {
    const { values, end } = this.lists.read(this.lists.end(start));
    for (let at = 0; at < values.length; at += IMPORT) {
      const name = values[at] as number;
      if (name > 0) isUsed[name - 1] = 1;
      isUsedModule[values[at + 1] as number] = 1;
    }
    const mark = (identifier: number): void => {
      isUsed[identifier] = 1;
    };
    for (let left = this.chunkCount(start), at = end; left > 0; left--) at = this.lists.forEach(at, mark);
  }

  /** Makes ready, in a step of less than a millisecond, what was taken over; false when all is. */
  prepare(): boolean {
    return this.modules.prepare();
  }

  get moduleCount(): number {
    return this.modules.size;
  }

  /** Appends a file's lists to `lists`, with identifiers and modules numbered anew; returns where they begin. */
  pack(start: number, lists: NumberLists, numberOf: Uint32Array, moduleNumberOf: Uint32Array): number {
    const { values: chunks, end } = this.lists.read(start);
    const packedAt = lists.append(chunks, chunks.length);
    const { values: imports, end: importsEnd } = this.lists.read(end);
    for (let at = 0; at < imports.length; at += IMPORT) {
      const name = imports[at] as number;
      if (name > 0) imports[at] = (numberOf[name - 1] as number) + 1;
      imports[at + 1] = moduleNumberOf[imports[at + 1] as number] as number;
    }
    lists.append(imports, imports.length);
    for (let left = chunks.length, at = importsEnd; left > 0; left--) at = lists.appendMapped(this.lists, at, numberOf);
    return packedAt;
  }

  moduleColumns(modules: Uint32Array): Generator<SavedColumn> {
    return this.modules.savedColumns('module', modules);
  }

  /** Takes over packed lists; there may be none yet. */
  restore(lists: Uint8Array, columns: SavedColumns): void {
    this.lists.restore(lists);
    this.dropped = 0;
    this.modules.restoreColumns('module', columns);
  }

  private endOf(start: number): number {
    let at = start;
    for (let left = this.chunkCount(start) + 2; left > 0; left--) at = this.lists.end(at);
    return at;
  }

  private internModule(name: string): number {
    if (3 * name.length > this.spelled.length) this.spelled = new Uint8Array(6 * name.length);
    const { written } = this.encoder.encodeInto(name, this.spelled);
    const hash = hashOfBytes(this.spelled, written);
    const known = this.modules.find(this.spelled, 0, written, hash);
    return known >= 0 ? known : this.modules.add(this.spelled, 0, written, hash);
  }
}

function linesOf(starts: Uint32Array, ordinal: number, lineCount: number): ChunkLines {
  return { startLine: starts[ordinal] as number, endLine: (starts[ordinal + 1] ?? lineCount) - 1 };
}
