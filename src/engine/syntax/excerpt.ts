import { indentationOf } from './cursor-text';
import type { LexicalRules } from './lexical-rules';
import { closerOf, scanLines } from './lexical-scan';

/** Text around a cursor that parses much as the whole document would at the cursor. */
export interface Excerpt {
  readonly prefix: string;
  readonly suffix: string;
}

/** UTF-16 units before the cursor after which the excerpt may begin, and those after which it must. */
const LEAST_BEFORE = 1_500;
const MOST_BEFORE = 5_000;
const AFTER = 300;
/** Where lines are so long that more would be taken, the excerpt begins and ends within a line. */
const LONGEST = 20_000;
/** How far back the lines that open what the excerpt stands in are looked for. */
const HEADERS_BEFORE = 40_000;
const HEADER_LINES = 6;

/** The lines around a cursor, below the lines that open the blocks they stand in, with what is left open closed. */
export function excerptAt(prefix: string, suffix: string, rules: LexicalRules): Excerpt {
  const lineStart = startOf(prefix);
  const start = prefix.length - lineStart > LONGEST ? prefix.length - MOST_BEFORE : lineStart;
  const before = headersAbove(prefix, start) + prefix.slice(start);
  const lineEnd = suffix.indexOf('\n', AFTER);
  if (lineEnd < 0 && suffix.length <= LONGEST) return { prefix: before, suffix };
  const end = lineEnd < 0 || lineEnd > LONGEST ? AFTER : lineEnd;
  const after = suffix.slice(0, end);
  const open = scanLines(before + after, rules).at(-1)?.state;
  const closers = open?.brackets.toReversed().map(closerOf).join('') ?? '';
  return { prefix: before, suffix: `${after}${open?.inside?.close ?? ''}${closers}` };
}

/** The nearest line at the margin that is far enough from the cursor, else the one with the least indentation. */
function startOf(prefix: string): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let end = prefix.lastIndexOf('\n'); end > 0; ) {
    const start = prefix.lastIndexOf('\n', end - 1) + 1;
    const before = prefix.length - start;
    if (before >= LEAST_BEFORE && opensSomething(prefix, start, end)) {
      const width = indentationOf(prefix.slice(start, end));
      if (width < least) {
        best = start;
        least = width;
      }
      if (width === 0) return start;
    }
    if (before > MOST_BEFORE) return least === Number.POSITIVE_INFINITY ? start : best;
    end = start - 1;
  }
  return 0;
}

/** Lines above `start` with less and less indentation, the outermost first. */
function headersAbove(text: string, start: number): string {
  const first = text.indexOf('\n', start);
  let depth = indentationOf(text.slice(start, first < 0 ? text.length : first));
  const headers: string[] = [];
  const stop = start - HEADERS_BEFORE;
  for (let end = start - 1; end > 0 && end > stop && depth > 0; ) {
    const lineStart = text.lastIndexOf('\n', end - 1) + 1;
    if (opensSomething(text, lineStart, end)) {
      const width = indentationOf(text.slice(lineStart, end));
      if (width < depth) {
        headers.push(headerAt(text, lineStart, start));
        depth = width;
      }
    }
    end = lineStart - 1;
  }
  return headers.reverse().join('');
}

/** A line and those after it up to the one that opens a block. */
function headerAt(text: string, start: number, limit: number): string {
  let end = start;
  for (let lines = 0; lines < HEADER_LINES; lines++) {
    const next = text.indexOf('\n', end) + 1;
    if (next === 0 || next > limit) break;
    end = next;
    if (/[{([:>]\s*$/.test(text.slice(start, end))) return text.slice(start, end);
  }
  return text.slice(start, text.indexOf('\n', start) + 1);
}

/** Neither empty, nor the end of something, nor a line of a comment. */
function opensSomething(text: string, start: number, end: number): boolean {
  return /^[ \t]*(?:[\p{L}_$@#"'`[(<]|\/\/)/u.test(text.slice(start, Math.min(end, start + 200)));
}
