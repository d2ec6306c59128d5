import type { PatternLine } from './policy';

/** The names of ignore files, each with the kind of its rules. */
export const ignoreFileKinds: ReadonlyMap<string, 'gitignore' | 'cairnignore'> = new Map([
  ['.gitignore', 'gitignore'],
  ['.cairnignore', 'cairnignore'],
]);

/** Patterns of a `.gitignore`, without blank lines, comments and trailing spaces. Lines one-based. */
export function parseGitIgnore(text: string): readonly PatternLine[] {
  const patterns: PatternLine[] = [];
  for (const [index, raw] of ignoreLines(text).entries()) {
    if (raw.startsWith('#')) continue;
    const pattern = withoutTrailingSpaces(raw);
    if (pattern !== '') patterns.push({ pattern, line: index + 1 });
  }
  return patterns;
}

/** Lines as git splits them: at `\n`, with one `\r` before it dropped, and no byte order mark. */
export function ignoreLines(text: string): readonly string[] {
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** Trailing spaces go unless the first of them is escaped. */
export function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end--;
  if (end === line.length) return line;
  let backslashes = 0;
  while (line[end - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1 ? line.slice(0, end + 1) : line.slice(0, end);
}
