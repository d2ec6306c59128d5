import { type CompletionFilter, drop, keep } from './candidate';

/** One character is typed faster than read. */
export const tooShort: CompletionFilter = (candidate) => {
  const said = candidate.text.trim();
  if (said === '') return drop('empty');
  return [...said].length < 2 ? drop('too-short') : keep(candidate);
};
