import { PostingPool } from './posting-pool';
import { B, COMPACT_AT, type FieldWeights, K1 } from './ranking-constants';
import { TopK } from './top-k';

export const FIELD_COUNT = 4;

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

const BODY_BITS = 14;
const BODY_MASK = (1 << BODY_BITS) - 1;
const SIDE_MASK = 63;

/**
 * An inverted index over documents with four fields, ranked by BM25F. Frequencies are capped at 16,383 in the first field
 * and 63 in the others. Removal leaves a tombstone; the postings are rewritten when tombstones are many. Scores are
 * those of an index built anew from the remaining documents.
 */
export class InvertedIndex {
  private postings = new PostingPool();
  private lengths = new Uint32Array(64 * FIELD_COUNT);
  private alive = new Uint8Array(64);
  private norms = new Float64Array(0);
  private normsStale = true;
  private readonly totals = [0, 0, 0, 0];
  private slots = 0;
  private live = 0;
  private readonly free: number[] = [];
  private tombstones = 0;
  private scores = new Float64Array(64);

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
    const id = this.free.pop() ?? this.slots++;
    this.reserve(this.slots);
    const packed = new Map<number, number>();
    for (let field = 0; field < FIELD_COUNT; field++) {
      const terms = fields[field] as readonly number[];
      this.lengths[id * FIELD_COUNT + field] = terms.length;
      this.totals[field] = (this.totals[field] as number) + terms.length;
      for (const term of terms) packed.set(term, increment(packed.get(term) ?? 0, field));
    }
    for (const [term, frequencies] of packed) this.postings.append(term, id, frequencies);
    this.alive[id] = 1;
    this.live++;
    this.normsStale = true;
    return id;
  }

  remove(id: number): void {
    if (this.alive[id] !== 1) return;
    this.alive[id] = 0;
    this.live--;
    this.tombstones++;
    this.normsStale = true;
    for (let field = 0; field < FIELD_COUNT; field++) {
      this.totals[field] = (this.totals[field] as number) - (this.lengths[id * FIELD_COUNT + field] as number);
      this.lengths[id * FIELD_COUNT + field] = 0;
    }
    if (this.tombstones > 64 && this.tombstones > COMPACT_AT * this.live) this.compact();
  }

  /** Drops the postings of removed documents; the remaining documents keep their numbers. */
  compact(): void {
    this.postings = this.postings.filtered((id) => this.alive[id] === 1);
    this.free.length = 0;
    for (let id = this.slots - 1; id >= 0; id--) if (this.alive[id] === 0) this.free.push(id);
    this.tombstones = 0;
  }

  /** Documents that hold a term. */
  documentFrequency(term: number): number {
    if (this.tombstones === 0) return this.postings.count(term);
    let count = 0;
    this.postings.forEach(term, (id) => {
      count += this.alive[id] as number;
    });
    return count;
  }

  /** The exact best `k`, best first; documents without any of the terms are left out. */
  search(terms: readonly WeightedTerm[], k: number, options: SearchOptions = {}): Hit[] {
    if (this.live === 0 || k <= 0 || terms.length === 0) return [];
    const weights = options.weights ?? this.weights;
    const norms = this.currentNorms();
    const { scores, alive } = this;
    const touched: number[] = [];
    for (const { term, weight, frequency } of this.chosen(terms, options.maxPostings)) {
      const idf = weight * Math.log(1 + (this.live - frequency + 0.5) / (frequency + 0.5));
      const pool = this.postings.data;
      let block = this.postings.firstBlock(term);
      while (block !== 0) {
        const end = block + 2 + 2 * (pool[block + 1] as number);
        for (let at = block + 2; at < end; at += 2) {
          const id = pool[at] as number;
          if (alive[id] !== 1) continue;
          const packed = pool[at + 1] as number;
          const base = id * FIELD_COUNT;
          let frequencyHere = weights[0] * (packed & BODY_MASK) * (norms[base] as number);
          if (packed > BODY_MASK) {
            frequencyHere +=
              weights[1] * ((packed >>> 14) & SIDE_MASK) * (norms[base + 1] as number) +
              weights[2] * ((packed >>> 20) & SIDE_MASK) * (norms[base + 2] as number) +
              weights[3] * ((packed >>> 26) & SIDE_MASK) * (norms[base + 3] as number);
          }
          if (frequencyHere === 0) continue;
          if (scores[id] === 0) touched.push(id);
          scores[id] = (scores[id] as number) + (idf * frequencyHere) / (K1 + frequencyHere);
        }
        block = pool[block] as number;
      }
    }
    const best = new TopK(k, this.compareTies);
    for (const id of touched) {
      const score = scores[id] as number;
      scores[id] = 0;
      if (!best.mayTake(score) || (options.accept && !options.accept(id))) continue;
      best.offer(id, score);
    }
    return best.take();
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

  private currentNorms(): Float64Array {
    if (!this.normsStale) return this.norms;
    if (this.norms.length < this.lengths.length) this.norms = new Float64Array(this.lengths.length);
    for (let field = 0; field < FIELD_COUNT; field++) {
      const average = (this.totals[field] as number) / Math.max(1, this.live);
      for (let at = field; at < this.slots * FIELD_COUNT; at += FIELD_COUNT) {
        this.norms[at] = average === 0 ? 1 : 1 / (1 - B + (B * (this.lengths[at] as number)) / average);
      }
    }
    this.normsStale = false;
    return this.norms;
  }

  private reserve(slots: number): void {
    if (slots <= this.alive.length) return;
    const capacity = Math.max(slots, 2 * this.alive.length);
    this.alive = grown(this.alive, new Uint8Array(capacity));
    this.scores = grown(this.scores, new Float64Array(capacity));
    this.lengths = grown(this.lengths, new Uint32Array(capacity * FIELD_COUNT));
  }
}

function grown<A extends Uint8Array | Uint32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

function increment(packed: number, field: number): number {
  if (field === 0) return (packed & BODY_MASK) === BODY_MASK ? packed : (packed + 1) >>> 0;
  const shift = BODY_BITS + 6 * (field - 1);
  return ((packed >>> shift) & SIDE_MASK) === SIDE_MASK ? packed : (packed + 2 ** shift) >>> 0;
}
