import type { FileSyntax, SymbolDefinition } from '../syntax';
import { bareSignature } from './bare-signature';
import { type Chunk, chunksOf } from './chunks';
import type { ShownSyntax } from './content-symbols';
import { DocumentCounts } from './document-counts';
import type { DocumentIndex } from './document-index';
import { grown } from './growing';
import type { FileLists } from './file-lists';
import { shownSignature } from './shown-signature';
import { TextScan } from './text-scan';
import type { Vocabulary } from './vocabulary';
import type { FileDescription } from './indexed-file';

/** Bytes of room for texts that are kept at rest. */
const MOST_ROOM = 1 << 20;

/** What of a file's description decides how its words are placed. */
type Described = Pick<FileDescription, 'path' | 'strength'>;

interface FileTerms {
  readonly directory: ArrayLike<number>;
  readonly base: ArrayLike<number>;
  readonly path: readonly number[];
}

/** Where a file's words went. */
export interface PlacedFile {
  readonly lineCount: number;
  readonly chunks: readonly Chunk[];
  readonly symbols: readonly SymbolDefinition[];
  readonly fileDocument: number;
  readonly chunkDocuments: readonly number[];
  readonly definitionDocuments: readonly number[];
  /** Where its lists begin. */
  readonly listStart: number;
  /** What the scan found, when it was asked for. */
  readonly packedScan: Uint8Array | undefined;
}

/** How the scans of a text that is placed twice become one. */
export interface ScanSharing {
  /** What an earlier scan of the same text found. */
  readonly known?: Uint8Array | undefined;
  /** Whether what this one finds is wanted. */
  readonly pack: boolean;
}

interface Destination {
  readonly files: DocumentIndex;
  readonly chunks: DocumentIndex;
  readonly definitions: DocumentIndex;
  readonly lists: FileLists;
}

