/** A term with the number of documents that hold it. */
export type Counted<T> = T & { readonly frequency: number };

/**
 * The rarest terms that occur at all and whose postings are at most `maxPostings` together, at least one; equally rare ones in the order
 * they were given. `leastFrequency` is no more than `frequencyOf`, and cheap: terms that cannot be among the rarest are not counted.
 */
export function rarestTerms<T extends { readonly term: number }>(
  terms: readonly T[],
  maxPostings: number,
  leastFrequency: (term: number) => number,
  frequencyOf: (term: number) => number,
): Counted<T>[] {
  const waiting = terms.map((term, place) => ({ ...term, place, least: leastFrequency(term.term) }));
  const counted: Counted<(typeof waiting)[number]>[] = [];
  let postings = 0;
  let others: number[] = [];
  for (const term of waiting.sort((a, b) => a.least - b.least)) {
    // All that are still to come are in at least as many documents.
    const isRarer = (frequency: number): boolean => frequency < term.least;
    postings += others.filter(isRarer).reduce((sum, frequency) => sum + frequency, 0);
    others = others.filter((frequency) => !isRarer(frequency));
    if (postings > 0 && postings + term.least > maxPostings) break;
    const frequency = frequencyOf(term.term);
    if (frequency === 0) continue;
    counted.push({ ...term, frequency });
    others.push(frequency);
  }
  postings = 0;
  return counted
    .sort((a, b) => a.frequency - b.frequency || a.place - b.place)
    .filter(({ frequency }, at) => (postings += frequency) <= maxPostings || at === 0);
}
