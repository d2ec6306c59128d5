import { IN_NEXT_WORD, type LaidOut, type PostingPool } from './posting-pool';

/**
 * Lays out the postings of kept documents from one or more pools, which must not change meanwhile. Goes on by steps, so that
 * nothing waits for all of it. `numberOf` gives a document's number in the copy, -1 for one that is left out; `order` lists the
 * terms in the order of their numbers in the copy.
 */
export class PostingMerge {
  private base: Uint32Array;
  private readonly starts: Uint32Array;
  private readonly counts: Uint32Array;
  private end = 0;
  private at = 0;

  constructor(
    private readonly pools: readonly PostingPool[],
    private readonly order: ArrayLike<number>,
    private readonly numberOf: Int32Array,
  ) {
    this.base = new Uint32Array(pools.reduce((words, pool) => words + pool.words, 0));
    this.starts = new Uint32Array(order.length + 1);
    this.counts = new Uint32Array(order.length);
  }

  /** Reads about `words` words further; true when all is laid out. */
  step(words: number): boolean {
    let left = words;
    const take = (list: Uint32Array, from: number, to: number) => {
      left -= to - from;
      this.copy(list, from, to);
    };
    while (this.at < this.order.length && left > 0) {
      this.starts[this.at] = this.end;
      // A term without postings takes its time too.
      left--;
      for (const pool of this.pools) pool.forEachRange(this.order[this.at] as number, take);
      this.at++;
    }
    if (this.at < this.order.length) return false;
    this.starts[this.at] = this.end;
    return true;
  }

  /** What all steps have laid out. */
  result(): LaidOut {
    return { base: this.base.slice(0, this.end), starts: this.starts, counts: this.counts };
  }

  private copy(list: Uint32Array, from: number, to: number): void {
    const { base, numberOf } = this;
    let { end } = this;
    let postings = 0;
    for (let at = from; at < to; at++) {
      const word = list[at] as number;
      const isPair = (word & IN_NEXT_WORD) !== 0;
      const number = numberOf[word >>> 8] as number;
      if (number >= 0 && (word & 0xff) !== 0) {
        base[end++] = number * 256 + (word & 0xff);
        if (isPair) base[end++] = list[at + 1] as number;
        postings++;
      }
      if (isPair) at++;
    }
    this.end = end;
    this.counts[this.at] = (this.counts[this.at] as number) + postings;
  }
}
