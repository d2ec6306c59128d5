import { BODY_BITS, BODY_MASK, FIELD_COUNT, SIDE_BITS, SIDE_MASK } from './document-counts';
import { FieldNorms } from './field-norms';
import { grown } from './growing';
import { afterCount, ALL_ONE, FEW } from './posting-lists';
import { IN_NEXT_WORD, type PostingPool } from './posting-pool';
import { type FieldWeights, K1 } from './ranking-constants';

/** The lengths of documents' fields, and the scores of documents while a search adds them up. */
export class DocumentScores {
  /** Four for each document, one more than the length of a field; 0 for a removed document. */
  private lengths = new Uint32Array(64 * FIELD_COUNT);
  private readonly norms = new FieldNorms();
  private scores = new Float64Array(64);
  private touched = new Uint32Array(64);
  private count = 0;
  /** While some documents are scored alone: one more than a document's place among them, 0 for the others. */
  private slotOf = new Uint32Array(0);

  /** Makes room for documents with numbers below `documents`. */
  reserve(documents: number): void {
    if (documents <= this.scores.length) return;
    this.scores = grown(this.scores, documents);
    this.touched = grown(this.touched, this.scores.length);
    this.lengths = grown(this.lengths, this.scores.length * FIELD_COUNT);
  }

  /** Notes the length of a field of a document that is in use from now on. */
  setLength(document: number, field: number, length: number): void {
    this.lengths[document * FIELD_COUNT + field] = length + 1;
  }

  lengthOf(document: number, field: number): number {
    return Math.max(0, (this.lengths[document * FIELD_COUNT + field] as number) - 1);
  }

  isInUse(document: number): boolean {
    return this.lengths[document * FIELD_COUNT] !== 0;
  }

  /** From now on the document has no score. */
  drop(document: number): void {
    this.lengths.fill(0, document * FIELD_COUNT, (document + 1) * FIELD_COUNT);
  }

  /** Takes in the summed lengths of all fields of `documents` documents. */
  refresh(totals: readonly number[], documents: number): void {
    this.norms.refresh(totals, documents);
  }

  /** Adds one term's share to the documents of its postings. */
  add(pool: PostingPool, term: number, idf: number, weights: FieldWeights): void {
    const { bytes, from, to } = pool.list(term);
    if (to > from) this.addList(bytes, afterCount(bytes, from), to, idf, weights);
    pool.forEachLater(term, (words, first, end) => this.addLater(words, first, end, idf, weights));
  }

  /** Calls `visit` with each document that has a score, and begins anew. */
  take(visit: (document: number, score: number) => void): void {
    const { scores, touched, count } = this;
    this.count = 0;
    for (let at = 0; at < count; at++) {
      const document = touched[at] as number;
      const score = scores[document] as number;
      scores[document] = 0;
      visit(document, score);
    }
  }

  /** `addShares` looks at these documents alone, until it is given none. */
  choose(documents: ArrayLike<number>): void {
    if (this.slotOf.length < this.scores.length) this.slotOf = new Uint32Array(this.scores.length);
    for (let at = 0; at < documents.length; at++) this.slotOf[documents[at] as number] = at + 1;
  }

  release(documents: ArrayLike<number>): void {
    for (let at = 0; at < documents.length; at++) this.slotOf[documents[at] as number] = 0;
  }

  /** Adds one term's share to the scores of the chosen documents, in the order they were given, under several weightings of the fields. */
  addShares(
    pool: PostingPool,
    term: number,
    idf: number,
    weightings: readonly FieldWeights[],
    scores: readonly Float64Array[],
  ): void {
    const { slotOf } = this;
    pool.forEach(term, (document, packed) => {
      const slot = slotOf[document] as number;
      if (slot === 0) return;
      for (let row = 0; row < weightings.length; row++) {
        const frequency = this.frequencyOf(document, packed, weightings[row] as FieldWeights);
        const own = scores[row] as Float64Array;
        own[slot - 1] = (own[slot - 1] as number) + (idf * frequency) / (K1 + frequency);
      }
    });
  }

  private addList(bytes: Uint8Array, from: number, to: number, idf: number, weights: FieldWeights): void {
    const { lengths, norms } = this;
    const bodyNorms = norms.common(0);
    const bodyWeight = weights[0];
    let document = -1;
    for (let at = from; at < to; ) {
      let byte = bytes[at++] as number;
      let value = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++] as number;
        value |= (byte & 127) << shift;
      }
      document += value >>> 2;
      const few = value & FEW;
      if (few < FEW) {
        const stored = lengths[document * FIELD_COUNT] as number;
        const norm = stored < bodyNorms.length ? (bodyNorms[stored] as number) : norms.of(0, stored);
        this.score(document, bodyWeight * (few + 1) * norm, idf);
        continue;
      }
      const fields = bytes[at++] as number;
      let frequency = 0;
      for (let field = 0; field < FIELD_COUNT; field++) {
        if ((fields & (1 << field)) === 0) continue;
        let times = 1;
        if ((fields & ALL_ONE) === 0) {
          byte = bytes[at++] as number;
          times = byte & 127;
          if (byte > 127) times |= (bytes[at++] as number) << 7;
        }
        frequency += (weights[field] as number) * times * this.normOf(document, field);
      }
      this.score(document, frequency, idf);
    }
  }

  private addLater(words: Uint32Array, from: number, to: number, idf: number, weights: FieldWeights): void {
    for (let at = from; at < to; at++) {
      const word = words[at] as number;
      const packed = (word & IN_NEXT_WORD) === 0 ? word & 0x7f : (words[++at] as number);
      this.score(word >>> 8, this.frequencyOf(word >>> 8, packed, weights), idf);
    }
  }

  /** Weighted and normalised by length; 0 for a removed document. */
  private frequencyOf(document: number, packed: number, [body, second, third, fourth]: FieldWeights): number {
    const first = body * (packed & BODY_MASK) * this.normOf(document, 0);
    if (packed >>> BODY_BITS === 0) return first;
    return (
      first +
      second * ((packed >>> BODY_BITS) & SIDE_MASK) * this.normOf(document, 1) +
      third * ((packed >>> (BODY_BITS + SIDE_BITS)) & SIDE_MASK) * this.normOf(document, 2) +
      fourth * ((packed >>> (BODY_BITS + 2 * SIDE_BITS)) & SIDE_MASK) * this.normOf(document, 3)
    );
  }

  private normOf(document: number, field: number): number {
    const stored = this.lengths[document * FIELD_COUNT + field] as number;
    const common = this.norms.common(field);
    return stored < common.length ? (common[stored] as number) : this.norms.of(field, stored);
  }

  private score(document: number, frequency: number, idf: number): void {
    if (frequency === 0) return;
    const before = this.scores[document] as number;
    this.scores[document] = before + (idf * frequency) / (K1 + frequency);
    if (before === 0) this.touched[this.count++] = document;
  }
}
