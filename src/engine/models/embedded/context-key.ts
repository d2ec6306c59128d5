import { isBorder, type TokenCode, type Vocabulary } from './vocabulary';

const MIN_KEY_TOKENS = 2;
const MAX_KEY_TOKENS = 5;

export interface ContextKey {
  readonly hash: number;
  /** Tokens that went into it. */
  readonly length: number;
}

/**
 * Key of the tokens before `end`: at least two of them, and as many more (five at most) as it takes to include a word.
 * Contexts made of brackets alone would otherwise be too common to tell apart. Spacing does not count.
 */
export function contextKey(tokens: ArrayLike<TokenCode>, end: number, start: number, words: Vocabulary): ContextKey {
  let hash = 0x811c9dc5;
  let seenWord = false;
  let count = 0;
  for (let i = end - 1; i >= start && count < MAX_KEY_TOKENS; i--, count++) {
    if (count >= MIN_KEY_TOKENS && seenWord) break;
    const code = tokens[i] ?? 0;
    hash = Math.imul(hash ^ (code >> 1), 0x9e3779b1);
    hash ^= hash >>> 15;
    if (!seenWord && !isBorder(code)) seenWord = words.isWord(code);
  }
  return { hash: hash >>> 0, length: count };
}
