import { BODY_BITS, BODY_MASK, FIELD_COUNT, SIDE_BITS, SIDE_MASK } from './document-counts';
import { COMMON_LENGTHS, FieldNorms } from './field-norms';
import { grown } from './growing';
import { LeastOfBest } from './least-of-best';
import { ALL_ONE, FEW, forEachBlock, holdsOneOf, SIDES } from './posting-lists';
import { isFollowed, type PostingPool } from './posting-pool';
import { type FieldWeights, K1 } from './ranking-constants';
import { holding, type SmallNumbers } from './small-numbers';

/** Postings of a list for each document that can still win, from which on the list is read for those alone. */
const SPARSE = 16;
/** Rounding, as a share of a score, that must not decide what is dropped. */
const ROUNDING = 1e-9;

/** Steps from no score to the greatest that there can be, in which scores are counted. */
const STEPS = 2048;

/** From so many documents on, or when so many are wanted, it pays to drop those without a chance where they lie. */
const MOST_TAKEN = 1 << 13;
const MANY = 128;

const NO_DOCUMENTS = new Uint32Array(0);

/** The lengths of documents' fields, and the scores of documents while a search adds them up. */
export class DocumentScores {
  /** By field and document, one more than the length of the field; 0 for a removed document. */
  private readonly lengths: SmallNumbers[] = Array.from({ length: FIELD_COUNT }, () => new Uint16Array(64));
  private readonly norms = new FieldNorms();
  private saturation = this.norms.saturation;
  private scores = new Float64Array(64);
  private touched = new Uint32Array(64);
  private count = 0;
  /** No document gets a score that does not have one. */
  private isClosed = false;
  /** From then on a bit for each document that has one: whether it does is asked for every posting, and the scores are too many to be near. */
  private kept = new Uint32Array(2);
  private isAscending = false;
  /** Postings that were read since `narrow` last looked. */
  private read = 0;
  /** No less than the least of the best scores can be. */
  private mostLeast = 0;
  /** No document has a greater score. */
  private most = 0;
  /** Documents by how great their score is. */
  private readonly steps = new Uint32Array(STEPS);
  /** Scores that are taken out, one after the other: they lie far apart among all documents. */
  private taken = new Float64Array(MOST_TAKEN);
  /** While some documents are scored alone: one more than a document's place among them, 0 for the others. */
  private slotOf: SmallNumbers = new Uint16Array(0);
  /** The same documents, ascending. */
  private chosen = NO_DOCUMENTS;

  /** Makes room for documents with numbers below `documents`. */
  reserve(documents: number): void {
    if (documents <= this.scores.length) return;
    this.scores = grown(this.scores, documents);
    this.touched = grown(this.touched, this.scores.length);
    this.kept = grown(this.kept, Math.ceil(this.scores.length / 32));
    for (let field = 0; field < FIELD_COUNT; field++) {
      this.lengths[field] = grown(this.lengths[field] as SmallNumbers, this.scores.length);
    }
  }

  /** Notes the length of a field of a document that is in use from now on. */
  setLength(document: number, field: number, length: number): void {
    const lengths = holding(this.lengths[field] as SmallNumbers, length + 1);
    lengths[document] = length + 1;
    this.lengths[field] = lengths;
  }

  lengthOf(document: number, field: number): number {
    return Math.max(0, ((this.lengths[field] as SmallNumbers)[document] as number) - 1);
  }

  isInUse(document: number): boolean {
    return (this.lengths[0] as SmallNumbers)[document] !== 0;
  }

  /** Documents in use that hold a term. */
  inUseOf(pool: PostingPool, term: number): number {
    return pool.countWith(term, this.lengths[0] as SmallNumbers);
  }

  /** From now on the document has no score. */
  drop(document: number): void {
    for (const lengths of this.lengths) lengths[document] = 0;
  }

  /** Takes in the summed lengths of all fields of `documents` documents. */
  refresh(totals: readonly number[], documents: number): void {
    this.norms.refresh(totals, documents);
    this.saturation = this.norms.saturation;
  }

  /** Adds one term's share to the documents of its postings. */
  add(pool: PostingPool, term: number, idf: number, weights: FieldWeights): void {
    const postings = pool.count(term);
    this.read += postings;
    const { bytes, from, to } = pool.list(term);
    if (to > from) {
      const mayHold = this.isClosed && SPARSE * this.count < postings ? holdsOneOf(this.ascending()) : undefined;
      const weighted = weightedFields(weights);
      forEachBlock(
        bytes,
        from,
        to,
        (at, end, before) => this.addBlock(bytes, at, end, before, idf, weights, weighted),
        mayHold,
      );
    }
    this.mostLeast += idf;
    this.most += idf;
    pool.forEachLater(term, (words, first, end) => this.addLater(words, first, end, idf, weights));
  }

