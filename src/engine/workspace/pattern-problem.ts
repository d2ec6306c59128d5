import { isDeadWildcard } from './wildcard';

export interface PatternProblem {
  readonly message: string;
  /** True when the pattern is kept all the same: git accepts it, but it hardly means what it says. */
  readonly works: boolean;
}

/** In UTF-16 units: twice as long as any path, since each character may be escaped. */
export const longestPattern = 8192;

/** What is wrong with a gitignore pattern; undefined when nothing is. */
export function patternProblem(pattern: string): PatternProblem | undefined {
  if (pattern.length > longestPattern) {
    return { message: `The pattern is longer than ${longestPattern} characters. Write it shorter.`, works: false };
  }
  const positive = pattern.startsWith('!') ? pattern.slice(1) : pattern;
  if (positive === '') return { message: 'A lone "!" negates nothing. Write the pattern after it.', works: false };
  if (/^\/+$/.test(positive)) {
    return { message: 'A lone "/" matches nothing. Write "/*" for everything in this folder.', works: false };
  }
  if (endsWithLoneBackslash(positive)) {
    return {
      message: 'The pattern ends with "\\", so it matches nothing. Remove it, or write "\\\\" for the character.',
      works: false,
    };
  }
  if (isDeadWildcard(positive.endsWith('/') ? positive.slice(0, -1) : positive)) {
    return {
      message:
        'The bracket "[" is not closed or names no known class. Close it with "]", or write "\\[" for the character.',
      works: false,
    };
  }
  if (/^\.{1,2}\//.test(positive)) {
    return {
      message: 'A pattern cannot begin with "./" or "../". Write the path relative to the folder of this file.',
      works: true,
    };
  }
  if (/\\[A-Za-z0-9]/.test(positive)) {
    return { message: 'A "\\" escapes the character after it. Write "/" between folders.', works: true };
  }
  return undefined;
}

function endsWithLoneBackslash(pattern: string): boolean {
  let run = 0;
  while (pattern[pattern.length - 1 - run] === '\\') run++;
  return run % 2 === 1;
}
