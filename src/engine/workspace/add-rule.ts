import { readCairnIgnoreLine, type Section } from './cairn-ignore-line';

/**
 * A path relative to the ignore file's directory as a pattern that matches it alone; a directory ends with `/`. A line break in a
 * name becomes `?`, which stands for any one character: a line cannot hold it.
 */
export function patternForPath(path: string): string {
  const escaped = path
    .replace(/[\\*?[]/g, '\\$&')
    .replace(/[\r\n]/g, '?')
    .replace(/ $/, '\\ ');
  return `/${escaped}`;
}

/**
 * The text of a `.cairnignore` file with one more rule at the end of its section; the section is added when it is missing.
 * A rule that stands there already is not added again. Keeps the file's line ends.
 */
export function addRule(text: string, section: Section, pattern: string): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
  const { start, end } = sectionBounds(lines, section);
  if (start < 0) return [...lines, ...(lines.length > 0 ? [''] : []), `[${section}]`, pattern, ''].join(lineEnd);
  if (lines.slice(start, end).includes(pattern)) return text;
  let at = end;
  while (at > start && lines[at - 1].trim() === '') at--;
  return [...lines.slice(0, at), pattern, ...lines.slice(at), ''].join(lineEnd);
}

/**
 * The section's last stretch of lines, header excluded, as the parser reads them; `start` is -1 when the file has none. Lines before
 * any header are private.
 */
function sectionBounds(lines: readonly string[], section: Section): { start: number; end: number } {
  let last = { start: -1, end: -1 };
  let current: Section = 'private';
  let start = 0;
  const endAt = (end: number): void => {
    if (current === section && (start > 0 || end > 0)) last = { start, end };
  };
  for (const [at, line] of lines.entries()) {
    const next = readCairnIgnoreLine(at === 0 ? line.replace(/^\ufeff/, '') : line).section;
    if (next === undefined) continue;
    endAt(at);
    current = next;
    start = at + 1;
  }
  endAt(lines.length);
  return last;
}
