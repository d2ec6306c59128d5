import { LEAST_OFFERED, WORD_THRESHOLD } from './constants';
import type { Step } from './expand';
import type { TokenCode } from './vocabulary';

const WORD = /^[\p{L}\p{N}_$]+$/u;
const GOES_ON = /^[\p{L}\p{N}_$]/u;

export interface RestOfWord {
  readonly text: string;
  /** Estimated probability, 0 to 1, that the word ends so. */
  readonly confidence: number;
}

/**
 * The rest of the half-typed word `partial` when one of the possible first tokens is likely enough; nothing where a word goes on
 * behind the cursor (`after`), or when too little would be left to type.
 */
export function restOfWord(
  partial: string,
  after: string,
  first: readonly Step[],
  textOf: (code: TokenCode) => string,
): RestOfWord | undefined {
  if (!WORD.test(partial) || GOES_ON.test(after)) return undefined;
  const sums = new Map<number, number>();
  for (const { code, probability } of first) sums.set(code >> 1, (sums.get(code >> 1) ?? 0) + probability);
  for (const [id, confidence] of sums) {
    if (confidence < WORD_THRESHOLD) continue;
    const text = textOf(id << 1).slice(partial.length);
    return text.length >= LEAST_OFFERED ? { text, confidence } : undefined;
  }
  return undefined;
}
