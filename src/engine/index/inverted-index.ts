import { DocumentCounts, FIELD_COUNT } from './document-counts';
import { DocumentScores } from './document-scores';
import { PostingBatch } from './posting-batch';
import { PostingMerge } from './posting-merge';
import { MAX_DOCUMENTS, PostingPool } from './posting-pool';
import { COMPACT_AT, type FieldWeights } from './ranking-constants';
import { type Counted, rarestTerms } from './rarest-terms';
import { TopK } from './top-k';

/** Share of removed documents at which an index at rest is tidied. */
const TIDY_AT = 0.02;
/** It also is when what came since postings were laid out takes more than this share of their bytes, and more bytes than this. */
const LATER_AT = 0.2;
const LATER_BYTES = 1 << 20;
/** An index that does not come to rest lays out what came when it takes more bytes than this, and so many times what was laid out. */
const MUCH_LATER_BYTES = 8 << 20;
const MUCH_LATER_AT = 2;
/** Postings that are laid out without a pause. */
const POSTINGS_A_STEP = 1 << 14;
/** One removed document in so many: from then on there is hardly a block of postings without one. */
const MANY_REMOVED = 64;

/** Terms whose documents stay counted. */
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
  readonly postings: Uint8Array;
  readonly starts: Uint32Array;
}

/**
 * An inverted index over documents with four fields, ranked by BM25F. Frequencies are capped at 16,383 in the first field
 * and 63 in the others. Removal leaves a tombstone; when tombstones are many a rewriting of the postings begins, which its owner
 * takes further. Scores are those of an index built anew from the remaining documents.
 */
export class InvertedIndex {
  private postings = new PostingPool();
  /** The latest postings, which go into the pool before it is looked at. */
  private readonly batch = new PostingBatch();
  private rewriting: Rewriting | undefined;
  private readonly scores = new DocumentScores();
  /** Documents that hold a term, as far as that was asked since the last change. */
  private readonly frequencies = new Map<number, number>();
  /** The same as it was when it was last asked, plus the documents that had been removed until then. */
  private readonly earlierFrequencies = new Map<number, number>();
  private removals = 0;
  private changed = true;
  private readonly totals = [0, 0, 0, 0];
  private slots = 0;
  private live = 0;
  private readonly free: number[] = [];
  /** Documents that were removed since a rewriting last began. */
  private removed: number[] = [];
  /** Removed documents whose postings are still there, ascending, as far as that was asked since the last change. */
  private tombstones: Uint32Array | undefined;

  /** `compareTies` orders documents of equal score, so that the order does not depend on how the index came about. */
  constructor(
    private readonly weights: FieldWeights,
    private readonly compareTies: (a: number, b: number) => number,
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
    this.scores.reserve(this.slots);
    for (let field = 0; field < FIELD_COUNT; field++) {
      this.scores.setLength(id, field, lengths[field] as number);
      this.totals[field] = (this.totals[field] as number) + (lengths[field] as number);
    }
    this.postings.reserveTerms(packed.length);
    if (this.batch.isFullFor(size)) this.settle();
    this.batch.add(id, terms, size, packed);
    this.live++;
    this.changed = true;
    return id;
  }

  remove(id: number): void {
    if (!this.scores.isInUse(id)) return;
    this.live--;
    this.removals++;
    this.removed.push(id);
    this.changed = true;
    for (let field = 0; field < FIELD_COUNT; field++) {
      this.totals[field] = (this.totals[field] as number) - this.scores.lengthOf(id, field);
    }
    this.scores.drop(id);
    const { length } = this.removed;
    if (!this.rewriting && length > 64 && length > COMPACT_AT * this.live) this.beginRewriting();
  }

  /** Drops the postings of removed documents and lays the others out; the remaining documents keep their numbers. */
  compact(): void {
    this.rewriteFurther(Number.POSITIVE_INFINITY);
    this.beginRewriting();
    this.rewriteFurther(Number.POSITIVE_INFINITY);
  }

  /** Takes the latest documents into the postings, which the next search would do. */
  settle(): void {
    this.batch.drainInto(this.postings);
  }

