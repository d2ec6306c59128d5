import { changeEffect, type DocumentChange } from './change-effect';
import type { Piece, Suggestion } from './suggestion';

/** The suggestion with the text that a change shows the user to have chosen: its own, or else the first alternative that fits. */
export function withChosen(
  suggestion: Suggestion,
  alternatives: readonly string[],
  change: DocumentChange,
  intent: Piece | undefined,
): Suggestion {
  const fits = (candidate: Suggestion): boolean => {
    const effect = changeEffect(candidate, change, intent);
    return effect.kind !== 'diverged' && (!('text' in effect) || candidate.text.startsWith(effect.text));
  };
  if (alternatives.length === 0 || suggestion.done > 0 || fits(suggestion)) return suggestion;
  const others = alternatives.map((text) => ({ ...suggestion, text }));
  return others.find(fits) ?? suggestion;
}
