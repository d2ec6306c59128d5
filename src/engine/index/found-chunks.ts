import type { DocumentIndex } from './document-index';
import type { ChunkPlace, FileHit } from './indexed-file';
import type { Hit } from './inverted-index';
import type { KnownFile } from './known-file';

/** What tells of chunks that were found. */
export interface ChunkFacts {
  readonly documents: DocumentIndex;
  fileAt(number: number): KnownFile;
  /** Whether a function of some length begins in the chunk. */
  holdsFunction(document: number): boolean;
}

/** Chunks that a search has found, best first. Each is looked up when it is asked for, and none may be when the index has changed. */
export class FoundChunks {
  constructor(
    private readonly hits: readonly Hit[],
    private readonly facts: ChunkFacts,
  ) {}

  /** The best ones, at most `count`. */
  first(count: number): ChunkPlace[] {
    const { documents } = this.facts;
    return this.hits.slice(0, count).map(({ id, score }) => ({
      file: this.facts.fileAt(documents.fileOf(id)),
      ordinal: documents.ordinalOf(id),
      score,
    }));
  }

  /** Files with a chunk that holds a function, at most `count`, each with the score of the best such chunk; best first. */
  filesWithFunctions(count: number): FileHit[] {
    const { documents } = this.facts;
    const numbers = new Set<number>();
    const found: FileHit[] = [];
    for (const { id, score } of this.hits) {
      if (found.length === count) break;
      const number = documents.fileOf(id);
      if (numbers.has(number) || !this.facts.holdsFunction(id)) continue;
      numbers.add(number);
      found.push({ file: this.facts.fileAt(number), score });
    }
    return found;
  }
}
