import { detached } from './detached';
import type { Position } from './positions';

/** Offset of each line's first UTF-16 unit. A line ends after `\n`, `\r\n` or a lone `\r`, as editors count. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === newline) starts.push(at + 1);
    else if (unit === carriageReturn && text.charCodeAt(at + 1) !== newline) starts.push(at + 1);
  }
  return starts;
}

/** Position of a UTF-16 offset. Clamped to the text; inside `\r\n` it is the end of the line. */
export function positionAt(text: string, offset: number, starts: readonly number[] = lineStarts(text)): Position {
  const inside = Math.min(Math.max(Math.trunc(offset) || 0, 0), text.length);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= inside) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: Math.min(inside, contentEnd(text, starts, low)) - (starts[low] ?? 0) };
}

/** UTF-16 offset of a position. Clamped to the text, and to the end of its line without the line break. */
export function offsetAt(text: string, position: Position, starts: readonly number[] = lineStarts(text)): number {
  if (position.line < 0) return 0;
  const start = starts[position.line];
  if (start === undefined) return text.length;
  return Math.min(start + Math.max(position.character, 0), contentEnd(text, starts, position.line));
}

/** Lines without their line breaks; a text that ends with a line break has an empty last line. */
export function splitLines(text: string): readonly string[] {
  return text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
}

/** Some lines of a text, and the last of them; zero-based. */
export interface FoundLines {
  readonly text: string;
  readonly last: number;
}

/** Finds lines of one text again and again without passing its beginning each time. */
export class LineFinder {
  /** Where every `KEPT_LINE`th line begins, as far as lines were looked for. */
  private readonly offsets = [0];
  private hasLoneReturn: boolean | undefined;

  constructor(private readonly text: string) {}

  /**
   * Zero-based lines `first` to `last` with `\n` between them, as a text of its own; of these as many as there are, which `last` of the
   * result tells of. Undefined when there is none.
   */
  between(first: number, last: number): FoundLines | undefined {
    const { text } = this;
    // Looking for one character is many times faster than the pattern, and most texts have none.
    this.hasLoneReturn ??= text.includes('\r') && LONE_RETURN.test(text);
    if (this.hasLoneReturn) return joined(splitLines(text), first, last, 0);
    const start = this.startOf(first);
    if (start === undefined || last < first) return undefined;
    const next = this.startOf(last + 1);
    const found = text.slice(start, next === undefined ? text.length : next - 1);
    if (found.includes('\r')) return joined(splitLines(found), first, last, first);
    return { text: detached(found), last: next === undefined ? first + count(found, '\n') : last };
  }

  /** Where a line begins; undefined behind the last one. */
  private startOf(line: number): number | undefined {
    const { text, offsets } = this;
    const kept = Math.min(Math.floor(line / KEPT_LINE), offsets.length - 1);
    let start = offsets[kept] as number;
    for (let passed = kept * KEPT_LINE; passed < line; ) {
      const end = text.indexOf('\n', start);
      if (end < 0) return undefined;
      start = end + 1;
      if (++passed === offsets.length * KEPT_LINE) offsets.push(start);
    }
    return start;
  }
}

function count(text: string, wanted: string): number {
  let found = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) found++;
  return found;
}

/** `lines` begin with the line `from`. */
function joined(lines: readonly string[], first: number, last: number, from: number): FoundLines | undefined {
  const end = Math.min(last, from + lines.length - 1);
  return first > end ? undefined : { text: lines.slice(first - from, end - from + 1).join('\n'), last: end };
}

const KEPT_LINE = 32;
const LONE_RETURN = /\r(?!\n)/;
const newline = 10;
const carriageReturn = 13;

function contentEnd(text: string, starts: readonly number[], line: number): number {
  const next = starts[line + 1];
  if (next === undefined) return text.length;
  const crlf = text.charCodeAt(next - 1) === newline && text.charCodeAt(next - 2) === carriageReturn;
  return crlf && next - 2 >= (starts[line] ?? 0) ? next - 2 : next - 1;
}
