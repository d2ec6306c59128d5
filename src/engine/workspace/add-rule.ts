import type { Strength } from './policy';

type Section = Extract<Strength, 'private' | 'low-quality'>;

/** A path relative to the ignore file's directory as a pattern that matches it alone; a directory ends with `/`. */
export function patternForPath(path: string): string {
  const escaped = path.replace(/[\\*?[]/g, '\\$&').replace(/ $/, '\\ ');
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

/** The section's last stretch of lines, header excluded; `start` is -1 when the file has none. Lines before any header are private. */
function sectionBounds(lines: readonly string[], section: Section): { start: number; end: number } {
  const isHeader = (line: string): boolean => line === '[private]' || line === '[low-quality]';
  const header = lines.lastIndexOf(`[${section}]`);
  const firstHeader = lines.findIndex(isHeader);
  if (header < 0 && (section !== 'private' || firstHeader === 0 || lines.length === 0)) return { start: -1, end: -1 };
  const start = header + 1;
  const next = lines.findIndex((line, index) => index >= start && isHeader(line));
  return { start, end: next < 0 ? lines.length : next };
}