  /** Rewrites a part of the postings if removed or later documents have left a lot in them; false when there is nothing to do. */
  tidy(): boolean {
    this.settle();
    this.batch.release();
    const isLong = this.hasLater(LATER_BYTES, LATER_AT);
    if (!this.rewriting && (isLong || this.removed.length > TIDY_AT * this.live)) this.beginRewriting();
    return this.rewriteFurther();
  }

  /** The same for an index that more is added to: what came takes twice the room until it is laid out. */
  tidyFurther(): boolean {
    if (!this.rewriting && this.hasLater(MUCH_LATER_BYTES, MUCH_LATER_AT)) this.beginRewriting();
    return this.rewriteFurther();
  }

  /** Goes on with a rewriting of the postings that has begun, by about `postings` postings; false when there is none left. */
  rewriteFurther(postings = POSTINGS_A_STEP): boolean {
    const { rewriting } = this;
    if (!rewriting) return false;
    if (!rewriting.merge.step(postings)) return true;
    this.rewriting = undefined;
    this.postings.adopt(rewriting.merge.result());
    rewriting.old.free();
    // The lowest is taken first, so that postings that come later ascend too.
    for (const id of Uint32Array.from(rewriting.dead).sort().reverse()) this.free.push(id);
    this.changed = true;
    return false;
  }

  /** From now on changes go to a pool of their own, until what was there is rewritten. */
  beginRewriting(): void {
    if (this.rewriting) return;
    const numberOf = new Int32Array(this.slots);
    for (let id = 0; id < this.slots; id++) numberOf[id] = this.scores.isInUse(id) ? id : -1;
    const { postings, removed: dead } = this;
    this.batch.drainInto(postings);
    this.removed = [];
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
    this.settle();
    return this.rewriting ? [this.rewriting.old, this.postings] : [this.postings];
  }

