import { grown } from './growing';

/** Numbers per term, and their places. */
const STATE = 4;
const LIMIT = 1;
const WORDS = 2;
const COUNT = 3;

const FIRST_CAPACITY = 2;
const LARGEST_CAPACITY = 1024;

/** The low byte of a posting: 1 to 127 is the frequency in the first field, this says that all frequencies are in the next word. */
export const IN_NEXT_WORD = 0x80;

/** Documents are numbered below this. */
export const MAX_DOCUMENTS = 1 << 24;

/** Lists that lie one after the other: where each begins, a last start for the end, and how many postings each has. */
export interface LaidOut {
  readonly base: Uint32Array;
  readonly starts: Uint32Array;
  readonly counts: Uint32Array;
}

/**
 * Posting lists of all terms. A posting is a word `document << 8 | frequency`, or that with IN_NEXT_WORD and a word of packed frequencies;
 * the word 0 is empty. Lists that were laid out at once lie one after the other in `base`; what came later is in `chain`, per term a
 * chain of blocks, each twice as large as the one before with its successor's place behind it.
 */
export class PostingPool {
  /** What came later; replaced when it grows, so read it anew for each list. */
  chain = new Uint32Array(1 << 10);
  private used = 1;
  private heads = new Uint32Array(1 << 8);
  /** Per term side by side, since they are used together: next word's place, its block's end, words and postings in the chain. */
  private states = new Uint32Array(STATE << 8);

  /** Postings of each term in `base`; 0 where they are not counted yet. */
  private baseCounts: Uint32Array;

  constructor(
    private base: Uint32Array = new Uint32Array(0),
    /** Where a term's list begins in `base`, and a last one for the end. */
    private baseStarts: Uint32Array = new Uint32Array(1),
  ) {
    const terms = baseStarts.length - 1;
    this.reserveTerms(terms);
    this.baseCounts = new Uint32Array(terms);
  }

  /** Words in all lists, with some that are not used. */
  get words(): number {
    return this.base.length + this.used;
  }

  /** Takes in lists that were laid out elsewhere, as older than its own; it must have been made without any. */
  adopt({ base, starts, counts }: LaidOut): void {
    this.base = base;
    this.baseStarts = starts;
    this.baseCounts = counts;
    this.reserveTerms(counts.length);
  }

  /** Terms have numbers below this. */
  get termCount(): number {
    return this.heads.length;
  }

  /** Makes room for terms with numbers below `terms`. */
  reserveTerms(terms: number): void {
    if (terms <= this.heads.length) return;
    this.heads = grown(this.heads, terms);
    this.states = grown(this.states, STATE * this.heads.length);
  }

  /** `packed` are the frequencies of all fields, those of the first in the low bits. */
  append(term: number, document: number, packed: number): void {
    const { states } = this;
    const state = STATE * term;
    states[state + COUNT] = (states[state + COUNT] as number) + 1;
    if (packed < IN_NEXT_WORD) return this.push(term, document * 256 + packed);
    // A pair does not lie across two blocks.
    if ((states[state + LIMIT] as number) - (states[state] as number) === 1) this.push(term, 0);
    this.push(term, document * 256 + IN_NEXT_WORD);
    this.push(term, packed);
  }

  /** Postings of a term, those of removed documents included. */
  count(term: number): number {
    const later = term < this.heads.length ? (this.states[STATE * term + COUNT] as number) : 0;
    return later + this.countInBase(term);
  }

  private countInBase(term: number): number {
    if (term >= this.baseCounts.length) return 0;
    const known = this.baseCounts[term] as number;
    if (known > 0) return known;
    const count = postingsIn(this.base, this.baseStarts[term] as number, this.baseStarts[term + 1] as number);
    this.baseCounts[term] = count;
    return count;
  }

  /** Calls `visit` with each range of `base` and of `chain` that holds postings of a term, in the order they were added. */
  forEachRange(term: number, visit: (words: Uint32Array, from: number, to: number) => void): void {
    if (term + 1 < this.baseStarts.length) {
      const from = this.baseStarts[term] as number;
      const to = this.baseStarts[term + 1] as number;
      if (to > from) visit(this.base, from, to);
    }
    let left = term < this.heads.length ? (this.states[STATE * term + WORDS] as number) : 0;
    let capacity = FIRST_CAPACITY;
    for (let block = left > 0 ? (this.heads[term] as number) : 0; left > 0; ) {
      const here = Math.min(left, capacity);
      visit(this.chain, block, block + here);
      left -= here;
      if (left > 0) block = this.chain[block + capacity] as number;
      capacity = Math.min(LARGEST_CAPACITY, 2 * capacity);
    }
  }

  forEach(term: number, visit: (document: number, packed: number) => void): void {
    this.forEachRange(term, (words, from, to) => {
      for (let at = from; at < to; at++) {
        const word = words[at] as number;
        if ((word & 0xff) === 0) continue;
        visit(word >>> 8, (word & IN_NEXT_WORD) === 0 ? word & 0x7f : (words[++at] as number));
      }
    });
  }

  private push(term: number, word: number): void {
    const { states } = this;
    const state = STATE * term;
    let next = states[state] as number;
    if (next === states[state + LIMIT]) next = this.extend(term, next);
    this.chain[next] = word;
    states[state] = next + 1;
    states[state + WORDS] = (states[state + WORDS] as number) + 1;
  }

  private extend(term: number, limit: number): number {
    const words = this.states[STATE * term + WORDS] as number;
    // Blocks double, so the words so far tell the next one's size.
    const capacity = Math.min(LARGEST_CAPACITY, words + FIRST_CAPACITY);
    const size = capacity + 1;
    if (this.used + size > this.chain.length) this.chain = grown(this.chain, this.used + size);
    const block = this.used;
    this.used += size;
    if (words === 0) this.heads[term] = block;
    else this.chain[limit] = block;
    this.states[STATE * term + LIMIT] = block + capacity;
    return block;
  }
}

function postingsIn(words: Uint32Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    if (((words[at] as number) & IN_NEXT_WORD) !== 0) at++;
    count++;
  }
  return count;
}
