import { giveBack, grown } from './growing';
import { countAt, countPostingsWith, forEachPosting, forEachPostingOf, type LaidOut } from './posting-lists';
import type { SmallNumbers } from './small-numbers';

/** Numbers per term that has later postings, and their places. */
const STATE = 5;
const LIMIT = 1;
const WORDS = 2;
const COUNT = 3;
const HEAD = 4;

const FIRST_CAPACITY = 2;
const LARGEST_CAPACITY = 1024;

/** Words of what came later that lie in one array; no block lies across two. */
const SEGMENT_BITS = 18;
const SEGMENT = 1 << SEGMENT_BITS;
const FIRST_SEGMENT = 1 << 10;

/** Bytes that a word of what came later takes when it is laid out, with its share of all else; hardly more. */
const LAID_OUT_WORD = 1.05;

/** The low byte of a later posting: 1 to 127 is the frequency in the first field, this says that all frequencies are in the next word. */
const IN_NEXT_WORD = 0x80;

/** Documents are numbered below this. */
export const MAX_DOCUMENTS = 1 << 24;

const NOTHING: LaidOut = { bytes: new Uint8Array(0), starts: new Uint32Array(1) };

/**
 * Posting lists of all terms. Lists that were laid out at once are bytes. What came later is in segments, a posting a word
 * `document << 8 | frequency`, or that with IN_NEXT_WORD and a word of packed frequencies; the word 0 is empty. A term has there a
 * chain of blocks, each twice as large as the one before with its successor's place behind it. A place is one in all segments.
 */
export class PostingPool {
  /** What came later: the first grows until it is as long as the others. */
  private readonly segments: Uint32Array[] = [new Uint32Array(FIRST_SEGMENT)];
  private used = 1;
  /** By term: one more than the number of its state, 0 when nothing came later. */
  private stateOf = new Uint32Array(1 << 8);
  /** Side by side, since they are used together: next word's place, its block's end, words that the chain has room for, its postings, the first block. */
  private states = new Uint32Array(STATE << 8);
  private stateCount = 0;

  constructor(private laidOut: LaidOut = NOTHING) {}

  /** Words that hold what came later. */
  get laterWords(): number {
    return this.used - 1;
  }

  /** Bytes of the lists that were laid out. */
  get laidOutBytes(): number {
    return this.laidOut.bytes.length;
  }

  /** Bytes that all lists hardly take more of when they are laid out. */
  get mostBytes(): number {
    return this.laidOutBytes + Math.ceil(LAID_OUT_WORD * this.laterWords);
  }

  /** Takes in lists that were laid out elsewhere, as older than its own; it must have been made without any. */
  adopt(laidOut: LaidOut): void {
    this.laidOut = laidOut;
  }

  /** Gives its memory back at once; it must not be read any more. Collected later, it was the most that an index which grows held. */
  free(): void {
    for (const segment of this.segments.splice(0)) giveBack(segment);
    if (this.laidOut !== NOTHING) giveBack(this.laidOut.bytes);
    this.laidOut = NOTHING;
  }

  /** Terms have numbers below this. */
  get termCount(): number {
    return Math.max(this.stateOf.length, this.laidOut.starts.length - 1);
  }

  /** Makes room for terms with numbers below `terms`. */
  reserveTerms(terms: number): void {
    if (terms > this.stateOf.length) this.stateOf = grown(this.stateOf, terms);
  }

  /**
   * Appends to a term's postings those in `words[from, to)`, each as `laterWord` makes it; `packed` has, at the same place, the frequencies
   * of those that have a word of them.
   */
  append(term: number, words: Uint32Array, packed: Uint32Array, from: number, to: number): void {
    const state = this.stateFor(term);
    const { states } = this;
    states[state + COUNT] = (states[state + COUNT] as number) + to - from;
    let next = states[state] as number;
    let limit = states[state + LIMIT] as number;
    let segment = this.segments[next >>> SEGMENT_BITS] as Uint32Array;
    for (let at = from; at < to; at++) {
      const word = words[at] as number;
      const isPair = isFollowed(word);
      if (next === limit || (isPair && next + 1 === limit)) {
        next = this.extend(state, next);
        limit = states[state + LIMIT] as number;
        segment = this.segments[next >>> SEGMENT_BITS] as Uint32Array;
      }
      segment[next++ & (SEGMENT - 1)] = word;
      if (isPair) segment[next++ & (SEGMENT - 1)] = packed[at] as number;
    }
    states[state] = next;
  }

  /** Postings of a term, those of removed documents included. */
  count(term: number): number {
    const number = this.numberOf(term);
    const later = number === 0 ? 0 : (this.states[STATE * (number - 1) + COUNT] as number);
    const { from, to } = this.list(term);
    return from === to ? later : later + countAt(this.laidOut.bytes, from);
  }

  /** Postings of a term whose documents have another number than 0 in `numbers`. */
  countWith(term: number, numbers: SmallNumbers): number {
    const { bytes, from, to } = this.list(term);
    let count = to > from ? countPostingsWith(numbers, bytes, from, to) : 0;
    this.forEachLater(term, (words, first, end) => {
      count += countLaterWith(numbers, words, first, end);
    });
    return count;
  }

