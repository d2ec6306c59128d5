import type { DocumentIndex } from './document-index';
import type { Vocabulary } from './vocabulary';

/** Two stemmed sub-words of which the second follows the first. */
export type WordPair = readonly [first: string, second: string];

/** For each file with an identifier that holds one of the pairs a score: rare pairs count more, how often a file has one does not. */
export function scoresByPairs(
  vocabulary: Vocabulary,
  files: DocumentIndex,
  pairs: readonly WordPair[],
): ReadonlyMap<number, number> {
  const scores = new Map<number, number>();
  for (const names of namesWithPairs(vocabulary, pairs)) {
    const found = files.filesWithAny(names);
    const rarity = Math.log(1 + (files.size - found.size + 0.5) / (found.size + 0.5));
    for (const file of found) scores.set(file, (scores.get(file) ?? 0) + rarity);
  }
  return scores;
}

/** For each pair that any identifier holds the names of those identifiers, as terms. */
function namesWithPairs(vocabulary: Vocabulary, pairs: readonly WordPair[]): Iterable<ReadonlySet<number>> {
  const found = new Map<string, Set<number>>();
  const seconds = new Map<number, Map<number, Set<number>>>();
  for (const [first, second] of pairs) {
    const [before, after] = [vocabulary.termId(first), vocabulary.termId(second)];
    if (before === undefined || after === undefined) continue;
    const key = `${before} ${after}`;
    const names = found.get(key) ?? new Set();
    found.set(key, names);
    const own = seconds.get(before) ?? new Map<number, Set<number>>();
    seconds.set(before, own.set(after, names));
  }
  if (seconds.size === 0) return [];
  const begins = new Uint8Array(vocabulary.termCount);
  for (const first of seconds.keys()) begins[first] = 1;
  const { list, starts } = vocabulary.termColumns();
  const count = vocabulary.identifiers.size;
  for (let identifier = 0; identifier < count; identifier++) {
    // The first term is the whole name, the others are its sub-words.
    const whole = starts[identifier] as number;
    const last = (starts[identifier + 1] as number) - 1;
    for (let at = whole + 1; at < last; at++) {
      const first = list[at] as number;
      if (begins[first] === 1)
        seconds
          .get(first)
          ?.get(list[at + 1] as number)
          ?.add(list[whole] as number);
    }
  }
  return found.values();
}
