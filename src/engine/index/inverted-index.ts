import { BODY_BITS, BODY_MASK, DocumentCounts, FIELD_COUNT, SIDE_BITS, SIDE_MASK } from './document-counts';
import { COMMON_LENGTHS, FieldNorms } from './field-norms';
import { grown } from './growing';
import { PostingMerge } from './posting-merge';
import { IN_NEXT_WORD, MAX_DOCUMENTS, PostingPool } from './posting-pool';
import { COMPACT_AT, type FieldWeights, K1 } from './ranking-constants';
import { TopK } from './top-k';

/** Share of removed documents at which an index at rest is tidied, and words of postings that are rewritten at once then. */
const TIDY_AT = 0.02;
const WORDS_A_TIDYING = 1 << 18;
/** Words that are laid out without a pause while the index is saved. */
const WORDS_A_SAVING = 1 << 16;

/** Terms whose documents stay counted until the next change. */
const KEPT_FREQUENCIES = 1 << 13;

/** A rewriting of postings that is under way. */
interface Rewriting {
  readonly old: PostingPool;
  /** Documents whose numbers can be given anew when it is done. */
  readonly dead: readonly number[];
  readonly merge: PostingMerge;
}

/** Term ids of one document's four fields, with repetitions, in any order. */
export type DocumentFields = readonly [readonly number[], readonly number[], readonly number[], readonly number[]];

export interface WeightedTerm {
  readonly term: number;
  readonly weight: number;
}

export interface Hit {
  /** Number that `add` returned, valid until the document is removed. */
  readonly id: number;
  readonly score: number;
}

export interface SearchOptions {
  /** Other field weights than the index's own for this search. */
  readonly weights?: FieldWeights;
  /** Looks up the rarest terms first and stops before more postings than this are read, so that time does not grow with the index. */
  readonly maxPostings?: number;
  /** Leaves out documents for which this is false. */
  readonly accept?: (id: number) => boolean;
}

/** An inverted index as plain columns: documents from 0, postings laid out by term. */
export interface IndexColumns {
  /** Four field lengths per document. */
  readonly lengths: Uint32Array;
  readonly base: Uint32Array;
  readonly starts: Uint32Array;
}

/**
 * An inverted index over documents with four fields, ranked by BM25F. Frequencies are capped at 16,383 in the first field
 * and 63 in the others. Removal leaves a tombstone; the postings are rewritten when tombstones are many, a part with each change.
 * Scores are those of an index built anew from the remaining documents.
 */
export class InvertedIndex {
  private postings = new PostingPool();
  private rewriting: Rewriting | undefined;
  /** Four for each document, one more than the length of a field; 0 for a removed document. */
  private lengths = new Uint32Array(64 * FIELD_COUNT);
  private readonly norms = new FieldNorms();
  /** Documents that hold a term, as far as that was asked since the last change. */
  private readonly frequencies = new Map<number, number>();
  private hasChanged = true;
  private readonly totals = [0, 0, 0, 0];
  private slots = 0;
  private live = 0;
  private readonly free: number[] = [];
  private tombstones = 0;
  private scores = new Float64Array(64);
  private touched = new Uint32Array(64);
  /** While some documents are scored alone: one more than a document's place among them, 0 for the others. */
  private slotOf = new Uint32Array(64);

  /** `compareTies` orders documents of equal score, so that the order does not depend on how the index came about. */
  constructor(
    private readonly weights: FieldWeights,
    private readonly compareTies: (a: number, b: number) => number,
    /** Words of postings that each change rewrites, while some are being rewritten. */
    private readonly wordsAChange = 1 << 14,
  ) {}

  /** Documents that are not removed. */
  get size(): number {
    return this.live;
  }

  add(fields: DocumentFields): number {
    const counts = new DocumentCounts();
    fields.forEach((terms, field) => {
      counts.addAll(field, terms);
    });
    return this.addCounts(counts);
  }

