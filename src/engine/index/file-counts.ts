import type { DocumentIndex } from './document-index';
import type { Vocabulary } from './vocabulary';

/** Changes of the index after which counts are taken anew. */
const LAG = 50;

/** Identifiers whose files stay counted. */
const KEPT = 30_000;

/** In how many files identifiers occur, as it was a few changes ago. */
export class FileCounts {
  private readonly counts = new Map<number, number>();
  /** The changes there had been when the oldest count was taken. */
  private since = 0;

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly files: Pick<DocumentIndex, 'documentFrequency'>,
  ) {}

  /** Files with an identifier, whatever its case; `changes` is how many the index has seen. */
  of(identifier: number, changes: number): number {
    if (changes > this.since + LAG || this.counts.size >= KEPT) {
      this.counts.clear();
      this.since = changes;
    }
    const known = this.counts.get(identifier);
    if (known !== undefined) return known;
    const whole = this.vocabulary.termsOf(identifier)[0];
    const count = whole === undefined ? 0 : this.files.documentFrequency(whole);
    this.counts.set(identifier, count);
    return count;
  }
}
