import { contextKey } from './context-key';
import { type LastNumbers, SegmentCodes } from './segment-codes';
import type { TokenStream } from './token-stream';
import type { Vocabulary } from './vocabulary';

/** Tokens that a segment holds; positions fit 16 bits, and so do numbers of its codes: line borders come again. */
export const SEGMENT_TOKENS = 1 << 16;
const PAGE_BITS = 6;
const PAGE = 1 << PAGE_BITS;
const PAGES = SEGMENT_TOKENS >> PAGE_BITS;
const BUCKETS = 1 << 14;
const NONE = 0;

/** A part of a learned file inside one segment. */
export interface Piece<Owner> {
  readonly owner: Owner;
  readonly segment: Segment<Owner>;
  readonly start: number;
  readonly length: number;
}

/**
 * A stretch of the token stream with a chain through all positions that share a context. It is only appended to; a piece that
 * is taken away is wiped, and its place stays empty until the segment as a whole is given up.
 */
export class Segment<Owner> implements TokenStream {
  readonly numbers: Uint16Array;
  private readonly known: SegmentCodes;
  private readonly chain: Uint16Array;
  private readonly heads: Uint16Array;
  /** By page, the place in `pieces` of the piece that it belongs to. */
  private readonly pages: Uint16Array;
  /** In the order they came, behind a place for pages that belong to none; those that were taken away leave holes. */
  private readonly pieces: (Piece<Owner> | undefined)[] = [undefined];
  private end = 0;
  private wiped = 0;

  constructor(last: LastNumbers) {
    this.known = new SegmentCodes(last);
    // In one block: the operating system gives whole pages to each.
    const [numbers, chain, heads, pages] = arraysOf([SEGMENT_TOKENS, SEGMENT_TOKENS, BUCKETS, PAGES]);
    this.numbers = numbers as Uint16Array;
    this.chain = chain as Uint16Array;
    this.heads = heads as Uint16Array;
    this.pages = pages as Uint16Array;
  }

  get codes(): Uint32Array {
    return this.known.byNumber;
  }

  get bytes(): number {
    return this.numbers.buffer.byteLength + this.codes.byteLength;
  }

  /** Tokens that still fit. */
  get room(): number {
    return SEGMENT_TOKENS - this.nextStart;
  }

  /** Whether more than half of it is wiped. */
  get wasteful(): boolean {
    return this.wiped * 2 > this.end;
  }

  get live(): readonly Piece<Owner>[] {
    return this.pieces.filter((piece) => piece !== undefined);
  }

  /** Appends tokens for which there is room; the first one is a gap. */
  append(owner: Owner, codes: Uint32Array, words: Vocabulary): Piece<Owner> {
    const piece: Piece<Owner> = { owner, segment: this, start: this.nextStart, length: codes.length };
    const { numbers, known, chain, heads } = this;
    for (let i = 0; i < codes.length; i++) numbers[piece.start + i] = known.add(codes[i] ?? 0);
    this.end = piece.start + piece.length;
    this.pages.fill(this.pieces.push(piece) - 1, piece.start >> PAGE_BITS, pagesTo(this.end));
    for (let i = 1; i < codes.length; i++) {
      const bucket = contextKey(codes, i, 0, words).hash & (BUCKETS - 1);
      chain[piece.start + i] = heads[bucket] ?? NONE;
      heads[bucket] = piece.start + i;
    }
    return piece;
  }

  /** Gives back what was held ready for appending. */
  trim(): void {
    this.known.trim();
  }

  codesOf(piece: Piece<Owner>): Uint32Array {
    const { numbers, codes } = this;
    const found = new Uint32Array(piece.length);
    for (let i = 0; i < piece.length; i++) found[i] = codes[numbers[piece.start + i] ?? 0] ?? 0;
    return found;
  }

  /** Wipes a piece at once. */
  remove(piece: Piece<Owner>): void {
    const end = piece.start + piece.length;
    this.numbers.fill(0, piece.start, end);
    this.pieces[this.pages[piece.start >> PAGE_BITS] ?? NONE] = undefined;
    this.pages.fill(NONE, piece.start >> PAGE_BITS, pagesTo(end));
    this.wiped += piece.length;
  }

  /** Calls `visit` with positions whose context may have this hash, newest first; returns how many of `limit` are left. */
  visit(hash: number, limit: number, visit: (position: number, piece: Piece<Owner>) => void): number {
    let left = limit;
    let position = this.heads[hash & (BUCKETS - 1)] ?? NONE;
    for (; position !== NONE && left > 0; left--) {
      const piece = this.pieces[this.pages[position >> PAGE_BITS] ?? NONE];
      if (piece !== undefined) visit(position, piece);
      position = this.chain[position] ?? NONE;
    }
    return left;
  }

  private get nextStart(): number {
    return pagesTo(this.end) << PAGE_BITS;
  }
}

/** Pages that hold the positions below `end`. */
function pagesTo(end: number): number {
  return (end + PAGE - 1) >> PAGE_BITS;
}

/** Arrays of these lengths, one after the other in the same memory. */
function arraysOf(lengths: readonly number[]): Uint16Array[] {
  const room = new Uint16Array(lengths.reduce((sum, length) => sum + length, 0));
  let from = 0;
  return lengths.map((length) => room.subarray(from, (from += length)));
}