  /** Adds the document that was counted; the counts can be cleared and used again. */
  addCounts({ lengths, terms, size, packed }: DocumentCounts): number {
    const id = this.free.pop() ?? this.slots++;
    if (id >= MAX_DOCUMENTS) throw new Error(`An index holds at most ${MAX_DOCUMENTS} documents.`);
    this.reserve(this.slots);
    for (let field = 0; field < FIELD_COUNT; field++) {
      this.lengths[id * FIELD_COUNT + field] = (lengths[field] as number) + 1;
      this.totals[field] = (this.totals[field] as number) + (lengths[field] as number);
    }
    const { postings } = this;
    postings.reserveTerms(packed.length);
    for (let at = 0; at < size; at++) {
      const term = terms[at] as number;
      postings.append(term, id, packed[term] as number);
    }
    this.live++;
    this.hasChanged = true;
    this.rewriteFurther(this.wordsAChange);
    return id;
  }

  remove(id: number): void {
    if (!this.isInUse(id)) return;
    this.live--;
    this.tombstones++;
    this.hasChanged = true;
    for (let field = 0; field < FIELD_COUNT; field++) {
      this.totals[field] = (this.totals[field] as number) - this.lengthOf(id, field);
      this.lengths[id * FIELD_COUNT + field] = 0;
    }
    if (this.rewriting) this.rewriteFurther(this.wordsAChange);
    else if (this.tombstones > 64 && this.tombstones > COMPACT_AT * this.live) this.beginRewriting();
  }

  /** Drops the postings of removed documents and lays the others out; the remaining documents keep their numbers. */
  compact(): void {
    this.rewriteFurther(Number.POSITIVE_INFINITY);
    this.beginRewriting();
    this.rewriteFurther(Number.POSITIVE_INFINITY);
  }

  /** Rewrites a part of the postings if removed documents have left a lot in them; false when there is nothing to do. */
  tidy(): boolean {
    if (!this.rewriting && this.tombstones > TIDY_AT * this.live) this.beginRewriting();
    return this.rewriteFurther(WORDS_A_TIDYING);
  }

  /** Goes on with a rewriting of the postings that has begun, by about `words` words; false when there is none left. */
  rewriteFurther(words: number): boolean {
    const { rewriting } = this;
    if (!rewriting) return false;
    if (!rewriting.merge.step(words)) return true;
    this.rewriting = undefined;
    this.postings.adopt(rewriting.merge.result());
    for (const id of rewriting.dead) this.free.push(id);
    this.tombstones -= rewriting.dead.length;
    return false;
  }

  /** From now on changes go to a pool of their own, until what was there is rewritten. */
  beginRewriting(): void {
    if (this.rewriting) return;
    const numberOf = new Int32Array(this.slots).fill(-1);
    const isFree = new Set(this.free);
    const dead: number[] = [];
    for (let id = this.slots - 1; id >= 0; id--) {
      if (this.isInUse(id)) numberOf[id] = id;
      else if (!isFree.has(id)) dead.push(id);
    }
    const { postings } = this;
    this.postings = new PostingPool();
    this.postings.reserveTerms(postings.termCount);
    this.rewriting = {
      old: postings,
      dead,
      merge: new PostingMerge([postings], termsBelow(postings.termCount), numberOf),
    };
  }

  /** Pools with all postings, older first. */
  private pools(): readonly PostingPool[] {
    return this.rewriting ? [this.rewriting.old, this.postings] : [this.postings];
  }