/** Takes files apart into the documents of the three indexes: whole file, chunks, definitions. Each text is read once. */
export class FileWords {
  private scan: TextScan;
  private readonly counts = new DocumentCounts();
  /** Occurrences of each identifier in the chunk at hand and in the file, and which identifiers have any. */
  private chunkTimes = new Uint32Array(1 << 12);
  private fileTimes = new Uint32Array(1 << 12);
  private inChunk = new Uint32Array(1 << 10);
  private inFile = new Uint32Array(1 << 10);
  private inFileSize = 0;

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly into: Destination,
  ) {
    this.scan = new TextScan(vocabulary);
  }

  place(
    file: number,
    description: Described,
    text: string,
    syntax: FileSyntax | ShownSyntax | undefined,
    { known, pack }: ScanSharing = { pack: false },
  ): PlacedFile {
    const terms = this.termsOfPath(description.path);
    const definitions = syntax?.symbols ?? [];
    const names = definitions.map((symbol) => this.vocabulary.intern(symbol.name));
    const scan = known ? this.scan.unpack(text, known) : this.scan.scan(text);
    const packedScan = pack ? scan.pack() : undefined;
    const signature = (symbol: SymbolDefinition): string =>
      description.strength === 'low-quality'
        ? bareSignature(symbol, syntax?.languageId ?? '')
        : shownSignature(symbol, scan);
    const isShown = syntax !== undefined && 'isShown' in syntax;
    const symbols = isShown ? definitions : definitions.map((symbol) => withSignature(symbol, signature(symbol)));
    const chunks = chunksOf(scan, syntax);
    const listStart = this.into.lists.begin(chunks, syntax?.imports ?? []);
    this.reserve();
    const chunkDocuments = chunks.map((chunk, ordinal) => this.placeChunk(file, ordinal, chunk, terms));
    const fileDocument = this.placeWhole(file, names, terms);
    const lineCount = scan.count;
    const definitionDocuments = symbols.map((symbol, ordinal) =>
      this.placeDefinition(file, ordinal, symbol, names[ordinal] as number, terms),
    );
    return { lineCount, chunks, symbols, fileDocument, chunkDocuments, definitionDocuments, listStart, packedScan };
  }

  /** Gives back what the largest texts have needed. */
  release(): void {
    if (this.scan.room > MOST_ROOM) this.scan = new TextScan(this.vocabulary);
  }

  private placeChunk(file: number, ordinal: number, chunk: Chunk, terms: FileTerms): number {
    const { counts, scan, chunkTimes, fileTimes } = this;
    const from = scan.firstToken[chunk.startLine] as number;
    const to = scan.firstToken[chunk.endLine + 1] as number;
    if (to - from > this.inChunk.length) this.inChunk = grown(this.inChunk, to - from);
    const { inChunk } = this;
    let distinct = 0;
    for (let at = from; at < to; at++) {
      const identifier = scan.tokens[at] as number;
      const times = chunkTimes[identifier] as number;
      if (times === 0) inChunk[distinct++] = identifier;
      chunkTimes[identifier] = times + 1;
    }
    this.into.lists.addIdentifiers(inChunk, distinct);
    this.countBody(inChunk, distinct, chunkTimes);
    for (let at = 0; at < distinct; at++) {
      const identifier = inChunk[at] as number;
      if (fileTimes[identifier] === 0) this.inFile[this.inFileSize++] = identifier;
      fileTimes[identifier] = (fileTimes[identifier] as number) + (chunkTimes[identifier] as number);
      chunkTimes[identifier] = 0;
    }
    for (const name of chunk.names) counts.addAll(1, this.termsOfName(name));
    if (chunk.container !== '') counts.addAll(2, this.termsOfName(chunk.container));
    counts.addAll(3, terms.path);
    const document = this.into.chunks.add(file, ordinal, counts);
    counts.clear();
    return document;
  }

  private placeWhole(file: number, names: readonly number[], terms: FileTerms): number {
    const { counts, inFile, fileTimes } = this;
    this.countBody(inFile, this.inFileSize, fileTimes);
    for (let at = 0; at < this.inFileSize; at++) fileTimes[inFile[at] as number] = 0;
    this.inFileSize = 0;
    for (const name of names) counts.addAll(1, this.vocabulary.termsOf(name));
    counts.addAll(2, terms.directory);
    counts.addAll(3, terms.base);
    const document = this.into.files.add(file, 0, counts);
    counts.clear();
    return document;
  }

  private placeDefinition(
    file: number,
    ordinal: number,
    symbol: SymbolDefinition,
    name: number,
    terms: FileTerms,
  ): number {
    const { counts } = this;
    counts.addAll(0, this.termsOfText(symbol.signature));
    counts.addAll(1, this.vocabulary.termsOf(name));
    if (symbol.container !== '') counts.addAll(2, this.termsOfName(symbol.container));
    counts.addAll(3, terms.path);
    const document = this.into.definitions.add(file, ordinal, counts);
    counts.clear();
    return document;
  }

  /** Counts the terms of identifiers, each as often as it occurs. */
  private countBody(identifiers: Uint32Array, size: number, times: Uint32Array): void {
    this.counts.reserve(this.vocabulary.termCount, 0);
    this.counts.addIdentifiers(identifiers, size, times, this.vocabulary.termColumns());
  }

  private reserve(): void {
    const identifiers = this.vocabulary.identifiers.size;
    if (identifiers > this.chunkTimes.length) {
      this.chunkTimes = grown(this.chunkTimes, identifiers);
      this.fileTimes = grown(this.fileTimes, identifiers);
    }
    const tokens = this.scan.firstToken[this.scan.count] as number;
    if (tokens > this.inFile.length) this.inFile = grown(this.inFile, tokens);
  }

  private termsOfPath(path: string): FileTerms {
    // Some disks take letters with marks apart.
    const composed = path.normalize('NFC');
    const slash = composed.lastIndexOf('/');
    const directory = this.termsOfText(composed.slice(0, slash + 1));
    const base = this.termsOfText(composed.slice(slash + 1).replace(/\.[^.]+$/, ''));
    return { directory, base, path: [...directory, ...base] };
  }

  /** The scan serves for this as well, so the text at hand must be done with. */
  private termsOfText(text: string): number[] {
    const { tokens, firstToken, count } = this.scan.scan(text);
    const { list, starts } = this.vocabulary.termColumns();
    const terms: number[] = [];
    const end = firstToken[count] as number;
    for (let at = 0; at < end; at++) {
      const identifier = tokens[at] as number;
      const last = starts[identifier + 1] as number;
      for (let term = starts[identifier] as number; term < last; term++) terms.push(list[term] as number);
    }
    return terms;
  }

  private termsOfName(name: string): Uint32Array {
    return this.vocabulary.termsOf(this.vocabulary.intern(name));
  }
}

/** With each property by name: copies of what has come as JSON are slow otherwise. */
function withSignature(symbol: SymbolDefinition, signature: string): SymbolDefinition {
  if (signature === symbol.signature) return symbol;
  const { name, kind, container, startLine, endLine, nameLine, nameCharacter } = symbol;
  return { name, kind, container, startLine, endLine, nameLine, nameCharacter, signature };
}
