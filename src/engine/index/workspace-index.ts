import type { FileSyntax, ImportedName, SymbolDefinition } from '../syntax';
import { tokensOfIdentifier } from '../text';
import type { FileSignals, Strength } from '../workspace';
import type { Chunk } from './chunks';
import { DocumentIndex } from './document-index';
import { FileWords, type PlacedFile } from './file-words';
import type { SearchOptions, WeightedTerm } from './inverted-index';
import { NumberLists } from './number-lists';
import { PathTable } from './path-table';
import { CHUNK_FIELDS, DEFINITION_FIELDS, FILE_FIELDS } from './ranking-constants';
import { SymbolTable } from './symbol-table';
import { Vocabulary } from './vocabulary';

/** What is known of a file before its text. */
export interface FileDescription {
  readonly uri: string;
  /** Relative to its workspace folder, with `/`. */
  readonly path: string;
  /** Canonical URI of its workspace folder. */
  readonly folder: string;
  readonly languageId: string;
  readonly signals: FileSignals;
  readonly strength: Extract<Strength, 'free' | 'low-quality'>;
}

export interface IndexedFile extends FileDescription {
  readonly lineCount: number;
  readonly chunks: readonly Chunk[];
  readonly imports: readonly ImportedName[];
  readonly hasSyntax: boolean;
}

export interface FileHit {
  readonly file: IndexedFile;
  readonly score: number;
}

export interface ChunkHit extends FileHit {
  readonly chunk: Chunk;
  /** Position of the chunk in its file. */
  readonly ordinal: number;
}

export interface DefinitionHit extends FileHit {
  readonly symbol: SymbolDefinition;
}

export interface IndexSearchOptions extends Pick<SearchOptions, 'weights' | 'maxPostings'> {
  readonly accept?: (file: IndexedFile) => boolean;
}

interface Entry extends Pick<PlacedFile, 'fileDocument' | 'chunkDocuments' | 'definitionDocuments'> {
  file: IndexedFile;
  readonly number: number;
  /** Start of the first chunk's list of distinct identifiers. */
  identifierLists: number;
}

/** The files of a workspace, searchable as wholes, by function chunk and by definition. Holds no text. */
export class WorkspaceIndex {
  readonly symbols = new SymbolTable();
  readonly paths = new PathTable();
  private readonly vocabulary = new Vocabulary();
  private readonly entries = new Map<string, Entry>();
  /** Files by their number, and the numbers of removed ones. */
  private readonly numbered: (Entry | undefined)[] = [];
  private readonly freeNumbers: number[] = [];
  private readonly fileDocuments = new DocumentIndex(FILE_FIELDS, (a, b) => this.compareFiles(a, b));
  private readonly chunkDocuments = new DocumentIndex(CHUNK_FIELDS, (a, b) => this.compareFiles(a, b));
  private readonly definitionDocuments = new DocumentIndex(DEFINITION_FIELDS, (a, b) => this.compareFiles(a, b));
  private readonly identifiers = new NumberLists();
  private readonly words = new FileWords(this.vocabulary, {
    files: this.fileDocuments,
    chunks: this.chunkDocuments,
    definitions: this.definitionDocuments,
    identifiers: this.identifiers,
  });

  get fileCount(): number {
    return this.entries.size;
  }

  get chunkCount(): number {
    return this.chunkDocuments.size;
  }

  file(uri: string): IndexedFile | undefined {
    return this.entries.get(uri)?.file;
  }

  *files(): IterableIterator<IndexedFile> {
    for (const entry of this.entries.values()) yield entry.file;
  }

