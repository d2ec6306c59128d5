import { hasOpenBrackets } from './brackets';
import { type CompletionFilter, drop, keep } from './candidate';

/**
 * Drops a text that adds syntax errors to the document. A text with an open bracket may only be unfinished, and one that another
 * filter has changed, or has put in another's place, was not judged.
 */
export const parseErrors: CompletionFilter = (candidate, { linePrefix }) => {
  const { judged, text, replaceSuffix } = candidate;
  if (judged === undefined || judged.errorDelta <= 0 || replaceSuffix > 0) return keep(candidate);
  if (judged.text.trimEnd() !== text.trimEnd()) return keep(candidate);
  return hasOpenBrackets(text, linePrefix) ? keep(candidate) : drop('parse-errors');
};
