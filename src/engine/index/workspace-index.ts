import type { FileSyntax, ImportedName, SymbolDefinition } from '../syntax';
import { splitLines, tokensOfIdentifier } from '../text';
import type { FileSignals, Strength } from '../workspace';
import { type Chunk, chunksOf } from './chunks';
import { DocumentIndex } from './document-index';
import type { SearchOptions, WeightedTerm } from './inverted-index';
import { PathTable } from './path-table';
import { CHUNK_FIELDS, DEFINITION_FIELDS, FILE_FIELDS } from './ranking-constants';
import { SymbolTable } from './symbol-table';
import { shownSignature } from './shown-signature';
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

interface Entry {
  file: IndexedFile;
  readonly fileDocument: number;
  readonly chunkDocuments: readonly number[];
  readonly definitionDocuments: readonly number[];
  readonly chunkIdentifiers: readonly Uint32Array[];
}

/** The files of a workspace, searchable as wholes, by function chunk and by definition. Holds no text. */
export class WorkspaceIndex {
  readonly symbols = new SymbolTable();
  readonly paths = new PathTable();
  private readonly vocabulary = new Vocabulary();
  private readonly entries = new Map<string, Entry>();
  private readonly fileDocuments = new DocumentIndex(FILE_FIELDS);
  private readonly chunkDocuments = new DocumentIndex(CHUNK_FIELDS);
  private readonly definitionDocuments = new DocumentIndex(DEFINITION_FIELDS);

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
    const lines = splitLines(text);
    const chunks = chunksOf(lines, syntax);
    const slash = description.path.lastIndexOf('/');
    const directory = this.termsOfText(description.path.slice(0, slash + 1));
    const base = this.termsOfText(description.path.slice(slash + 1).replace(/\.[^.]+$/, ''));
    const path = [...directory, ...base];

    const wholeBody: number[] = [];
    const chunkIdentifiers: Uint32Array[] = [];
    const chunkDocuments = chunks.map((chunk, ordinal) => {
      const identifiers = this.vocabulary.internText(lines.slice(chunk.startLine, chunk.endLine + 1).join('\n'));
      chunkIdentifiers.push(Uint32Array.from(new Set(identifiers)));
      const body: number[] = [];
      for (const identifier of identifiers) for (const term of this.vocabulary.termsOf(identifier)) body.push(term);
      for (const term of body) wholeBody.push(term);
      const container = chunk.container === '' ? [] : this.termsOfName(chunk.container);
      return this.chunkDocuments.add(uri, ordinal, [body, this.termsOfNames(chunk.names), container, path]);
    });

    // The written line of a low-quality file could hold a body.
    const signature = (symbol: SymbolDefinition): string =>
      description.strength === 'low-quality' ? symbol.signature : shownSignature(symbol, lines);
    const symbols = (syntax?.symbols ?? []).map((symbol) => ({ ...symbol, signature: signature(symbol) }));
    const names = this.termsOfNames(symbols.map((symbol) => symbol.name));
    const fileDocument = this.fileDocuments.add(uri, 0, [wholeBody, names, directory, base]);
    const definitionDocuments = symbols.map((symbol, ordinal) =>
      this.definitionDocuments.add(uri, ordinal, [
        this.termsOfText(symbol.signature),
        this.termsOfName(symbol.name),
        symbol.container === '' ? [] : this.termsOfName(symbol.container),
        path,
      ]),
    );
    this.symbols.put(uri, symbols);
    this.paths.add(uri, description.path);
    const file: IndexedFile = {
      ...description,
      lineCount: lines.length,
      chunks,
      imports: syntax?.imports ?? [],
      hasSyntax: syntax !== undefined,
    };
    this.entries.set(uri, { file, fileDocument, chunkDocuments, definitionDocuments, chunkIdentifiers });
    return file;
  }

  /** Forgets a file; false when it was not there. */
  remove(uri: string): boolean {
    const entry = this.entries.get(uri);
    if (!entry) return false;
    this.entries.delete(uri);
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
    const identifiers = this.entries.get(uri)?.chunkIdentifiers[ordinal];
    return identifiers ? Array.from(identifiers, (identifier) => this.vocabulary.nameOf(identifier)) : [];
  }

  private search(documents: DocumentIndex, terms: readonly WeightedTerm[], k: number, options: IndexSearchOptions) {
    const { accept, ...rest } = options;
    const fileOf = (uri: string) => (this.entries.get(uri) as Entry).file;
    const hits = documents.search(terms, k, accept ? { ...rest, accept: (uri) => accept(fileOf(uri)) } : rest);
    return hits.map(({ uri, ordinal, score }) => ({ file: fileOf(uri), ordinal, score }));
  }

  private termsOfText(text: string): number[] {
    return this.vocabulary.internText(text).flatMap((identifier) => this.vocabulary.termsOf(identifier));
  }

  private termsOfName(name: string): readonly number[] {
    return this.vocabulary.termsOf(this.vocabulary.intern(name));
  }

  private termsOfNames(names: readonly string[]): number[] {
    return names.flatMap((name) => this.termsOfName(name));
  }
}
