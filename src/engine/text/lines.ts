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

/**
 * Zero-based lines `first` to `last` with `\n` between them, as a text of its own; of these as many as there are, which `last` tells of.
 * Undefined when there is none.
 */
export function linesBetween(
  text: string,
  first: number,
  last: number,
): { readonly text: string; readonly last: number } | undefined {
  if (LONE_RETURN.test(text)) return joined(splitLines(text), first, last, 0);
  let start = 0;
  for (let line = 0; line < first; line++) {
    const next = text.indexOf('\n', start);
    if (next < 0) return undefined;
    start = next + 1;
  }
  let end = start - 1;
  for (let line = first; line <= last && end < text.length; line++) {
    const next = text.indexOf('\n', end + 1);
    end = next < 0 ? text.length : next;
  }
  return joined(splitLines(text.slice(start, Math.max(start, end))), first, last, first);
}

/** `lines` begin with the line `from`. */
function joined(lines: readonly string[], first: number, last: number, from: number) {
  const end = Math.min(last, from + lines.length - 1);
  return first > end ? undefined : { text: lines.slice(first - from, end - from + 1).join('\n'), last: end };
}

const LONE_RETURN = /\r(?!\n)/;
const newline = 10;
const carriageReturn = 13;

function contentEnd(text: string, starts: readonly number[], line: number): number {
  const next = starts[line + 1];
  if (next === undefined) return text.length;
  const crlf = text.charCodeAt(next - 1) === newline && text.charCodeAt(next - 2) === carriageReturn;
  return crlf && next - 2 >= (starts[line] ?? 0) ? next - 2 : next - 1;
}
