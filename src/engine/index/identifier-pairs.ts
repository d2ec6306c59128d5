import type { Vocabulary } from './vocabulary';

/** Two stemmed sub-words of which the second follows the first. */
export type WordPair = readonly [first: string, second: string];

/** Identifiers that may be new since the table was made, at least, and as a power of two of those in it. */
const LEAST_NEW = 1 << 10;
const NEW_SHIFT = 6;
const LOW_BITS = 0xff;

/** Which identifiers hold two sub-words that follow each other. Newer ones are looked at each time, until the table is made anew. */
export class IdentifierPairs {
  /** Identifiers below this are in the table. */
  private known = 0;
  /** By first sub-word, as a term: the identifiers in which another sub-word follows, once for each time. */
  private starts = new Uint32Array(1);
  private identifiers = new Uint32Array(0);
  /** At the same places the low bits of the sub-word that follows: most identifiers need not be looked at, which lie far apart. */
  private followers = new Uint8Array(0);

  constructor(private readonly vocabulary: Vocabulary) {}

  /** The whole names, as terms, of the identifiers that hold a pair. */
  namesWith([first, second]: WordPair): ReadonlySet<number> {
    const names = new Set<number>();
    const [before, after] = [this.vocabulary.termId(first), this.vocabulary.termId(second)];
    if (before === undefined || after === undefined) return names;
    this.refresh();
    const { list, starts } = this.vocabulary.termColumns();
    const addIfHeld = (identifier: number): void => {
      // The first term is the whole name, the others are its sub-words.
      const whole = starts[identifier] as number;
      const last = (starts[identifier + 1] as number) - 1;
      for (let at = whole + 1; at < last; at++)
        if (list[at] === before && list[at + 1] === after) names.add(list[whole] as number);
    };
    const end = this.starts[before + 1] ?? 0;
    const lowBits = after & LOW_BITS;
    for (let at = this.starts[before] ?? end; at < end; at++)
      if (this.followers[at] === lowBits) addIfHeld(this.identifiers[at] as number);
    for (let identifier = this.known; identifier < this.vocabulary.identifiers.size; identifier++)
      addIfHeld(identifier);
    return names;
  }

  private refresh(): void {
    const { size } = this.vocabulary.identifiers;
    if (size - this.known <= Math.max(LEAST_NEW, this.known >> NEW_SHIFT)) return;
    const { list, starts } = this.vocabulary.termColumns();
    const ends = new Uint32Array(this.vocabulary.termCount + 1);
    const forEachPair = (visit: (term: number, next: number, identifier: number) => void): void => {
      for (let identifier = 0; identifier < size; identifier++) {
        const last = (starts[identifier + 1] as number) - 1;
        for (let at = (starts[identifier] as number) + 1; at < last; at++)
          visit(list[at] as number, list[at + 1] as number, identifier);
      }
    };
    let count = 0;
    forEachPair((term) => {
      ends[term] = (ends[term] as number) + 1;
      count++;
    });
    this.identifiers = new Uint32Array(count);
    this.followers = new Uint8Array(count);
    // Filled from behind, each place comes to be where its term begins.
    for (let term = 0, end = 0; term < ends.length; term++) ends[term] = end += ends[term] as number;
    forEachPair((term, next, identifier) => {
      const at = (ends[term] as number) - 1;
      ends[term] = at;
      this.identifiers[at] = identifier;
      this.followers[at] = next & LOW_BITS;
    });
    this.starts = ends;
    this.known = size;
  }
}
