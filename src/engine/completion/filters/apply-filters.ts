import type { Candidate, CompletionFilter, FilterCursor, FilterVerdict } from './candidate';
import { duplicateSuffix } from './duplicate-suffix';
import { echo } from './echo';
import { indentation } from './indentation';
import { repetition } from './repetition';
import { strayMarkup } from './stray-markup';
import { suffixOverlap } from './suffix-overlap';
import { tooShort } from './too-short';
import { trailingSpace } from './trailing-space';

/** In this order: first what is not code, then what is there already, then form, then whether enough is left. */
export const filters: readonly CompletionFilter[] = [
  strayMarkup,
  echo,
  duplicateSuffix,
  repetition,
  indentation,
  suffixOverlap,
  trailingSpace,
  tooShort,
];

/** Rounds until nothing changes; what one filter takes away can lay bare something for another. */
const mostRounds = 8;

/** Sends a candidate through all filters. */
export function applyFilters(candidate: Candidate, cursor: FilterCursor): FilterVerdict {
  let current = candidate;
  for (let round = 0; round < mostRounds; round++) {
    const before = current;
    for (const filter of filters) {
      const verdict = filter(current, cursor);
      if (verdict.kind === 'drop') return verdict;
      current = verdict.candidate;
    }
    if (current.text === before.text && current.replaceSuffix === before.replaceSuffix) break;
  }
  return { kind: 'keep', candidate: current };
}
