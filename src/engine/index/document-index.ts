import type { DocumentCounts } from './document-counts';
import { grown } from './growing';
import { type Hit, type IndexColumns, InvertedIndex, type SearchOptions, type WeightedTerm } from './inverted-index';
import type { FieldWeights } from './ranking-constants';
import { holding, type SmallNumbers } from './small-numbers';

interface DocumentSearchOptions extends Omit<SearchOptions, 'accept'> {
  readonly accept?: (file: number) => boolean;
}

/** An inverted index whose documents are parts of numbered files; equal scores are ordered by file, then by place in the file. */
export class DocumentIndex {
  private files: SmallNumbers = new Uint16Array(64);
  private ordinals: SmallNumbers = new Uint16Array(64);
  private readonly index: InvertedIndex;

  constructor(
    weights: FieldWeights,
    private readonly compareFiles: (a: number, b: number) => number,
  ) {
    this.index = new InvertedIndex(weights, (a, b) => this.compare(a, b));
  }

  get size(): number {
    return this.index.size;
  }

  add(file: number, ordinal: number, counts: DocumentCounts): number {
    const document = this.index.addCounts(counts);
    this.place(document, file, ordinal);
    return document;
  }

  remove(document: number): void {
    this.index.remove(document);
  }

  /** See `InvertedIndex.settle`. */
  settle(): void {
    this.index.settle();
  }

  /** See `InvertedIndex.tidy`. */
  tidy(): boolean {
    return this.index.tidy();
  }

  /** See `InvertedIndex.tidyFurther`. */
  tidyFurther(): boolean {
    return this.index.tidyFurther();
  }

  /** Whether a document has this term. */
  holds(term: number): boolean {
    return this.index.holds(term);
  }

  /** The documents `ids` as columns, in that order. */
  columnSteps(ids: ArrayLike<number>, termOrder: ArrayLike<number>): Generator<undefined, IndexColumns> {
    return this.index.columnSteps(ids, termOrder);
  }

  /** Takes over columns, with the file of each document; the index must be empty. A file's documents follow each other. */
  restore(columns: IndexColumns, files: Uint32Array): void {
    this.index.restore(columns);
    let ordinal = 0;
    for (let document = 0; document < files.length; document++) {
      ordinal = document > 0 && files[document] === files[document - 1] ? ordinal + 1 : 0;
      this.place(document, files[document] as number, ordinal);
    }
  }

  /** Documents that hold a term. */
  documentFrequency(term: number): number {
    return this.index.documentFrequency(term);
  }

  /** Files with a document that holds any of some terms. */
  filesWithAny(terms: Iterable<number>): ReadonlySet<number> {
    const found = new Set<number>();
    for (const term of terms) this.index.forEachDocument(term, (document) => found.add(this.files[document] as number));
    return found;
  }

  /** The number of a document's file. */
  fileOf(document: number): number {
    return this.files[document] as number;
  }

  /** The place of a document in its file. */
  ordinalOf(document: number): number {
    return this.ordinals[document] as number;
  }

  /** The best `k` documents, best first. */
  find(terms: readonly WeightedTerm[], k: number): Hit[] {
    return this.index.search(terms, k);
  }

  /** The best `k`, best first, as `make` has them. */
  search<T>(
    terms: readonly WeightedTerm[],
    k: number,
    { accept, ...rest }: DocumentSearchOptions,
    make: (file: number, ordinal: number, score: number) => T,
  ): T[] {
    const { files, ordinals } = this;
    const acceptDocument = accept ? { accept: (document: number) => accept(files[document] as number) } : {};
    return this.index
      .search(terms, k, { ...rest, ...acceptDocument })
      .map(({ id, score }) => make(files[id] as number, ordinals[id] as number, score));
  }

  /** See `InvertedIndex.scoresOf`. */
  scoresOf(
    documents: readonly number[],
    terms: readonly WeightedTerm[],
    weightings: readonly FieldWeights[],
  ): Float64Array[] {
    return this.index.scoresOf(documents, terms, weightings);
  }

  private place(document: number, file: number, ordinal: number): void {
    if (document >= this.files.length) {
      this.files = grown(this.files, document + 1);
      this.ordinals = grown(this.ordinals, document + 1);
    }
    this.files = holding(this.files, file);
    this.ordinals = holding(this.ordinals, ordinal);
    this.files[document] = file;
    this.ordinals[document] = ordinal;
  }

  private compare(a: number, b: number): number {
    return (
      this.compareFiles(this.files[a] as number, this.files[b] as number) ||
      (this.ordinals[a] as number) - (this.ordinals[b] as number)
    );
  }
}
