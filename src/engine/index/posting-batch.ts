import { grown } from './growing';
import { isFollowed, laterWord, type PostingPool } from './posting-pool';

/** Postings that are gathered at most. */
const MOST = 1 << 15;
const FIRST_ROOM = 1 << 11;
/** Fewer than this are not worth being put in order. */
const WORTH_ORDERING = 1 << 13;

/**
 * Postings on their way into a pool, in the order they come. A pool has its terms all over the memory, so it takes them a term at a
 * time: what a term's state costs to reach is paid once for all its postings.
 */
export class PostingBatch {
  private size = 0;
  private terms = new Uint32Array(FIRST_ROOM);
  /** The postings as a pool has them. */
  private words = new Uint32Array(FIRST_ROOM);
  private packed = new Uint32Array(FIRST_ROOM);
  /** The same, those of a term beside each other; frequencies only where the pool wants a word for them. */
  private orderedWords = new Uint32Array(0);
  private orderedPacked = new Uint32Array(0);
  private distinct = new Uint32Array(0);
  /** By term; all 0 between two drainings. */
  private endOf = new Uint32Array(0);

  /** Whether a document of so many terms is more than it should take. */
  isFullFor(terms: number): boolean {
    return this.size > 0 && this.size + terms > MOST;
  }

  /** Adds a posting for each of the first `size` terms; `packed` has their frequencies by term. */
  add(document: number, terms: Uint32Array, size: number, packed: Uint32Array): void {
    this.reserve(this.size + size);
    const { terms: allTerms, words, packed: allPacked } = this;
    let end = this.size;
    for (let at = 0; at < size; at++) {
      const term = terms[at] as number;
      const frequencies = packed[term] as number;
      allTerms[end] = term;
      words[end] = laterWord(document, frequencies);
      allPacked[end++] = frequencies;
    }
    this.size = end;
  }

  /** Hands all postings over to a pool that has room for their terms. */
  drainInto(pool: PostingPool): void {
    if (this.size < WORTH_ORDERING) this.drainAsTheyCame(pool);
    else this.drainByTerm(pool);
    this.size = 0;
  }

  /** Gives back the room that many postings have needed; it must be drained. */
  release(): void {
    if (this.terms.length === FIRST_ROOM) return;
    this.terms = new Uint32Array(FIRST_ROOM);
    this.words = new Uint32Array(FIRST_ROOM);
    this.packed = new Uint32Array(FIRST_ROOM);
    this.orderedWords = new Uint32Array(0);
    this.orderedPacked = new Uint32Array(0);
    this.distinct = new Uint32Array(0);
    this.endOf = new Uint32Array(0);
  }

  private drainAsTheyCame(pool: PostingPool): void {
    for (let at = 0; at < this.size; at++) pool.append(this.terms[at] as number, this.words, this.packed, at, at + 1);
  }

  private drainByTerm(pool: PostingPool): void {
    const distinct = this.putInOrder(pool.termCount);
    const { endOf, orderedWords, orderedPacked } = this;
    let from = 0;
    for (let at = 0; at < distinct; at++) {
      const term = this.distinct[at] as number;
      const to = endOf[term] as number;
      endOf[term] = 0;
      pool.append(term, orderedWords, orderedPacked, from, to);
      from = to;
    }
  }

  /** Fills what is ordered, and `distinct` with the terms in the order they have there, each of which ends at `endOf`; returns how many terms there are. */
  private putInOrder(termCount: number): number {
    const { size, terms, words, packed } = this;
    if (this.distinct.length < size) {
      this.orderedWords = new Uint32Array(terms.length);
      this.orderedPacked = new Uint32Array(terms.length);
      this.distinct = new Uint32Array(terms.length);
    }
    if (this.endOf.length < termCount) this.endOf = new Uint32Array(termCount);
    const { orderedWords, orderedPacked, distinct, endOf } = this;
    let count = 0;
    for (let at = 0; at < size; at++) {
      const term = terms[at] as number;
      const times = endOf[term] as number;
      if (times === 0) distinct[count++] = term;
      endOf[term] = times + 1;
    }
    for (let at = 0, start = 0; at < count; at++) {
      const term = distinct[at] as number;
      const times = endOf[term] as number;
      endOf[term] = start;
      start += times;
    }
    for (let at = 0; at < size; at++) {
      const term = terms[at] as number;
      const place = endOf[term] as number;
      const word = words[at] as number;
      orderedWords[place] = word;
      if (isFollowed(word)) orderedPacked[place] = packed[at] as number;
      endOf[term] = place + 1;
    }
    return count;
  }

  private reserve(size: number): void {
    if (size <= this.terms.length) return;
    this.terms = grown(this.terms, size);
    this.words = grown(this.words, size);
    this.packed = grown(this.packed, size);
  }
}
