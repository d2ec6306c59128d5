import { isBorder, type TokenCode } from './vocabulary';

/** A run of lines that an earlier version has and the document has not, as positions in the earlier version's codes. */
export interface EarlierRun {
  /** Where the line before the run begins. */
  readonly before: number;
  readonly start: number;
  /** Position of the border behind the last line. */
  readonly end: number;
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly hash: number;
}

const LINES_SEARCHED = 200;
const LINES_BEFORE = 40;
const LINES_AFTER = 60;
const MIN_ANCHOR_TOKENS = 3;

/**
 * What stood near the cursor in an earlier version of the document and is gone. The place is found by the nearest line, upwards
 * first, that the earlier version has exactly once. `isOwn` says whether a line, by its first position and the one behind its
 * last, is the cursor's own.
 */
export function earlierRuns(
  earlier: ArrayLike<TokenCode>,
  codes: readonly TokenCode[],
  above: number,
  isOwn: (start: number, end: number) => boolean,
): EarlierRun[] {
  const now = linesOf(codes);
  const old = linesOf(earlier);
  const places = new Map<number, number>();
  old.forEach(({ hash }, i) => places.set(hash, places.has(hash) ? -1 : i));
  const cursor = now.findIndex(({ start }) => start > above);
  const border = cursor < 0 ? now.length : cursor;
  const anchorOf = (line: Line | undefined): number | undefined => {
    if (line === undefined || line.end - line.start < MIN_ANCHOR_TOKENS) return undefined;
    const place = places.get(line.hash) ?? -1;
    return place < 0 ? undefined : place;
  };
  let anchor: number | undefined;
  for (let i = 1; i <= LINES_SEARCHED && anchor === undefined; i++) anchor = anchorOf(now[border - i]);
  for (let i = 0; i < LINES_SEARCHED && anchor === undefined; i++) anchor = anchorOf(now[border + i]);
  if (anchor === undefined) return [];
  const present = new Set(now.map(({ hash }) => hash));
  const isGone = ({ hash, start, end }: Line): boolean => !present.has(hash) && !isOwn(start, end);
  const runs: EarlierRun[] = [];
  const last = Math.min(old.length, anchor + LINES_AFTER);
  for (let i = Math.max(0, anchor - LINES_BEFORE); i < last; i++) {
    const from = i;
    while (i < last && isGone(old[i] as Line)) i += 1;
    if (i === from) continue;
    const start = old[from]?.start ?? 0;
    runs.push({ before: old[from - 1]?.start ?? start, start, end: old[i - 1]?.end ?? start });
  }
  return runs;
}

function linesOf(codes: ArrayLike<TokenCode>): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (!isBorder(code)) {
      hash = Math.imul(hash ^ (code >> 1), 0x01000193);
      hash ^= hash >>> 13;
      continue;
    }
    if (i > start) lines.push({ start, end: i, hash });
    start = i + 1;
    hash = 0x811c9dc5;
  }
  return lines;
}
