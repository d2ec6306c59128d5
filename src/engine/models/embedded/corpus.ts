import { finished } from '../../host';
import { LEARNED_TOKENS } from './constants';
import { contextKey } from './context-key';
import { type Piece, Segment, SEGMENT_TOKENS } from './segment';
import { LastNumbers } from './segment-codes';
import type { TokenStream } from './token-stream';
import { indentOf, MAX_LINE_LENGTH, tokenizeTrimmed } from './tokenize';
import { borderFor, GAP, type TokenCode, Vocabulary } from './vocabulary';

/** Tokens that are cut without a pause. */
const TOKENS_A_STEP = 1 << 13;

/** What the model knows of one learned file. */
export interface LearnedFile {
  readonly uri: string;
  readonly folder: string;
  /** Group of languages whose lines may complete each other. */
  readonly family: string;
}

interface Learned {
  readonly pieces: Piece<LearnedFile>[];
  /** UTF-16 units of the learned text. */
  readonly size: number;
}

/**
 * The learned files as token codes in segments. Adding a file and taking one away cost time in proportion to that file and
 * to one segment at most; what is taken away is wiped at once.
 */
export class Corpus {
  readonly vocabulary = new Vocabulary();
  private segments: Segment<LearnedFile>[] = [];
  private readonly lastNumbers = new LastNumbers();
  private files = new Map<string, Learned>();
  private learnedSize = 0;
  private learnedTokens = 0;

  constructor(private readonly mostTokens = LEARNED_TOKENS) {}

  get fileCount(): number {
    return this.files.size;
  }

  /** UTF-16 units of all learned texts. */
  get size(): number {
    return this.learnedSize;
  }

  get tokenCount(): number {
    return this.learnedTokens;
  }

  /** Bytes held by the segments; token texts come on top, estimated from their number. */
  get bytes(): number {
    return this.segments.reduce((sum, { bytes }) => sum + bytes, this.vocabulary.size * 72);
  }

  /** Adds a file that is not there yet; false, and nothing added, when it would take the tokens over their limit. */
  add(uri: string, text: string, family: string): boolean {
    return finished(this.addSteps(uri, text, family));
  }

  /** `add` in steps of a few milliseconds, of which the last makes the file known; ended early it adds nothing. */
  *addSteps(uri: string, text: string, family: string): Generator<undefined, boolean> {
    const codes: TokenCode[] = [];
    let isKept = false;
    try {
      yield* this.encode(text, codes);
      isKept = this.hasRoomFor(codes);
      if (isKept) this.append(uri, text, family, Uint32Array.from(codes));
      return isKept;
    } finally {
      if (!isKept) for (const code of codes) this.vocabulary.release(code);
    }
  }

  private append(uri: string, text: string, family: string, codes: Uint32Array): void {
    const file: LearnedFile = { uri, folder: folderOf(uri), family };
    const pieces: Piece<LearnedFile>[] = [];
    this.files.set(uri, { pieces, size: text.length });
    this.learnedSize += text.length;
    for (let from = 0; from < codes.length; from += SEGMENT_TOKENS - 1) {
      const part = codes.slice(from, from + SEGMENT_TOKENS - 1);
      const piece = this.place(file, from === 0 ? part : withGap(part));
      pieces.push(piece);
      this.learnedTokens += piece.length;
    }
  }

  /** The token codes of a learned file, or nothing. */
  codesOf(uri: string): Uint32Array {
    const codes = this.files.get(uri)?.pieces.map((piece) => piece.segment.codesOf(piece)) ?? [];
    return codes.length === 1 ? (codes[0] as Uint32Array) : Uint32Array.from(codes.flatMap((part) => [...part]));
  }

  /** Takes a file away and wipes its tokens. */
  remove(uri: string): boolean {
    const learned = this.files.get(uri);
    if (learned === undefined) return false;
    this.files.delete(uri);
    this.learnedSize -= learned.size;
    for (const piece of learned.pieces) {
      const codes = piece.segment.codesOf(piece);
      for (const code of codes) this.vocabulary.release(code);
      this.learnedTokens -= codes.length;
      piece.segment.remove(piece);
      if (piece.segment.wasteful) this.giveUp(piece.segment);
    }
    return true;
  }

  /**
   * Calls `visit` for learned positions whose preceding tokens may end like `context`, newest first, at most `limit`.
   * Different contexts may share a chain: only positions that share at least `needed` tokens with the context count.
   */
  visit(
    context: readonly TokenCode[],
    limit: number,
    visit: (tokens: TokenStream, position: number, start: number, file: LearnedFile, needed: number) => void,
  ): void {
    const { hash, length } = contextKey(context, context.length, 0, this.vocabulary);
    let left = limit;
    for (let i = this.segments.length - 1; i >= 0 && left > 0; i--) {
      const segment = this.segments[i] as Segment<LearnedFile>;
      left = segment.visit(hash, left, (position, { start, owner }) => {
        visit(segment, position, start, owner, length);
      });
    }
  }

  private place(file: LearnedFile, codes: Uint32Array): Piece<LearnedFile> {
    let segment = this.segments.at(-1);
    if (segment === undefined || segment.room < codes.length) {
      segment?.trim();
      segment = new Segment(this.lastNumbers);
      this.segments.push(segment);
    }
    return segment.append(file, codes, this.vocabulary);
  }

  /** Moves what is left of a segment to the end of the stream. */
  private giveUp(segment: Segment<LearnedFile>): void {
    this.segments = this.segments.filter((other) => other !== segment);
    for (const piece of segment.live) {
      const pieces = this.files.get(piece.owner.uri)?.pieces ?? [];
      pieces[pieces.indexOf(piece)] = this.place(piece.owner, segment.codesOf(piece));
    }
  }

  private hasRoomFor({ length }: readonly TokenCode[]): boolean {
    return this.learnedTokens + length <= this.mostTokens;
  }

  /** Ends where there is no room any more: most files of a large workspace come when all is taken. */
  private *encode(text: string, codes: TokenCode[]): Generator<undefined> {
    codes.push(GAP);
    let indent = -1;
    let nextStep = TOKENS_A_STEP;
    for (const line of text.split('\n')) {
      if (!this.hasRoomFor(codes)) return;
      if (codes.length > nextStep) {
        nextStep = codes.length + TOKENS_A_STEP;
        yield;
      }
      const trimmed = line.trim();
      if (trimmed === '') continue;
      if (trimmed.length > MAX_LINE_LENGTH) {
        indent = -1;
        continue;
      }
      const width = indentOf(line);
      if (codes.length > 1) codes.push(indent < 0 ? GAP : borderFor(indent, width));
      indent = width;
      for (const token of tokenizeTrimmed(trimmed)) codes.push(this.vocabulary.acquire(token));
    }
    codes.push(GAP);
  }
}

function withGap(codes: Uint32Array): Uint32Array {
  const whole = new Uint32Array(codes.length + 1);
  whole[0] = GAP;
  whole.set(codes, 1);
  return whole;
}

/** Folder part of a URI, up to its last slash. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}