  /**
   * Drops documents that are not among the best `k` of the accepted ones, when it is sure that no document gets more than `left` further.
   * The MaxScore rule of Turtle and Flood (1995), a term at a time: what can still come decides, so the best stay exact.
   */
  narrow(k: number, left: number, accept: ((document: number) => boolean) | undefined): void {
    const isWorthwhile = left === 0 || this.read >= this.count;
    if (this.mostLeast <= left || !isWorthwhile || this.count <= k) return;
    this.read = 0;
    const least = accept ? this.leastOfAccepted(k, accept) : this.nearLeast(k);
    this.mostLeast = least.most;
    const needed = least.least * (1 - ROUNDING);
    if (needed <= left) return;
    this.isClosed = true;
    this.dropLesser(needed - left);
  }

  /** Calls `visit` with each document that may be among the best `k` of the accepted ones, and its score, and begins anew. */
  takeBest(
    k: number,
    accept: ((document: number) => boolean) | undefined,
    visit: (document: number, score: number) => void,
  ): void {
    const isNarrowed = this.count > MOST_TAKEN || k > MANY;
    if (isNarrowed) this.narrow(k, 0, accept);
    if (this.count > this.taken.length) this.taken = new Float64Array(this.count);
    const { scores, touched, kept, count, taken } = this;
    this.count = 0;
    this.read = 0;
    this.mostLeast = 0;
    this.most = 0;
    this.isClosed = false;
    this.isAscending = false;
    for (let at = 0; at < count; at++) {
      const document = touched[at] as number;
      taken[at] = scores[document] as number;
      scores[document] = 0;
      kept[document >>> 5] = 0;
    }
    const least = isNarrowed || count <= k ? 0 : this.leastTaken(count, k, accept);
    for (let at = 0; at < count; at++)
      if ((taken[at] as number) >= least) visit(touched[at] as number, taken[at] as number);
    if (taken.length > MOST_TAKEN) this.taken = new Float64Array(MOST_TAKEN);
  }

  /** `addShares` looks at these documents alone, until it is given none. */
  choose(documents: ArrayLike<number>): void {
    if (this.slotOf.length < this.scores.length) this.slotOf = new Uint16Array(this.scores.length);
    this.slotOf = holding(this.slotOf, documents.length);
    for (let at = 0; at < documents.length; at++) this.slotOf[documents[at] as number] = at + 1;
    this.chosen = Uint32Array.from(documents).sort();
  }

  release(documents: ArrayLike<number>): void {
    for (let at = 0; at < documents.length; at++) this.slotOf[documents[at] as number] = 0;
    this.chosen = NO_DOCUMENTS;
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
    const add = (document: number, packed: number): void => {
      const slot = slotOf[document] as number;
      if (slot === 0) return;
      for (let row = 0; row < weightings.length; row++) {
        const own = scores[row] as Float64Array;
        const share = this.shareOf(document, packed, idf, weightings[row] as FieldWeights);
        own[slot - 1] = (own[slot - 1] as number) + share;
      }
    };
    pool.forEachOf(this.chosen, term, add, slotOf);
  }

  /** Takes the scores of documents that have less. */
  private dropLesser(least: number): void {
    const { scores, touched, kept, count } = this;
    let left = 0;
    for (let at = 0; at < count; at++) {
      const document = touched[at] as number;
      const word = document >>> 5;
      if ((scores[document] as number) < least) {
        scores[document] = 0;
        kept[word] = (kept[word] as number) & ~(1 << document);
      } else {
        touched[left++] = document;
        kept[word] = (kept[word] as number) | (1 << document);
      }
    }
    this.count = left;
  }

  /** Bounds of the score at place `k`, by counting scores in steps: a heap of so many takes several times as long. */
  private nearLeast(k: number): { readonly least: number; readonly most: number } {
    const { scores, touched, count, steps } = this;
    steps.fill(0);
    const width = this.most / STEPS;
    const perScore = 1 / width;
    for (let at = 0; at < count; at++) {
      const step = Math.min(STEPS - 1, ((scores[touched[at] as number] as number) * perScore) | 0);
      steps[step] = (steps[step] as number) + 1;
    }
    let step = STEPS - 1;
    for (let better = steps[step] as number; better < k; better += steps[step] as number) step--;
    // A score may lie in the step beside its own by rounding.
    return {
      least: width * step * (1 - ROUNDING),
      most: step === STEPS - 1 ? this.most : width * (step + 1) * (1 + ROUNDING),
    };
  }

  private leastOfAccepted(k: number, accept: (document: number) => boolean) {
    const { scores, touched, count } = this;
    const best = new LeastOfBest(k);
    for (let at = 0; at < count; at++) {
      const score = scores[touched[at] as number] as number;
      if (score > best.least && accept(touched[at] as number)) best.offer(score);
    }
    return { least: best.least, most: best.least };
  }

  /** The least of the `k` best accepted scores among those that are taken out. */
  private leastTaken(count: number, k: number, accept: ((document: number) => boolean) | undefined): number {
    const { taken, touched } = this;
    const best = new LeastOfBest(k);
    for (let at = 0; at < count; at++) {
      const score = taken[at] as number;
      if (score > best.least && (!accept || accept(touched[at] as number))) best.offer(score);
    }
    return best.least;
  }

  /** Documents with a score, when no other gets one. */
  private ascending(): Uint32Array {
    const documents = this.touched.subarray(0, this.count);
    if (!this.isAscending) documents.sort();
    this.isAscending = true;
    return documents;
  }

