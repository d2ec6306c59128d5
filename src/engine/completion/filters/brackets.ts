const closerOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const quotes = '"\'`';

export interface Closer {
  readonly character: string;
  /** UTF-16 offset in the scanned text. */
  readonly at: number;
}

/** The quote that is open at the end of a line's text; undefined outside strings. An apostrophe after a word character is none. */
export function openQuote(line: string): string | undefined {
  let open: string | undefined;
  for (let at = 0; at < line.length; at++) open = quoteAfter(line, at, open);
  return open;
}

/** Closing brackets, and the quote of a string begun in `linePrefix`, that close something from before the text. */
export const unmatchedClosers = (text: string, linePrefix: string): readonly Closer[] => scan(text, linePrefix).found;

/** Whether the text opens a bracket that it does not close. */
export const hasOpenBrackets = (text: string, linePrefix: string): boolean =>
  scan(text, linePrefix).expected.length > 0;

function scan(
  text: string,
  linePrefix: string,
): { readonly found: readonly Closer[]; readonly expected: readonly string[] } {
  const expected: string[] = [];
  const found: Closer[] = [];
  let open = openQuote(linePrefix);
  const begunOutside = open;
  let outside = begunOutside !== undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    const before = open;
    if (character === '\n' && open !== '`') open = undefined;
    else open = quoteAfter(text, at, open);
    if (before !== undefined) {
      if (open === undefined && outside && character === before) found.push({ character, at });
      if (open === undefined) outside = false;
      continue;
    }
    if (open !== undefined) continue;
    const closer = closerOf[character];
    if (closer) expected.push(closer);
    else if (character === ')' || character === ']' || character === '}') {
      if (expected.at(-1) === character) expected.pop();
      else found.push({ character, at });
    }
  }
  return { found, expected };
}

/** The open quote after the character at `at`. */
function quoteAfter(text: string, at: number, open: string | undefined): string | undefined {
  const character = text[at] ?? '';
  if (!quotes.includes(character) || character === '') return open;
  if (open !== undefined) return character === open && !isEscaped(text, at) ? undefined : open;
  return character === "'" && /\w/.test(text[at - 1] ?? '') ? undefined : character;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
