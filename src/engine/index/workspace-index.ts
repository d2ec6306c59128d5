import type { FileSyntax } from '../syntax';
import { columnSteps, type IndexParts, restoreColumns } from './index-columns';
import { packSteps, type SavedFor, unpackFile } from './saved-file';
import { ChunkFunctions } from './chunk-functions';
import { ContentSymbols, type ShownSyntax } from './content-symbols';
import type { DroppedFile } from './dropped-symbols';
import { FileCounts } from './file-counts';
import type { FileFilter } from './file-filter';
import { FileLists } from './file-lists';
import { DocumentIndex } from './document-index';
import { type DocumentNumbers, documentNumbers } from './document-numbers';
import { type Entry, FileTable } from './file-table';
import { FileWords } from './file-words';
import { type ChunkFacts, FoundChunks } from './found-chunks';
import { joinedBytes } from './joined-bytes';
import { IdentifierPairs, type WordPair } from './identifier-pairs';
import type {
  ChunkHit,
  ChunkInFile,
  ChunkPlace,
  DefinitionHit,
  FileDescription,
  FileHit,
  FileStamp,
  IndexedFile,
} from './indexed-file';
import { KeptScans } from './kept-scans';
import { KnownFile } from './known-file';
import type { SearchOptions, WeightedTerm } from './inverted-index';
import { ListTidying } from './list-tidying';
import { PathTable } from './path-table';
import {
  CHUNK_FIELDS,
  DEFINITION_FIELDS,
  FILE_FIELDS,
  type FieldWeights,
  SHORTEST_FUNCTION_LINES,
} from './ranking-constants';
import { SymbolTable } from './symbol-table';
import { TopK } from './top-k';
import { Vocabulary } from './vocabulary';
import { scoresByPairs } from './word-pairs';

export interface IndexSearchOptions extends Pick<SearchOptions, 'weights' | 'maxPostings'> {
  readonly accept?: FileFilter;
}

const NO_NUMBERS = new Uint32Array(0);
const NO_BYTES = new Uint8Array(0);

/** The files of a workspace, searchable as wholes, by function chunk and by definition. Holds no text. */
export class WorkspaceIndex {
  readonly paths = new PathTable();
  private readonly vocabulary = new Vocabulary();
  readonly symbols = new SymbolTable(this.vocabulary);
  private readonly table = new FileTable(this.symbols);
  private readonly fileDocuments = new DocumentIndex(FILE_FIELDS, (a, b) => this.table.compare(a, b));
  private readonly chunkDocuments = new DocumentIndex(CHUNK_FIELDS, (a, b) => this.table.compare(a, b));
  private readonly definitionDocuments = new DocumentIndex(DEFINITION_FIELDS, (a, b) => this.table.compare(a, b));
  private readonly fileCounts = new FileCounts(this.vocabulary, this.fileDocuments);
  private readonly documents = [this.fileDocuments, this.chunkDocuments, this.definitionDocuments];
  private readonly lists = new FileLists(this.vocabulary);
  private readonly listTidying = new ListTidying(this.lists, () => this.table.files());
  private readonly parts: IndexParts = {
    vocabulary: this.vocabulary,
    files: this.fileDocuments,
    chunks: this.chunkDocuments,
    definitions: this.definitionDocuments,
    lists: this.lists,
    symbols: this.symbols,
  };
  private readonly contents = new ContentSymbols(this.parts, this.table.numbered);
  private readonly scans = new KeptScans();
  private words = new FileWords(this.vocabulary, this.parts);
  private readonly pairs = new IdentifierPairs(this.vocabulary);
  private readonly functions = new ChunkFunctions();
  private readonly chunkFacts: ChunkFacts = {
    documents: this.chunkDocuments,
    fileAt: (number) => this.table.fileAt(number),
    holdsFunction: (document) => this.functions.has(document, () => this.beginsFunction(document)),
  };

  private changes = 0;

  /** Another number whenever a file was added, replaced or removed. */
  get revision(): number {
    return this.changes;
  }

  get fileCount(): number {
    return this.table.size;
  }

  get chunkCount(): number {
    return this.chunkDocuments.size;
  }

  file(uri: string): IndexedFile | undefined {
    return this.table.get(uri)?.file;
  }

  files(): IterableIterator<IndexedFile> {
    return this.table.files();
  }