  private addBlock(
    bytes: Uint8Array,
    from: number,
    to: number,
    before: number,
    idf: number,
    weights: FieldWeights,
    weighted: number,
  ): void {
    const { scores, touched, kept, isClosed } = this;
    const bodyLengths = this.lengths[0] as SmallNumbers;
    const { base, slope } = this.saturation;
    // Taken one by one: an iterator for each block is a lot of garbage.
    const bodyWeight = weights[0];
    const second = weights[1];
    const third = weights[2];
    const fourth = weights[3];
    let { count } = this;
    let document = before;
    for (let at = from; at < to; ) {
      let value = bytes[at++] as number;
      if (value > 127) {
        let byte = bytes[at++] as number;
        value = (value & 127) | ((byte & 127) << 7);
        for (let shift = 14; byte > 127; shift += 7) {
          byte = bytes[at++] as number;
          value |= (byte & 127) << shift;
        }
      }
      document += value >>> 2;
      const few = value & FEW;
      let fields = 1;
      let isAllOne = false;
      let times = few + 1;
      if (few === FEW) {
        fields = bytes[at++] as number;
        isAllOne = (fields & ALL_ONE) !== 0;
        times = 1;
        if ((fields & 1) !== 0 && !isAllOne) {
          times = bytes[at++] as number;
          if (times > 127) times = (times & 127) | ((bytes[at++] as number) << 7);
        }
      }
      const isUnwanted = isClosed && ((kept[document >>> 5] as number) & (1 << document)) === 0;
      if (isUnwanted || (fields & weighted) === 0) {
        if (!isAllOne) at += SIDES[fields] as number;
        continue;
      }
      let share = 0;
      if (fields === 1) {
        const stored = bodyLengths[document] as number;
        const frequency = bodyWeight * times;
        if (stored > 0) share = (idf * frequency) / (frequency + base + slope * stored);
      } else {
        let frequency = (fields & 1) === 0 ? 0 : bodyWeight * times * this.normOf(document, 0);
        if ((fields & 2) !== 0)
          frequency += second * (isAllOne ? 1 : (bytes[at++] as number)) * this.normOf(document, 1);
        if ((fields & 4) !== 0)
          frequency += third * (isAllOne ? 1 : (bytes[at++] as number)) * this.normOf(document, 2);
        if ((fields & 8) !== 0)
          frequency += fourth * (isAllOne ? 1 : (bytes[at++] as number)) * this.normOf(document, 3);
        share = (idf * frequency) / (K1 + frequency);
      }
      if (share === 0) continue;
      const known = scores[document] as number;
      if (known === 0) touched[count++] = document;
      scores[document] = known + share;
    }
    this.count = count;
  }

  private addLater(words: Uint32Array, from: number, to: number, idf: number, weights: FieldWeights): void {
    for (let at = from; at < to; at++) {
      const word = words[at] as number;
      const packed = isFollowed(word) ? (words[++at] as number) : word & 0x7f;
      this.score(word >>> 8, this.shareOf(word >>> 8, packed, idf, weights));
    }
  }

  /** What a posting adds to its document's score; 0 for a removed document. */
  private shareOf(document: number, packed: number, idf: number, weights: FieldWeights): number {
    if (packed >>> BODY_BITS === 0) {
      const stored = (this.lengths[0] as SmallNumbers)[document] as number;
      const { base, slope } = this.saturation;
      const alone = weights[0] * packed;
      return stored === 0 ? 0 : (idf * alone) / (alone + base + slope * stored);
    }
    const frequency =
      this.weightedBy(weights[0], packed & BODY_MASK, document, 0) +
      this.weightedBy(weights[1], (packed >>> BODY_BITS) & SIDE_MASK, document, 1) +
      this.weightedBy(weights[2], (packed >>> (BODY_BITS + SIDE_BITS)) & SIDE_MASK, document, 2) +
      this.weightedBy(weights[3], (packed >>> (BODY_BITS + 2 * SIDE_BITS)) & SIDE_MASK, document, 3);
    return (idf * frequency) / (K1 + frequency);
  }

  private weightedBy(weight: number, frequency: number, document: number, field: number): number {
    return weight === 0 || frequency === 0 ? 0 : weight * frequency * this.normOf(document, field);
  }

  private normOf(document: number, field: number): number {
    const stored = (this.lengths[field] as SmallNumbers)[document] as number;
    const norm = stored < COMMON_LENGTHS ? (this.norms.common(field)[stored] as number) : 0;
    return norm === 0 ? this.norms.of(field, stored) : norm;
  }

  private score(document: number, share: number): void {
    if (share === 0) return;
    const known = this.scores[document] as number;
    if (known === 0) {
      if (this.isClosed) return;
      this.touched[this.count++] = document;
    }
    this.scores[document] = known + share;
  }
}

/** Bits of the fields that weigh anything, as a posting's fields have them. */
function weightedFields(weights: FieldWeights): number {
  let fields = 0;
  for (let field = 0; field < FIELD_COUNT; field++) if (weights[field] !== 0) fields |= 1 << field;
  return fields;
}
