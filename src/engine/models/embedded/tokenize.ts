/** Lines longer than this (UTF-16 units, trimmed) are data or minified code and are left out. */
export const MAX_LINE_LENGTH = 160;

/** One line of a text, cut into tokens. */
export interface LineTokens {
  /** Width of the leading white space in columns; a tab counts as four. */
  readonly indent: number;
  /** Identifiers, numbers, operator runs, single brackets and quotes; a token after white space starts with one space. */
  readonly tokens: readonly string[];
}

const TOKEN = /(\s*)([\p{L}\p{N}_$]+|[=><!&|+*\-?.:/%^~]+|[^\s])/gu;

/** Width of the leading white space in columns; a tab counts as four. */
export function indentOf(line: string): number {
  let width = 0;
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i);
    if (c === 32) width += 1;
    else if (c === 9) width += 4;
    else break;
  }
  return width;
}

/** Cuts a trimmed line into tokens; white space inside becomes at most one leading space of the next token. */
export function tokenizeTrimmed(trimmed: string): string[] {
  const tokens: string[] = [];
  for (const match of trimmed.matchAll(TOKEN)) {
    const word = match[2] ?? '';
    tokens.push(match[1] === '' || tokens.length === 0 ? word : ` ${word}`);
  }
  return tokens;
}

/**
 * Cuts one line into tokens. Blank lines give no tokens; lines over the limit give `undefined`, which stands for a gap.
 */
export function tokenizeLine(line: string): LineTokens | undefined {
  const trimmed = line.trim();
  if (trimmed.length > MAX_LINE_LENGTH) return undefined;
  return { indent: indentOf(line), tokens: tokenizeTrimmed(trimmed) };
}

/** True for tokens that are words or numbers, with or without the leading space. */
export function isWord(token: string): boolean {
  return /^ ?[\p{L}\p{N}_$]/u.test(token);
}