  /** The documents `ids` as columns, in that order, with the terms of `termOrder` numbered from 0. Yields often; nothing may change meanwhile. */
  *columnSteps(ids: ArrayLike<number>, termOrder: ArrayLike<number>): Generator<undefined, IndexColumns> {
    const numberOf = new Int32Array(this.slots).fill(-1);
    const lengths = new Uint32Array(ids.length * FIELD_COUNT);
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at] as number;
      numberOf[id] = at;
      for (let field = 0; field < FIELD_COUNT; field++) lengths[at * FIELD_COUNT + field] = this.lengthOf(id, field);
    }
    const merge = new PostingMerge(this.pools(), termOrder, numberOf);
    while (!merge.step(WORDS_A_SAVING)) yield;
    return { lengths, ...merge.result() };
  }

  /** Takes over columns; the index must be empty. Documents are numbered as in the columns. */
  restore({ lengths, base, starts }: IndexColumns): void {
    this.postings = new PostingPool(base, starts);
    this.slots = lengths.length / FIELD_COUNT;
    this.live = this.slots;
    this.reserve(this.slots);
    this.hasChanged = true;
    for (let at = 0; at < lengths.length; at++) {
      const field = at % FIELD_COUNT;
      this.lengths[at] = (lengths[at] as number) + 1;
      this.totals[field] = (this.totals[field] as number) + (lengths[at] as number);
    }
  }

  /** Documents that hold a term. */
  documentFrequency(term: number): number {
    if (this.tombstones === 0) return this.pools().reduce((count, pool) => count + pool.count(term), 0);
    this.refresh();
    const known = this.frequencies.get(term);
    if (known !== undefined) return known;
    let count = 0;
    for (const pool of this.pools()) {
      pool.forEach(term, (id) => {
        if (this.isInUse(id)) count++;
      });
    }
    if (this.frequencies.size < KEPT_FREQUENCIES) this.frequencies.set(term, count);
    return count;
  }

  /** The exact best `k`, best first; documents without any of the terms are left out. */
  search(terms: readonly WeightedTerm[], k: number, options: SearchOptions = {}): Hit[] {
    if (this.live === 0 || k <= 0 || terms.length === 0) return [];
    const weights = options.weights ?? this.weights;
    this.refresh();
    let count = 0;
    for (const { term, weight, frequency } of this.chosen(terms, options.maxPostings)) {
      const idf = weight * Math.log(1 + (this.live - frequency + 0.5) / (frequency + 0.5));
      for (const pool of this.pools()) {
        pool.forEachRange(term, (words, from, to) => {
          count = this.accumulate(words, from, to, idf, weights, count);
        });
      }
    }
    const { scores, touched } = this;
    const best = new TopK(k, this.compareTies);
    for (let at = 0; at < count; at++) {
      const id = touched[at] as number;
      const score = scores[id] as number;
      scores[id] = 0;
      if (!best.mayTake(score) || (options.accept && !options.accept(id))) continue;
      best.offer(id, score);
    }
    return best.take();
  }

  /**
   * Scores of some documents under several weightings of the fields, read in one pass: for each weighting a score for each document,
   * 0 without any of the terms.
   */
  scoresOf(
    documents: ArrayLike<number>,
    terms: readonly WeightedTerm[],
    weightings: readonly FieldWeights[],
  ): Float64Array[] {
    const scores = weightings.map(() => new Float64Array(documents.length));
    this.refresh();
    const { slotOf } = this;
    for (let at = 0; at < documents.length; at++) slotOf[documents[at] as number] = at + 1;
    for (const { term, weight, frequency } of this.chosen(terms, undefined)) {
      const idf = weight * Math.log(1 + (this.live - frequency + 0.5) / (frequency + 0.5));
      for (const pool of this.pools()) {
        pool.forEachRange(term, (words, from, to) => this.addShares(words, from, to, idf, weightings, scores));
      }
    }
    for (let at = 0; at < documents.length; at++) slotOf[documents[at] as number] = 0;
    return scores;
  }

  /** Adds one term's share to the scores of the documents that `slotOf` holds. */
  private addShares(
    words: Uint32Array,
    from: number,
    to: number,
    idf: number,
    weightings: readonly FieldWeights[],
    scores: readonly Float64Array[],
  ): void {
    const { slotOf } = this;
    for (let at = from; at < to; at++) {
      const word = words[at] as number;
      const isLong = (word & IN_NEXT_WORD) !== 0;
      if (isLong) at++;
      const id = word >>> 8;
      const slot = slotOf[id] as number;
      if (slot === 0 || word === 0) continue;
      const packed = isLong ? (words[at] as number) : word & 0x7f;
      for (let row = 0; row < weightings.length; row++) {
        const frequency = this.frequencyOf(id, packed, weightings[row] as FieldWeights);
        const own = scores[row] as Float64Array;
        own[slot - 1] = (own[slot - 1] as number) + (idf * frequency) / (K1 + frequency);
      }
    }
  }

  /** Adds one term's share to the documents of a range of postings; returns how many documents have a score now. */
  private accumulate(
    words: Uint32Array,
    from: number,
    to: number,
    idf: number,
    weights: FieldWeights,
    already: number,
  ): number {
    const { scores, touched, lengths, norms } = this;
    const { common } = norms;
    const [bodyWeight] = weights;
    let count = already;
    for (let at = from; at < to; at++) {
      const word = words[at] as number;
      const id = word >>> 8;
      let frequency: number;
      if ((word & IN_NEXT_WORD) === 0) {
        const stored = lengths[id * FIELD_COUNT] as number;
        const norm = stored < COMMON_LENGTHS ? (common[stored] as number) : norms.of(0, stored);
        frequency = bodyWeight * (word & 0x7f) * norm;
      } else frequency = this.frequencyOf(id, words[++at] as number, weights);
      if (frequency === 0) continue;
      const before = scores[id] as number;
      if (before === 0) touched[count++] = id;
      scores[id] = before + (idf * frequency) / (K1 + frequency);
    }
    return count;
  }

  /** The terms that occur at all; all of them in their order, or the rarest whose postings fit, at least one. */
  private chosen(terms: readonly WeightedTerm[], maxPostings: number | undefined) {
    const known = terms
      .map(({ term, weight }) => ({ term, weight, frequency: this.documentFrequency(term) }))
      .filter(({ frequency }) => frequency > 0);
    if (maxPostings === undefined) return known;
    known.sort((a, b) => a.frequency - b.frequency);
    let postings = 0;
    return known.filter(({ frequency }, at) => (postings += frequency) <= maxPostings || at === 0);
  }

  /** Weighted and normalised by length; 0 for a removed document. */
  private frequencyOf(id: number, packed: number, [body, second, third, fourth]: FieldWeights): number {
    const inBody = packed & BODY_MASK;
    const inSecond = (packed >>> BODY_BITS) & SIDE_MASK;
    const inThird = (packed >>> (BODY_BITS + SIDE_BITS)) & SIDE_MASK;
    const inFourth = packed >>> (BODY_BITS + 2 * SIDE_BITS);
    let frequency = inBody > 0 ? body * inBody * this.normOf(id, 0) : 0;
    if (inSecond > 0) frequency += second * inSecond * this.normOf(id, 1);
    if (inThird > 0) frequency += third * inThird * this.normOf(id, 2);
    return inFourth > 0 ? frequency + fourth * inFourth * this.normOf(id, 3) : frequency;
  }

  private normOf(id: number, field: number): number {
    return this.norms.of(field, this.lengths[id * FIELD_COUNT + field] as number);
  }

  private lengthOf(id: number, field: number): number {
    return Math.max(0, (this.lengths[id * FIELD_COUNT + field] as number) - 1);
  }

  private isInUse(id: number): boolean {
    return this.lengths[id * FIELD_COUNT] !== 0;
  }

  /** Takes in what has changed since the last question. */
  private refresh(): void {
    if (!this.hasChanged) return;
    this.norms.refresh(this.totals, this.live);
    this.frequencies.clear();
    this.hasChanged = false;
  }

  private reserve(slots: number): void {
    if (slots <= this.scores.length) return;
    this.scores = grown(this.scores, slots);
    this.touched = grown(this.touched, this.scores.length);
    this.slotOf = grown(this.slotOf, this.scores.length);
    this.lengths = grown(this.lengths, this.scores.length * FIELD_COUNT);
  }
}

function termsBelow(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, term) => term);
}