  /** Adds a file or replaces what was known of it. With `symbolsFollow` the same text will be put once more, with its own symbols. */
  put(
    description: FileDescription,
    text: string,
    syntax: FileSyntax | ShownSyntax | undefined,
    { symbolsFollow = false } = {},
  ): IndexedFile {
    const { uri, content } = description;
    const known = this.scans.take(uri, content);
    this.remove(uri);
    this.changes++;
    const number = this.table.nextNumber();
    const placed = this.words.place(number, description, text, syntax, { known, pack: symbolsFollow });
    if (known) this.scans.done(known);
    if (placed.packedScan && content !== undefined) this.scans.keep(uri, content, placed.packedScan);
    this.symbols.put(uri, placed.symbols);
    this.paths.add(uri, description.path);
    const { lineCount, fileDocument, listStart } = placed;
    this.functions.put(placed.chunkDocuments, placed.chunks, placed.symbols);
    const chunkDocuments = documentNumbers(placed.chunkDocuments);
    const definitionDocuments = documentNumbers(placed.definitionDocuments);
    const file = new KnownFile(description, lineCount, syntax !== undefined, this.lists, listStart);
    this.table.add({ file, number, fileDocument, chunkDocuments, definitionDocuments });
    this.listTidying.beginWhenDue();
    this.contents.added(number, file);
    return file;
  }

  /** What a parse would find in a file, when its content is known from a file in the index or from one that `keepSymbols` was told of. */
  syntaxFor(file: FileDescription): ShownSyntax | undefined {
    return this.contents.syntaxFor(file);
  }

  /** Keeps for a while the symbols of a file that is about to go or to get another text: its content may come again. */
  keepSymbols(uri: string): void {
    const entry = this.table.get(uri);
    if (entry) this.contents.keep(entry.file);
  }

  /** Forgets the symbols that are kept of files which are not allowed any more. */
  keepSymbolsOnly(isAllowed: (file: DroppedFile) => boolean): void {
    this.contents.keepOnly(isAllowed);
  }

  /** Notes what the disk says now of a file whose content is the same; false when that is known. */
  setStamp(uri: string, stamp: FileStamp | undefined): boolean {
    const entry = this.table.get(uri);
    const known = entry?.file.stamp;
    if (!entry || (known?.bytes === stamp?.bytes && known?.modifiedMs === stamp?.modifiedMs)) return false;
    entry.file = entry.file.withStamp(stamp);
    return true;
  }

  /** Forgets a file; false when it was not there. */
  remove(uri: string): boolean {
    const entry = this.table.get(uri);
    if (!entry) return false;
    this.changes++;
    this.scans.drop(uri);
    this.contents.goes(entry.number);
    this.table.remove(entry);
    this.symbols.remove(uri);
    this.paths.remove(uri, entry.file.path);
    this.lists.drop(entry.file.listStart);
    this.fileDocuments.remove(entry.fileDocument);
    entry.chunkDocuments.forEach((document) => this.chunkDocuments.remove(document));
    entry.definitionDocuments.forEach((document) => this.definitionDocuments.remove(document));
    return true;
  }

  /** Makes ready, in steps of less than a millisecond, what `restore` took over and the first question or change would wait for; false when all is. */
  prepare(): boolean {
    return this.vocabulary.prepare() || this.lists.prepare();
  }

  /** Gives back, in steps of about a millisecond, what removed files have left; false when nothing is left to do. */
  tidy(): boolean {
    this.listTidying.beginAtRest();
    if (this.listTidying.further()) return true;
    this.words.release();
    return this.documents.some((index) => index.tidy());
  }

  /** Gives back the room in which files are taken apart; the next file makes it again. */
  release(): void {
    this.words = new FileWords(this.vocabulary, this.parts);
  }

  /** Takes such a step for what a lot of changes have left; for an index that does not come to rest. */
  tidyFurther(): void {
    if (!this.listTidying.further()) this.documents.some((index) => index.tidyFurther());
  }

  /** Does now what the next search would do first with the latest files. */
  settle(): void {
    for (const index of this.documents) index.settle();
  }

  /** The content of a file from which `restore` makes this index again. */
  save(saved: SavedFor): Uint8Array {
    return joinedBytes(Array.from(this.savePieces(saved), (piece) => piece?.slice() ?? NO_BYTES));
  }