  /** Adds a file or replaces what was known of it. */
  put(description: FileDescription, text: string, syntax: FileSyntax | undefined): IndexedFile {
    this.remove(description.uri);
    const { uri } = description;
    const number = this.freeNumbers.pop() ?? this.numbered.length;
    const placed = this.words.place(number, description, text, syntax);
    this.symbols.put(uri, placed.symbols);
    this.paths.add(uri, description.path);
    const file: IndexedFile = {
      ...description,
      lineCount: placed.lineCount,
      chunks: placed.chunks,
      imports: syntax?.imports ?? [],
      hasSyntax: syntax !== undefined,
    };
    const { fileDocument, chunkDocuments, definitionDocuments, identifierLists } = placed;
    const entry = { file, number, fileDocument, chunkDocuments, definitionDocuments, identifierLists };
    this.entries.set(uri, entry);
    this.numbered[number] = entry;
    return file;
  }

  /** Forgets a file; false when it was not there. */
  remove(uri: string): boolean {
    const entry = this.entries.get(uri);
    if (!entry) return false;
    this.entries.delete(uri);
    this.numbered[entry.number] = undefined;
    this.freeNumbers.push(entry.number);
    this.symbols.remove(uri);
    this.paths.remove(uri, entry.file.path);
    this.fileDocuments.remove(entry.fileDocument);
    for (const document of entry.chunkDocuments) this.chunkDocuments.remove(document);
    for (const document of entry.definitionDocuments) this.definitionDocuments.remove(document);
    return true;
  }

  /** Terms to search with, from words or identifiers and their weights; weights of equal terms add up, unknown ones fall out. */
  queryTerms(words: Iterable<readonly [word: string, weight: number]>): WeightedTerm[] {
    const weights = new Map<number, number>();
    for (const [word, weight] of words) {
      for (const name of tokensOfIdentifier(word)) {
        const term = this.vocabulary.termId(name);
        if (term !== undefined) weights.set(term, (weights.get(term) ?? 0) + weight);
      }
    }
    return Array.from(weights, ([term, weight]) => ({ term, weight }));
  }

  /** The words of search terms, for explanations. */
  termNames(terms: readonly WeightedTerm[]): string[] {
    return terms.map(({ term }) => this.vocabulary.termName(term));
  }

  searchFiles(terms: readonly WeightedTerm[], k: number, options: IndexSearchOptions = {}): FileHit[] {
    return this.search(this.fileDocuments, terms, k, options).map(({ file, score }) => ({ file, score }));
  }

  searchChunks(terms: readonly WeightedTerm[], k: number, options: IndexSearchOptions = {}): ChunkHit[] {
    return this.search(this.chunkDocuments, terms, k, options).map(({ file, ordinal, score }) => ({
      file,
      ordinal,
      chunk: file.chunks[ordinal] as Chunk,
      score,
    }));
  }

  searchDefinitions(terms: readonly WeightedTerm[], k: number, options: IndexSearchOptions = {}): DefinitionHit[] {
    return this.search(this.definitionDocuments, terms, k, options).map(({ file, ordinal, score }) => ({
      file,
      symbol: this.symbols.symbolsIn(file.uri)[ordinal] as SymbolDefinition,
      score,
    }));
  }

  /** Distinct identifiers of a chunk, in order of appearance. */
  identifiersIn(uri: string, ordinal: number): string[] {
    const entry = this.entries.get(uri);
    if (!entry || ordinal >= entry.file.chunks.length) return [];
    let list = this.identifiers.read(entry.identifierLists);
    for (let at = 0; at < ordinal; at++) list = this.identifiers.read(list.end);
    return Array.from(list.values, (identifier) => this.vocabulary.nameOf(identifier));
  }

  private search(documents: DocumentIndex, terms: readonly WeightedTerm[], k: number, options: IndexSearchOptions) {
    const { accept, ...rest } = options;
    const fileOf = (number: number) => (this.numbered[number] as Entry).file;
    const hits = documents.search(terms, k, accept ? { ...rest, accept: (number) => accept(fileOf(number)) } : rest);
    return hits.map(({ file, ordinal, score }) => ({ file: fileOf(file), ordinal, score }));
  }

  private compareFiles(a: number, b: number): number {
    if (a === b) return 0;
    return (this.numbered[a] as Entry).file.uri < (this.numbered[b] as Entry).file.uri ? -1 : 1;
  }
}
