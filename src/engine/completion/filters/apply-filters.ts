import type { Candidate, CompletionFilter, FilterCursor, FilterVerdict } from './candidate';
import { chatter } from './chatter';
import { duplicateSuffix } from './duplicate-suffix';
import { echo } from './echo';
import { fences } from './fences';
import { halfTypedWord } from './half-typed-word';
import { indentation } from './indentation';
import { modelTokens } from './model-tokens';
import { parseErrors } from './parse-errors';
import { reasoning } from './reasoning';
import { repetition } from './repetition';
import { suffixOverlap } from './suffix-overlap';
import { tooShort } from './too-short';
import { trailingSpace } from './trailing-space';

/** Before the cache: what is the model's and not the file's, wherever the text goes. */
export const answerFilters: readonly CompletionFilter[] = [reasoning, modelTokens, fences, chatter, repetition];

/** After the cache too: what fits the text to the place where it goes. First what is there already, then form. */
export const placeFilters: readonly CompletionFilter[] = [
  echo,
  duplicateSuffix,
  indentation,
  suffixOverlap,
  trailingSpace,
];

/** In order; a word that goes on as offered is no repetition, so that what is offered again is not asked for one. */
export const offerFilters: readonly CompletionFilter[] = [
  ...answerFilters,
  halfTypedWord,
  ...placeFilters,
  parseErrors,
  tooShort,
];

/** Rounds until nothing changes; what one filter takes away can lay bare something for another. */
const mostRounds = 8;

/** Sends a model's answer through all filters. */
export const applyFilters = (candidate: Candidate, cursor: FilterCursor): FilterVerdict =>
  untilStable(offerFilters, candidate, cursor);

/** Fits what is left of a text that passed `applyFilters` to the place where it is offered again. */
export const fitAgain = (candidate: Candidate, cursor: FilterCursor): FilterVerdict =>
  untilStable(placeFilters, candidate, cursor);

function untilStable(filters: readonly CompletionFilter[], candidate: Candidate, cursor: FilterCursor): FilterVerdict {
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