  /**
   * The same in pieces, made in steps of a few milliseconds with nothing where others may have their turn; the index may not
   * change nor be tidied before the last. A piece is valid until the next one is asked for.
   */
  savePieces(saved: SavedFor): Generator<Uint8Array | undefined> {
    return packSteps(saved, columnSteps(this.parts, [...this.table.entries()]));
  }

  /** Takes over a saved index; this one must never have held a file. Says in words why it cannot, and then is as before. Files whose symbols were found by other rules than `syntax` are to be parsed again. */
  restore(key: string, content: Uint8Array, syntax?: string): { readonly problem: string } | undefined {
    const unpacked = unpackFile(key, content);
    if ('problem' in unpacked) return unpacked;
    this.changes++;
    for (const entry of restoreColumns(this.parts, unpacked.columns, unpacked.saved.syntax !== syntax)) {
      this.table.add(entry);
      this.paths.add(entry.file.uri, entry.file.path);
    }
    return undefined;
  }

  /** Terms to search with, from words or identifiers and their weights; weights of equal terms add up, unknown ones fall out. */
  queryTerms(words: Iterable<readonly [word: string, weight: number]>): WeightedTerm[] {
    const weights = new Map<number, number>();
    for (const [word, weight] of words) {
      for (const term of this.vocabulary.termsOfWord(word)) weights.set(term, (weights.get(term) ?? 0) + weight);
    }
    return Array.from(weights, ([term, weight]) => ({ term, weight }));
  }

  /** The words of search terms, for explanations. */
  termNames(terms: readonly WeightedTerm[]): string[] {
    return terms.map(({ term }) => this.vocabulary.termName(term));
  }

  searchFiles(terms: readonly WeightedTerm[], k: number, options: IndexSearchOptions = {}): FileHit[] {
    return this.search(this.fileDocuments, terms, k, options, (file, _, score) => ({ file, score }));
  }

  searchChunks(terms: readonly WeightedTerm[], k: number, options: IndexSearchOptions = {}): ChunkHit[] {
    return this.search(this.chunkDocuments, terms, k, options, (file, ordinal, score) => ({
      file,
      ordinal,
      chunk: file.chunkAt(ordinal),
      score,
    }));
  }

  /** The same as places, each looked up when it is asked for. */
  findChunks(terms: readonly WeightedTerm[], k: number): FoundChunks {
    return new FoundChunks(this.chunkDocuments.find(terms, k), this.chunkFacts);
  }

  /** Chunks that hold an identifier, spelled exactly so, best first; of the `most` that hold it in any case. */
  chunksNaming(name: string, most: number): ChunkPlace[] {
    const identifier = this.vocabulary.find(name);
    const whole = identifier === undefined ? undefined : this.vocabulary.termsOf(identifier)[0];
    if (identifier === undefined || whole === undefined) return [];
    return this.findChunks([{ term: whole, weight: 1 }], most)
      .first(most)
      .filter(({ file, ordinal }) => this.identifierNumbersIn(file.uri, ordinal).includes(identifier));
  }

  searchDefinitions(terms: readonly WeightedTerm[], k: number, options: IndexSearchOptions = {}): DefinitionHit[] {
    return this.search(this.definitionDocuments, terms, k, options, (file, ordinal, score) => ({
      file,
      row: this.symbols.rowAt(file.uri, ordinal),
      score,
    }));
  }

  /** Files by the pairs of words that their identifiers hold, best first; rare pairs count more. */
  filesWithPairs(pairs: readonly WordPair[], k: number): FileHit[] {
    const best = new TopK(k, (a, b) => this.table.compare(a, b));
    for (const [number, score] of scoresByPairs(this.pairs, this.fileDocuments, pairs)) best.offer(number, score);
    return best.take().map(({ id, score }) => ({ file: this.table.fileAt(id), score }));
  }

  /** What `searchChunks` would score the chunks of some files, in their order in each file; 0 for those without any of the terms. */
  chunkScores(
    uris: readonly string[],
    terms: readonly WeightedTerm[],
    weightings: readonly FieldWeights[] = [CHUNK_FIELDS],
  ): Map<string, Float64Array>[] {
    return this.scoresIn(uris, (entry) => entry.chunkDocuments, this.chunkDocuments, terms, weightings);
  }