  /** The documents `ids` as columns, in that order, with the terms of `termOrder` numbered from 0. Yields often; nothing may change meanwhile. */
  *columnSteps(ids: ArrayLike<number>, termOrder: ArrayLike<number>): Generator<undefined, IndexColumns> {
    const numberOf = new Int32Array(this.slots).fill(-1);
    const lengths = new Uint32Array(ids.length * FIELD_COUNT);
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at] as number;
      numberOf[id] = at;
      for (let field = 0; field < FIELD_COUNT; field++) {
        lengths[at * FIELD_COUNT + field] = this.scores.lengthOf(id, field);
      }
    }
    const merge = new PostingMerge(this.pools(), termOrder, numberOf);
    while (!merge.step(POSTINGS_A_STEP)) yield;
    const { bytes, starts } = merge.result();
    return { lengths, postings: bytes, starts };
  }

  /** Takes over columns; the index must be empty. Documents are numbered as in the columns. */
  restore({ lengths, postings, starts }: IndexColumns): void {
    this.postings = new PostingPool({ bytes: postings, starts });
    this.slots = lengths.length / FIELD_COUNT;
    this.live = this.slots;
    this.scores.reserve(this.slots);
    this.changed = true;
    for (let at = 0; at < lengths.length; at++) {
      const field = at % FIELD_COUNT;
      this.scores.setLength(Math.floor(at / FIELD_COUNT), field, lengths[at] as number);
      this.totals[field] = (this.totals[field] as number) + (lengths[at] as number);
    }
  }

  /** Documents that hold a term. */
  documentFrequency(term: number): number {
    this.refresh();
    const known = this.frequencies.get(term);
    if (known !== undefined) return known;
    let count = this.postingsOf(term);
    if (this.removedCount === 0) return count;
    if (MANY_REMOVED * this.removedCount > this.slots) {
      count = this.pools().reduce((sum, pool) => sum + this.scores.inUseOf(pool, term), 0);
    } else {
      for (const pool of this.pools()) {
        pool.forEachOf(this.removedWithPostings(), term, (id) => {
          if (!this.scores.isInUse(id)) count--;
        });
      }
    }
    if (this.frequencies.size < KEPT_FREQUENCIES) this.frequencies.set(term, count);
    if (this.earlierFrequencies.size >= KEPT_FREQUENCIES) this.earlierFrequencies.clear();
    this.earlierFrequencies.set(term, count + this.removals);
    return count;
  }

  /** Whether a document has this term. */
  holds(term: number): boolean {
    const postings = this.postingsOf(term);
    return postings > this.removedCount || (postings > 0 && this.documentFrequency(term) > 0);
  }

  /** Postings of a term, those of removed documents too. */
  private postingsOf(term: number): number {
    return this.pools().reduce((sum, pool) => sum + pool.count(term), 0);
  }

  /** No more documents than hold a term, without counting them: each removal has taken one at most. */
  private leastFrequency(term: number): number {
    const earlier = (this.earlierFrequencies.get(term) ?? 0) - this.removals;
    return Math.max(this.postingsOf(term) - this.removedCount, earlier, 0);
  }

  /** Calls `visit` with each document that holds a term. */
  forEachDocument(term: number, visit: (id: number) => void): void {
    for (const pool of this.pools()) {
      pool.forEach(term, (id) => {
        if (this.scores.isInUse(id)) visit(id);
      });
    }
  }

  /** The exact best `k`, best first; documents without any of the terms are left out. */
  search(terms: readonly WeightedTerm[], k: number, options: SearchOptions = {}): Hit[] {
    if (this.live === 0 || k <= 0 || terms.length === 0) return [];
    const weights = options.weights ?? this.weights;
    this.refresh();
    const { scores } = this;
    const weighted = this.weighted(terms, options.maxPostings);
    const pools = this.pools();
    let left = weighted.reduce((sum, { idf }) => sum + idf, 0);
    weighted.forEach(({ term, idf }, at) => {
      for (const pool of pools) scores.add(pool, term, idf, weights);
      left = at + 1 === weighted.length ? 0 : left - idf;
      // Few postings are read sooner than it is found out which of them can be left out.
      if (left > 0 && options.maxPostings === undefined) scores.narrow(k, left, options.accept);
    });
    const best = new TopK(k, this.compareTies);
    scores.takeBest(k, options.accept, (id, score) => {
      if (best.mayTake(score) && (!options.accept || options.accept(id))) best.offer(id, score);
    });
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
    this.scores.choose(documents);
    for (const { term, idf } of this.weighted(terms, undefined)) {
      for (const pool of this.pools()) this.scores.addShares(pool, term, idf, weightings, scores);
    }
    this.scores.release(documents);
    return scores;
  }

  /**
   * The terms that occur at all, or the rarest whose postings fit, at least one; those that can add most to a score come first.
   * `idf` has the term's weight in it.
   */
  private weighted(terms: readonly WeightedTerm[], maxPostings: number | undefined) {
    const known =
      maxPostings === undefined
        ? this.counted(terms)
        : rarestTerms(
            terms,
            maxPostings,
            (term) => this.leastFrequency(term),
            (term) => this.documentFrequency(term),
          );
    return known
      .map(({ term, weight, frequency }) => ({
        term,
        frequency,
        idf: weight * Math.log(1 + (this.live - frequency + 0.5) / (frequency + 0.5)),
      }))
      .sort((a, b) => b.idf - a.idf || a.frequency - b.frequency);
  }

  /** The terms that occur at all. */
  private counted(terms: readonly WeightedTerm[]): Counted<WeightedTerm>[] {
    return terms
      .map(({ term, weight }) => ({ term, weight, frequency: this.documentFrequency(term) }))
      .filter(({ frequency }) => frequency > 0);
  }

  /** Whether what came since postings were laid out takes more than so many bytes, and than this share of what was laid out. */
  private hasLater(bytes: number, share: number): boolean {
    const later = 4 * this.postings.laterWords;
    return later > bytes && later > share * this.postings.laidOutBytes;
  }

  /** Removed documents whose postings are still there. */
  private get removedCount(): number {
    return this.removed.length + (this.rewriting?.dead.length ?? 0);
  }

  private removedWithPostings(): Uint32Array {
    this.tombstones ??= Uint32Array.from(this.removed.concat(this.rewriting?.dead ?? [])).sort();
    return this.tombstones;
  }

  private refresh(): void {
    if (!this.changed) return;
    this.scores.refresh(this.totals, this.live);
    this.frequencies.clear();
    this.tombstones = undefined;
    this.changed = false;
  }
}

function termsBelow(count: number): Uint32Array {
  const terms = new Uint32Array(count);
  for (let term = 0; term < count; term++) terms[term] = term;
  return terms;
}
