import { hasOpenBrackets } from './brackets';
import { type CompletionFilter, drop, keep } from './candidate';

/**
 * Drops a text that adds syntax errors to the document. A text with an open bracket may only be unfinished, and one that another
 * filter has changed was not judged.
 */
export const parseErrors: CompletionFilter = (candidate, { linePrefix }) => {
  const { judged, text } = candidate;
  if (judged === undefined || judged.errorDelta <= 0 || judged.text.trimEnd() !== text.trimEnd())
    return keep(candidate);
  return hasOpenBrackets(text, linePrefix) ? keep(candidate) : drop('parse-errors');
};