  /** The bytes of the laid out list of a term, empty when there is none. */
  list(term: number): { readonly bytes: Uint8Array; readonly from: number; readonly to: number } {
    const { bytes, starts } = this.laidOut;
    if (term + 1 >= starts.length) return { bytes, from: 0, to: 0 };
    return { bytes, from: starts[term] as number, to: starts[term + 1] as number };
  }

  /** Calls `visit` with each range of words that holds postings of a term, in the order they were added. */
  forEachLater(term: number, visit: (words: Uint32Array, from: number, to: number) => void): void {
    const number = this.numberOf(term);
    if (number === 0) return;
    const state = STATE * (number - 1);
    let left =
      (this.states[state + WORDS] as number) -
      ((this.states[state + LIMIT] as number) - (this.states[state] as number));
    let capacity = FIRST_CAPACITY;
    for (let block = this.states[state + HEAD] as number; left > 0; ) {
      const here = Math.min(left, capacity);
      const words = this.segments[block >>> SEGMENT_BITS] as Uint32Array;
      const first = block & (SEGMENT - 1);
      visit(words, first, first + here);
      left -= here;
      if (left > 0) block = words[first + capacity] as number;
      capacity = Math.min(LARGEST_CAPACITY, 2 * capacity);
    }
  }

  /** Calls `visit` with each posting of a term. */
  forEach(term: number, visit: (document: number, packed: number) => void): void {
    this.forEachLaidOut(term, visit);
    this.forEachLaterPosting(term, visit);
  }

  /** The same for what was laid out. */
  forEachLaidOut(term: number, visit: (document: number, packed: number) => void): void {
    const { bytes, from, to } = this.list(term);
    if (to > from) forEachPosting(bytes, from, to, visit);
  }

  /**
   * Calls `visit` with at least those postings of a term whose documents are among some, which ascend; with fewer others when these are the
   * ones that have another number than 0 in `numbers`.
   */
  forEachOf(
    documents: Uint32Array,
    term: number,
    visit: (document: number, packed: number) => void,
    numbers?: SmallNumbers,
  ): void {
    const { bytes, from, to } = this.list(term);
    if (to > from) forEachPostingOf(documents, bytes, from, to, visit, numbers);
    this.forEachLaterPosting(term, visit);
  }

  private forEachLaterPosting(term: number, visit: (document: number, packed: number) => void): void {
    this.forEachLater(term, (words, first, end) => {
      for (let at = first; at < end; at++) {
        const word = words[at] as number;
        if ((word & 0xff) === 0) continue;
        visit(word >>> 8, isFollowed(word) ? (words[++at] as number) : word & 0x7f);
      }
    });
  }

  private numberOf(term: number): number {
    return term < this.stateOf.length ? (this.stateOf[term] as number) : 0;
  }

  private addState(term: number): number {
    const number = this.stateCount++;
    if (STATE * this.stateCount > this.states.length) this.states = grown(this.states, STATE * this.stateCount);
    this.stateOf[term] = this.stateCount;
    return number;
  }

  /** Where the state of a term begins that gets postings. */
  private stateFor(term: number): number {
    const number = this.stateOf[term] as number;
    return STATE * (number === 0 ? this.addState(term) : number - 1);
  }

  /** Ends the block that is written up to `next`, and returns where the one after it begins. */
  private extend(state: number, next: number): number {
    const { states } = this;
    const limit = states[state + LIMIT] as number;
    // A pair does not lie across two blocks, so that a word may be left.
    if (next < limit) (this.segments[next >>> SEGMENT_BITS] as Uint32Array)[next & (SEGMENT - 1)] = 0;
    const words = states[state + WORDS] as number;
    // Blocks double, so the words so far tell the next one's size.
    const capacity = Math.min(LARGEST_CAPACITY, words + FIRST_CAPACITY);
    const block = this.room(capacity + 1);
    if (words === 0) states[state + HEAD] = block;
    else (this.segments[limit >>> SEGMENT_BITS] as Uint32Array)[limit & (SEGMENT - 1)] = block;
    states[state + LIMIT] = block + capacity;
    states[state + WORDS] = words + capacity;
    return block;
  }

  /** The place of `size` words that nothing uses. */
  private room(size: number): number {
    const { segments } = this;
    const last = segments.length - 1;
    const from = this.used & (SEGMENT - 1);
    const isNew = this.used >>> SEGMENT_BITS > last;
    if (isNew || from + size > SEGMENT) {
      segments.push(new Uint32Array(SEGMENT));
      this.used = (last + 1) * SEGMENT;
    } else if (from + size > (segments[last] as Uint32Array).length)
      segments[last] = grown(segments[last] as Uint32Array, from + size);
    const place = this.used;
    this.used += size;
    return place;
  }
}

/** The word of a posting; where `isFollowed` says so, one of its frequencies comes next. */
export function laterWord(document: number, packed: number): number {
  return (document << 8) | (packed < IN_NEXT_WORD ? packed : IN_NEXT_WORD);
}

export function isFollowed(word: number): boolean {
  return (word & IN_NEXT_WORD) !== 0;
}

function countLaterWith(numbers: SmallNumbers, words: Uint32Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const word = words[at] as number;
    if ((word & 0xff) === 0) continue;
    if (numbers[word >>> 8] !== 0) count++;
    if (isFollowed(word)) at++;
  }
  return count;
}
