import { contextKey } from './context-key';
import type { Vocabulary } from './vocabulary';

/** Tokens that a segment holds; positions fit 16 bits. */
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
export class Segment<Owner> {
  readonly tokens = new Uint32Array(SEGMENT_TOKENS);
  private readonly chain = new Uint16Array(SEGMENT_TOKENS);
  private readonly heads = new Uint16Array(BUCKETS);
  private readonly pages: (Piece<Owner> | undefined)[] = [];
  private readonly pieces = new Set<Piece<Owner>>();
  private end = 0;
  private wiped = 0;

  static readonly bytes = SEGMENT_TOKENS * 6 + BUCKETS * 2;

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
    const { tokens, chain, heads } = this;
    tokens.set(codes, piece.start);
    this.end = piece.start + piece.length;
    this.pieces.add(piece);
    for (let page = piece.start >> PAGE_BITS; page << PAGE_BITS < this.end; page++) this.pages[page] = piece;
    for (let i = piece.start + 1; i < this.end; i++) {
      const bucket = contextKey(tokens, i, piece.start, words).hash & (BUCKETS - 1);
      chain[i] = heads[bucket] ?? NONE;
      heads[bucket] = i;
    }
    return piece;
  }

  codesOf(piece: Piece<Owner>): Uint32Array {
    return this.tokens.slice(piece.start, piece.start + piece.length);
  }

  /** Wipes a piece at once. */
  remove(piece: Piece<Owner>): void {
    const end = piece.start + piece.length;
    this.tokens.fill(0, piece.start, end);
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
