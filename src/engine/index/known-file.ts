import type { ImportedName } from '../syntax';
import type { FileSignals } from '../workspace';
import type { ChunkLines, FileLists } from './file-lists';
import type { FileDescription, FileStamp, IndexedFile, SetAside } from './indexed-file';

/** One for each combination: thousands of files share them. */
const SIGNALS: readonly FileSignals[] = Array.from({ length: 16 }, (_, bits) => ({
  test: (bits & 1) !== 0,
  example: (bits & 2) !== 0,
  generated: (bits & 4) !== 0,
  vendored: (bits & 8) !== 0,
}));

/** A file in the index; its chunks and imports are read from the lists whenever they are asked for. */
export class KnownFile implements IndexedFile {
  readonly uri: string;
  readonly path: string;
  readonly folder: string;
  readonly languageId: string;
  readonly signals: FileSignals;
  readonly strength: FileDescription['strength'];
  declare readonly stamp?: FileStamp;
  declare readonly content?: number;
  declare readonly hasOldSymbols?: true;
  declare readonly setAside?: SetAside;
  readonly #lists: FileLists;
  #listStart: number;

  constructor(
    description: FileDescription,
    readonly lineCount: number,
    readonly hasSyntax: boolean,
    lists: FileLists,
    listStart: number,
  ) {
    this.uri = description.uri;
    this.path = description.path;
    this.folder = description.folder;
    this.languageId = description.languageId;
    this.signals = shared(description.signals);
    this.strength = description.strength;
    if (description.stamp) this.stamp = description.stamp;
    if (description.content !== undefined) this.content = description.content;
    if (description.hasOldSymbols) this.hasOldSymbols = description.hasOldSymbols;
    if (description.setAside) this.setAside = description.setAside;
    this.#lists = lists;
    this.#listStart = listStart;
  }

  /** Where its lists begin. */
  get listStart(): number {
    return this.#listStart;
  }

  set listStart(start: number) {
    this.#listStart = start;
  }

  get chunks(): readonly ChunkLines[] {
    return this.#lists.chunks(this.listStart, this.lineCount);
  }

  get chunkCount(): number {
    return this.#lists.chunkCount(this.listStart);
  }

  get imports(): readonly ImportedName[] {
    return this.#lists.imports(this.listStart);
  }

  get importCount(): number {
    return this.#lists.importCount(this.listStart);
  }

  chunkAt(ordinal: number): ChunkLines {
    return this.#lists.chunkAt(this.listStart, ordinal, this.lineCount);
  }

  /** The same with another word of the disk. */
  withStamp(stamp: FileStamp | undefined): KnownFile {
    const { stamp: _, ...description } = this as FileDescription;
    return new KnownFile(
      stamp ? { ...description, stamp } : description,
      this.lineCount,
      this.hasSyntax,
      this.#lists,
      this.listStart,
    );
  }
}

function shared({ test, example, generated, vendored }: FileSignals): FileSignals {
  return SIGNALS[(test ? 1 : 0) | (example ? 2 : 0) | (generated ? 4 : 0) | (vendored ? 8 : 0)] as FileSignals;
}
