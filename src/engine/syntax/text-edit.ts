import type { Edit, Point } from 'web-tree-sitter';

/** Comparing slices is many times faster than comparing unit by unit. */
const stride = 2_048;

/** A shorter stretch between two changes is parsed again in no time. */
const leastBetween = 1_000;
/** What is taken out or put in before text that has only moved is hardly longer. */
const longestMoving = 4_000;
/** So much of the text that has moved is looked for; UTF-16 units. */
const probe = 200;

/** A stretch of a text, and what takes its place. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly written: string;
}

/**
 * The edits that turn `before` into `after`, the last in the text first: what lies between their common start and their common end, in two
 * where that is mostly text that has moved. One types here, takes it back and types there, and all between would be parsed again.
 */
export function textEdits(before: string, after: string): Edit[] {
  const change = changeOf(before, after);
  return (apart(before, after, change) ?? [change]).map((one) => editOf(before, one));
}

function changeOf(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + stride <= shorter && before.slice(start, start + stride) === after.slice(start, start + stride))
    start += stride;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (splitsPair(before, start) || splitsPair(after, start)) start--;
  let same = 0;
  while (same + stride <= shorter - start && tail(before, same) === tail(after, same)) same += stride;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  if (splitsPair(before, before.length - same) || splitsPair(after, after.length - same)) same--;
  return { start, end: before.length - same, written: after.slice(start, after.length - same) };
}

/** A change as two, when something is put in on one side of a long text, and something taken out on its other side. */
function apart(before: string, after: string, { start, end, written }: Change): readonly Change[] | undefined {
  const removed = before.slice(start, end);
  if (Math.min(removed.length, written.length) < leastBetween) return undefined;
  const outFirst = movedBy(removed, written);
  if (outFirst !== undefined) {
    const kept = removed.length - outFirst;
    if (splitsPair(before, start + outFirst) || splitsPair(after, start + kept)) return undefined;
    return [
      { start: end, end, written: written.slice(kept) },
      { start, end: start + outFirst, written: '' },
    ];
  }
  const inFirst = movedBy(written, removed);
  if (inFirst === undefined) return undefined;
  const kept = written.length - inFirst;
  if (splitsPair(after, start + inFirst) || splitsPair(before, start + kept)) return undefined;
  return [
    { start: start + kept, end, written: '' },
    { start, end: start, written: written.slice(0, inFirst) },
  ];
}

/** How many units of `longer` come before what `other` begins with, all the rest being there too; undefined when that is not so. */
function movedBy(longer: string, other: string): number | undefined {
  const at = longer.slice(0, longestMoving + probe).indexOf(other.slice(0, probe));
  return at >= 0 && other.startsWith(longer.slice(at)) ? at : undefined;
}

/** A change as a parser is told of it. */
export function editOf(before: string, { start, end, written }: Change): Edit {
  const startPosition = pointAt(before, start);
  return {
    startIndex: start,
    oldEndIndex: end,
    newEndIndex: start + written.length,
    startPosition,
    oldEndPosition: pointAt(before.slice(start, end), end - start, startPosition),
    newEndPosition: pointAt(written, written.length, startPosition),
  };
}

/** Row and column of a UTF-16 offset, when the text begins at `from`. */
export function pointAt(text: string, offset: number, from: Point = { row: 0, column: 0 }): Point {
  let row = from.row;
  let lineStart = -1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at;
  }
  return lineStart < 0 ? { row, column: from.column + offset } : { row, column: offset - lineStart - 1 };
}

/** The stride of text that ends so many units before the text's end. */
function tail(text: string, end: number): string {
  return text.slice(text.length - end - stride, text.length - end);
}

function splitsPair(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false;
  const low = text.charCodeAt(offset);
  const high = text.charCodeAt(offset - 1);
  return low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff;
}