  /** What `searchDefinitions` would score the definitions of some files, in the order of `symbols.symbolsIn`. */
  definitionScores(uris: readonly string[], terms: readonly WeightedTerm[]): Map<string, Float64Array> {
    const [scores] = this.scoresIn(uris, (entry) => entry.definitionDocuments, this.definitionDocuments, terms, [
      DEFINITION_FIELDS,
    ]);
    return scores ?? new Map();
  }

  /** In how many files an identifier occurs, whatever its case; may lag behind by some changes. */
  filesWith(identifier: number): number {
    return this.fileCounts.of(identifier, this.changes);
  }

  /** The file of a number that a filter is asked for. */
  fileNumbered(number: number): IndexedFile {
    return this.table.fileAt(number);
  }

  /** The file of a definition by its row in `symbols`. */
  fileOfRow(row: number): IndexedFile {
    return this.table.fileOfRow(row);
  }

  /** Those of some terms that identifiers of a chunk have. */
  termsIn(chunk: ChunkInFile, wanted: ReadonlySet<number>): ReadonlySet<number> {
    const found = new Set<number>();
    this.forEachIdentifierOf(chunk, (identifier) => this.vocabulary.addWanted(identifier, wanted, found));
    return found;
  }

  /** The share of an identifier's words that are wanted, as terms. */
  shareOfWords(identifier: number, isWanted: (term: number) => boolean): number {
    return this.vocabulary.shareOfWanted(identifier, isWanted);
  }

  /** Distinct identifiers of a chunk, in order of appearance, as numbers for `nameOf` and `symbols.rowsOf`. */
  identifierNumbersIn(uri: string, ordinal: number): Uint32Array {
    const file = this.table.get(uri)?.file;
    if (!file || ordinal >= file.chunkCount) return NO_NUMBERS;
    return this.lists.identifiersAt(file.listStart, ordinal);
  }

  /** Calls `visit` with those numbers. */
  forEachIdentifierOf({ file: { uri }, ordinal }: ChunkInFile, visit: (identifier: number) => void): void {
    const file = this.table.get(uri)?.file;
    if (file && ordinal < file.chunkCount) this.lists.forEachIdentifierAt(file.listStart, ordinal, visit);
  }

  /** Distinct identifiers of a file. */
  identifiersOf(uri: string): ReadonlySet<string> {
    const names = new Set<string>();
    this.forEachIdentifierIn(uri, (identifier) => names.add(this.nameOf(identifier)));
    return names;
  }

  /** Calls `visit` with the distinct identifiers of each chunk of a file, as numbers. */
  forEachIdentifierIn(uri: string, visit: (identifier: number) => void): void {
    const entry = this.table.get(uri);
    if (entry) this.lists.forEachIdentifier(entry.file.listStart, visit);
  }

  /** The identifier of a number. */
  nameOf(identifier: number): string {
    return this.vocabulary.keptNameOf(identifier);
  }

  private beginsFunction(chunkDocument: number): boolean {
    const file = this.table.fileAt(this.chunkDocuments.fileOf(chunkDocument));
    const lines = file.chunkAt(this.chunkDocuments.ordinalOf(chunkDocument));
    return this.symbols.holdsFunction(file.uri, lines, SHORTEST_FUNCTION_LINES);
  }

  private search<T>(
    documents: DocumentIndex,
    terms: readonly WeightedTerm[],
    k: number,
    { accept, ...rest }: IndexSearchOptions,
    make: (file: KnownFile, ordinal: number, score: number) => T,
  ): T[] {
    const fileOf = (number: number) => this.table.fileAt(number);
    const options = accept ? { ...rest, accept: (number: number) => accept.accepts(number) } : rest;
    return documents.search(terms, k, options, (number, ordinal, score) => make(fileOf(number), ordinal, score));
  }

  private scoresIn(
    uris: readonly string[],
    documentsOf: (entry: Entry) => DocumentNumbers,
    documents: DocumentIndex,
    terms: readonly WeightedTerm[],
    weightings: readonly FieldWeights[],
  ): Map<string, Float64Array>[] {
    const entries = uris.flatMap((uri) => this.table.get(uri) ?? []);
    const wanted: number[] = [];
    for (const entry of entries) documentsOf(entry).forEach((document) => wanted.push(document));
    const all = documents.scoresOf(wanted, terms, weightings);
    return all.map((scores) => {
      let from = 0;
      return new Map(
        entries.map((entry) => [entry.file.uri, scores.subarray(from, (from += documentsOf(entry).length))]),
      );
    });
  }
}
