import type { DocumentIndex } from './document-index';
import type { IdentifierPairs, WordPair } from './identifier-pairs';

/** For each file with an identifier that holds one of the pairs a score: rare pairs count more, how often a file has one does not. */
export function scoresByPairs(
  identifiers: IdentifierPairs,
  files: DocumentIndex,
  pairs: readonly WordPair[],
): ReadonlyMap<number, number> {
  const scores = new Map<number, number>();
  for (const pair of pairs) {
    const found = files.filesWithAny(identifiers.namesWith(pair));
    const rarity = Math.log(1 + (files.size - found.size + 0.5) / (found.size + 0.5));
    for (const file of found) scores.set(file, (scores.get(file) ?? 0) + rarity);
  }
  return scores;
}
