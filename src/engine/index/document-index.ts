import { type DocumentFields, InvertedIndex, type SearchOptions, type WeightedTerm } from './inverted-index';
import type { FieldWeights } from './ranking-constants';

interface DocumentHit {
  readonly uri: string;
  readonly ordinal: number;
  readonly score: number;
}

interface DocumentSearchOptions extends Omit<SearchOptions, 'accept'> {
  readonly accept?: (uri: string) => boolean;
}

/** An inverted index whose documents are parts of files; equal scores are ordered by URI, then by place in the file. */
export class DocumentIndex {
  private readonly uris: string[] = [];
  private readonly ordinals: number[] = [];
  private readonly index: InvertedIndex;

  constructor(weights: FieldWeights) {
    this.index = new InvertedIndex(weights, (a, b) => this.compare(a, b));
  }

  get size(): number {
    return this.index.size;
  }

  add(uri: string, ordinal: number, fields: DocumentFields): number {
    const document = this.index.add(fields);
    this.uris[document] = uri;
    this.ordinals[document] = ordinal;
    return document;
  }

  remove(document: number): void {
    this.index.remove(document);
  }

  search(terms: readonly WeightedTerm[], k: number, options: DocumentSearchOptions = {}): DocumentHit[] {
    const { accept, ...rest } = options;
    const acceptDocument = accept ? { accept: (document: number) => accept(this.uris[document] as string) } : {};
    return this.index.search(terms, k, { ...rest, ...acceptDocument }).map(({ id, score }) => ({
      uri: this.uris[id] as string,
      ordinal: this.ordinals[id] as number,
      score,
    }));
  }

  private compare(a: number, b: number): number {
    const left = this.uris[a] as string;
    const right = this.uris[b] as string;
    if (left !== right) return left < right ? -1 : 1;
    return (this.ordinals[a] as number) - (this.ordinals[b] as number);
  }
}
