import type { LaidOut } from './posting-lists';
import type { PostingPool } from './posting-pool';
import { PostingWriter } from './posting-writer';

/**
 * Lays out the postings of kept documents from one or more pools, which must not change meanwhile. Goes on by steps, so that
 * nothing waits for all of it. `numberOf` gives a document's number in the copy, -1 for one that is left out; `order` lists the
 * terms in the order of their numbers in the copy.
 */
export class PostingMerge {
  private readonly writer: PostingWriter;
  private readonly starts: Uint32Array;
  private at = 0;

  constructor(
    private readonly pools: readonly PostingPool[],
    private readonly order: ArrayLike<number>,
    private readonly numberOf: Int32Array,
  ) {
    this.starts = new Uint32Array(order.length + 1);
    this.writer = new PostingWriter(pools.reduce((sum, pool) => sum + pool.mostBytes, 0));
  }

  /** Reads about `postings` postings further; true when all is laid out. */
  step(postings: number): boolean {
    const { writer, numberOf } = this;
    let left = postings;
    const take = (document: number, packed: number): void => {
      left--;
      const number = numberOf[document] as number;
      if (number >= 0) writer.add(number, packed);
    };
    const takeLater = (words: Uint32Array, from: number, to: number): void => {
      left -= to - from;
      writer.addLater(words, from, to, numberOf);
    };
    while (this.at < this.order.length && left > 0) {
      this.starts[this.at] = writer.size;
      // A term without postings takes its time too.
      left--;
      const term = this.order[this.at] as number;
      for (const pool of this.pools) {
        pool.forEachLaidOut(term, take);
        pool.forEachLater(term, takeLater);
      }
      writer.endList();
      this.at++;
    }
    if (this.at < this.order.length) return false;
    this.starts[this.at] = writer.size;
    return true;
  }

  /** What all steps have laid out. */
  result(): LaidOut {
    return { bytes: this.writer.data(), starts: this.starts };
  }
}
