import { isBorder, type TokenCode } from './vocabulary';
import type { Shape } from './word-shape';

/** The open document, cut into codes around the cursor. */
export interface DocumentView {
  /**
   * Lines above, a gap, lines below, a gap, then lines that stood near the cursor earlier; the cursor's own line is not there.
   */
  readonly codes: readonly TokenCode[];
  readonly shapes: readonly Shape[];
  /** Number of codes that stand above the cursor. */
  readonly above: number;
  /** Where the earlier lines begin. */
  readonly earlier: number;
  /** How a line of these tokens was indented earlier, as the border before it, when it is gone; spacing does not count. */
  readonly goneLine: (codes: readonly TokenCode[]) => TokenCode | undefined;
  /** Whether what stands at a position counts; what only leads up to an earlier line does not. */
  readonly counts: (position: number) => boolean;
  /** Calls `visit` with each position that counts and whose preceding token may be this one, spacing aside. */
  readonly followers: (code: TokenCode, visit: (position: number) => void) => void;
  /** Calls `visit` with each position that counts and whose two preceding tokens may have these shapes, the last one first. */
  readonly alike: (last: Shape, before: Shape, visit: (position: number) => void) => void;
  /** Where else a word stands. */
  readonly occurrences: (code: TokenCode) => Occurrences;
  /**
   * Summed weight of the words, by code without spacing, and of the signs and keywords above the cursor; one occurrence counts
   * less the farther it is.
   */
  readonly recent: ReadonlyMap<TokenCode, number>;
  /** Tokens before the cursor's line, then those typed on it, without the one still being typed. */
  readonly context: readonly TokenCode[];
  /** Where the typed tokens begin in `context`. */
  readonly lineStart: number;
  /** Start of a token that may go on, or empty. */
  readonly partial: string;
  /** Whether white space stands right before the cursor on a line that has text. */
  readonly afterSpace: boolean;
  /** Typed part of the line without indentation. */
  readonly typed: string;
}

/** Places of one word in the document around the cursor. */
export interface Occurrences {
  /** Last position above the cursor, or -1. */
  readonly last: number;
  /** Number of places above, four at most. */
  readonly above: number;
  readonly below: boolean;
}

/** Codes with their shapes; `silent` holds positions that do not count. */
export interface Stream {
  readonly codes: TokenCode[];
  readonly shapes: Shape[];
  readonly silent: Set<number>;
}

const CHAINS = 1 << 12;

type Places = Pick<DocumentView, 'goneLine' | 'counts' | 'followers' | 'alike' | 'occurrences'>;

/** Finds places in the stream by what stands before them. */
export function placesIn({ codes, shapes, silent }: Stream, above: number, earlier: number): Places {
  const counts = (position: number): boolean => !silent.has(position);
  const byToken = chainOf(codes.length, (i) => (counts(i) ? tokenBucket(codes[i - 1] ?? 0) : -1));
  const byShapes = chainOf(codes.length, (i) =>
    i > 1 && counts(i) ? shapesBucket(shapes[i - 1] ?? 0, shapes[i - 2] ?? 0) : -1,
  );
  const followers: Places['followers'] = (code, visit) => byToken(tokenBucket(code), visit);
  return {
    goneLine: goneLines(codes, earlier, counts),
    counts,
    followers,
    alike: (last, before, visit) => byShapes(shapesBucket(last, before), visit),
    occurrences: occurrencesIn(codes, above, earlier, followers),
  };
}

function goneLines(
  codes: readonly TokenCode[],
  earlier: number,
  counts: DocumentView['counts'],
): DocumentView['goneLine'] {
  const keyOf = (line: readonly TokenCode[]): string => line.map((code) => code >> 1).join();
  const borders = new Map<string, TokenCode>();
  let start = earlier;
  for (let i = earlier; i < codes.length; i++) {
    if (!isBorder(codes[i] ?? 0)) continue;
    if (i > start && counts(start)) borders.set(keyOf(codes.slice(start, i)), codes[start - 1] ?? 0);
    start = i + 1;
  }
  return (line) => borders.get(keyOf(line));
}

function tokenBucket(code: TokenCode): number {
  return (code >> 1) & (CHAINS - 1);
}

function shapesBucket(last: Shape, before: Shape): number {
  return (Math.imul(last, 31) ^ Math.imul(before, 1021)) & (CHAINS - 1);
}

/** Chains the positions of each bucket, the last one first; a negative bucket leaves a position out. */
function chainOf(length: number, bucketAt: (position: number) => number) {
  const heads = new Int32Array(CHAINS).fill(-1);
  const chain = new Int32Array(length);
  for (let i = 1; i < length; i++) {
    const bucket = bucketAt(i);
    if (bucket < 0) continue;
    chain[i] = heads[bucket] ?? -1;
    heads[bucket] = i;
  }
  return (bucket: number, visit: (position: number) => void): void => {
    for (let i = heads[bucket] ?? -1; i > 0; i = chain[i] ?? -1) visit(i);
  };
}

function occurrencesIn(
  codes: readonly TokenCode[],
  above: number,
  earlier: number,
  followers: DocumentView['followers'],
): DocumentView['occurrences'] {
  const known = new Map<number, Occurrences>();
  return (code) => {
    const id = code >> 1;
    let found = known.get(id);
    if (found === undefined) {
      let last = -1;
      let count = 0;
      let below = false;
      followers(code, (position) => {
        if (count > 3 || position > earlier || (codes[position - 1] ?? 0) >> 1 !== id) return;
        if (position - 1 >= above) below = true;
        else {
          count += 1;
          if (last < 0) last = position - 1;
        }
      });
      found = { last, above: count, below };
      known.set(id, found);
    }
    return found;
  };
}

const RECENT_TOKENS = 3000;
const RECENT_DECAY = 60;
const RECENT_NAMES = 64;
const RECENT_SIGNS = 40;

/** The heaviest recent tokens above the cursor. */
export function recentTokens(
  codes: readonly TokenCode[],
  above: number,
  isName: (code: TokenCode) => boolean,
): Map<TokenCode, number> {
  const names = new Map<TokenCode, number>();
  const signs = new Map<TokenCode, number>();
  const first = Math.max(0, above - RECENT_TOKENS);
  for (let i = above - 1; i >= first; i--) {
    const code = codes[i] ?? 0;
    if (isBorder(code)) continue;
    const name = isName(code);
    const key = name ? code & ~1 : code;
    const into = name ? names : signs;
    into.set(key, (into.get(key) ?? 0) + RECENT_DECAY / (RECENT_DECAY + above - i));
  }
  return new Map([...heaviest(names, RECENT_NAMES), ...heaviest(signs, RECENT_SIGNS)]);
}

function heaviest(weights: Map<TokenCode, number>, count: number): [TokenCode, number][] {
  return [...weights].sort(([, a], [, b]) => b - a).slice(0, count);
}
