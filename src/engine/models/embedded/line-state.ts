import type { TokenKind } from './document-tokens';
import type { TokenCode } from './vocabulary';

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const QUOTES = new Set(['"', "'", '`']);

/** What stands open on a line after some of its tokens. */
export interface LineState {
  /** Closers that the line still owes, the next one last; a quote inside a string. */
  readonly owed: readonly string[];
  readonly words: ReadonlySet<number>;
}

/** The state after the given tokens. */
export function lineState(codes: readonly TokenCode[], kind: (code: TokenCode) => TokenKind): LineState {
  const owed: string[] = [];
  const words = new Set<number>();
  for (const code of codes) {
    const token = kind(code).text;
    words.add(code >> 1);
    for (const char of token.length > 3 ? '' : token) {
      const top = owed.at(-1);
      if (top !== undefined && QUOTES.has(top)) {
        if (char === top) owed.pop();
      } else if (char === top) owed.pop();
      else if (QUOTES.has(char)) owed.push(char);
      else {
        const closer = CLOSERS[char];
        if (closer !== undefined) owed.push(closer);
      }
    }
  }
  return { owed, words };
}

/** How a token fits what the line owes: 1 closes it, -1 closes something else, 0 neither. */
export function closing(state: LineState, token: string): -1 | 0 | 1 {
  const top = state.owed.at(-1);
  if (token === top) return 1;
  if (top !== undefined && QUOTES.has(top)) return 0;
  return token === ')' || token === ']' || token === '}' ? -1 : 0;
}
