import { contextKey } from './context-key';
import { type LastNumbers, SegmentCodes } from './segment-codes';
import type { TokenStream } from './token-stream';
import type { Vocabulary } from './vocabulary';

/** Tokens that a segment holds; positions fit 16 bits, and so do numbers of its codes: line borders come again. */
export const SEGMENT_TOKENS = 1 << 16;
const PAGE_BITS = 6;
const PAGE = 1 << PAGE_BITS;
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
  readonly numbers = new Uint16Array(SEGMENT_TOKENS);
  private readonly known: SegmentCodes;
  private readonly chain = new Uint16Array(SEGMENT_TOKENS);
  private readonly heads = new Uint16Array(BUCKETS);
  private readonly pages: (Piece<Owner> | undefined)[] = [];
  private readonly pieces = new Set<Piece<Owner>>();
  private end = 0;
  private wiped = 0;

  constructor(last: LastNumbers) {
    this.known = new SegmentCodes(last);
  }

  get codes(): Uint32Array {
    return this.known.byNumber;
  }

  get bytes(): number {
    return SEGMENT_TOKENS * 4 + BUCKETS * 2 + this.codes.byteLength;
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
    return [...this.pieces];
  }

  /** Appends tokens for which there is room; the first one is a gap. */
  append(owner: Owner, codes: Uint32Array, words: Vocabulary): Piece<Owner> {
    const piece: Piece<Owner> = { owner, segment: this, start: this.nextStart, length: codes.length };
    const { numbers, known, chain, heads } = this;
    for (let i = 0; i < codes.length; i++) numbers[piece.start + i] = known.add(codes[i] ?? 0);
    this.end = piece.start + piece.length;
    this.pieces.add(piece);
    for (let page = piece.start >> PAGE_BITS; page << PAGE_BITS < this.end; page++) this.pages[page] = piece;
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
    for (let page = piece.start >> PAGE_BITS; page << PAGE_BITS < end; page++) this.pages[page] = undefined;
    this.pieces.delete(piece);
    this.wiped += piece.length;
  }

  /** Calls `visit` with positions whose context may have this hash, newest first; returns how many of `limit` are left. */
  visit(hash: number, limit: number, visit: (position: number, piece: Piece<Owner>) => void): number {
    let left = limit;
    let position = this.heads[hash & (BUCKETS - 1)] ?? NONE;
    for (; position !== NONE && left > 0; left--) {
      const piece = this.pages[position >> PAGE_BITS];
      if (piece !== undefined) visit(position, piece);
      position = this.chain[position] ?? NONE;
    }
    return left;
  }

  private get nextStart(): number {
    return (this.end + PAGE - 1) & ~(PAGE - 1);
  }
}
