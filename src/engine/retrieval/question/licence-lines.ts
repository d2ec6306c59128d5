import { splitLines } from '../../text';

const LICENCE = /\b(?:licen[cs]ed?|copyright|spdx-license-identifier|all rights reserved)\b/i;
const LINE_COMMENT = /^\s*(?:\/\/|#(?![!\w])|--|;)/;
const BLOCK_BEGIN = /^\s*(?:\/\*|<!--)/;
const BLOCK_END = /\*\/|-->/;
const MOST_LINES = 80;
/** Lines that are cut out of a text first: a comment, what may stand before it, and some blank lines. */
const LINES_OF_BEGINNING = MOST_LINES + 8;

/** How many lines of a file's beginning only say who may use it, the blank ones after them included; 0 without such a comment. */
export function licenceLines(text: string): number {
  if (!beginWithComment(beginningOf(text, 2))) return 0;
  const lines = beginningOf(text, LINES_OF_BEGINNING);
  const count = licenceAmong(lines);
  return count < lines.length ? count : licenceAmong(splitLines(text));
}

/** At least so many lines, or all. */
function beginningOf(text: string, count: number): readonly string[] {
  let end = 0;
  for (let found = 0; found < count; found++) {
    end = text.indexOf('\n', end) + 1;
    if (end === 0) return splitLines(text);
  }
  return splitLines(text.slice(0, end));
}

function beginWithComment(lines: readonly string[]): boolean {
  const first = lines[lineOfBegin(lines)] ?? '';
  return BLOCK_BEGIN.test(first) || LINE_COMMENT.test(first);
}

/** The first line that a program does not begin with to tell who runs it. */
function lineOfBegin(lines: readonly string[]): number {
  return lines[0]?.startsWith('#!') ? 1 : 0;
}

function licenceAmong(lines: readonly string[]): number {
  const begin = lineOfBegin(lines);
  const end = commentEnd(lines, begin);
  if (end === begin || !lines.slice(begin, end).some((line) => LICENCE.test(line))) return 0;
  let next = end;
  while (next < lines.length && lines[next]?.trim() === '') next++;
  return next;
}

/** The line after the comment that begins at `from`; `from` when there is none, or none that ends soon. */
function commentEnd(lines: readonly string[], from: number): number {
  const last = Math.min(lines.length, from + MOST_LINES);
  if (BLOCK_BEGIN.test(lines[from] ?? '')) {
    const end = lines.slice(from, last).findIndex((line) => BLOCK_END.test(line));
    return end < 0 ? from : from + end + 1;
  }
  let end = from;
  while (end < last && LINE_COMMENT.test(lines[end] as string)) end++;
  return end;
}
