import { grown } from './growing';

export const FIELD_COUNT = 4;
export const BODY_BITS = 14;
export const BODY_MASK = (1 << BODY_BITS) - 1;
export const SIDE_BITS = 6;
export const SIDE_MASK = (1 << SIDE_BITS) - 1;

/**
 * Frequencies of the terms of one document, counted in place and used for one document after the other. Packed into 32 bits: 14 for the
 * first field, 6 for each of the others; greater frequencies count as the greatest.
 */
export class DocumentCounts {
  readonly lengths = [0, 0, 0, 0];
  /** The document's distinct terms: the first `size` elements. */
  terms = new Uint32Array(1 << 10);
  size = 0;
  packed = new Uint32Array(1 << 12);

  /** Counts the terms of the first `size` identifiers in the first field, those of each as often as it occurs; `list` and `starts` are a vocabulary's. */
  addIdentifiers(
    identifiers: Uint32Array,
    size: number,
    times: Uint32Array,
    { list, starts }: { readonly list: Uint32Array; readonly starts: Uint32Array },
  ): void {
    const { packed } = this;
    let { terms, size: end } = this;
    let length = 0;
    for (let at = 0; at < size; at++) {
      const identifier = identifiers[at] as number;
      const occurrences = times[identifier] as number;
      const last = starts[identifier + 1] as number;
      for (let from = starts[identifier] as number; from < last; from++) {
        const term = list[from] as number;
        const before = packed[term] as number;
        if (before === 0) {
          if (end === terms.length) this.terms = terms = grown(terms, end + 1);
          terms[end++] = term;
        }
        const count = (before & BODY_MASK) + occurrences;
        packed[term] = count > BODY_MASK ? before | BODY_MASK : before + occurrences;
        length += occurrences;
      }
    }
    this.size = end;
    this.lengths[0] = (this.lengths[0] as number) + length;
  }

  /** Makes room for terms with numbers below `termCount`, and for `distinct` further terms. */
  reserve(termCount: number, distinct: number): void {
    if (termCount > this.packed.length) this.packed = grown(this.packed, termCount);
    if (this.size + distinct > this.terms.length) this.terms = grown(this.terms, this.size + distinct);
  }

  /** Counts terms, with repeats, in a field. */
  addAll(field: number, terms: ArrayLike<number>): void {
    let highest = -1;
    for (let at = 0; at < terms.length; at++) highest = Math.max(highest, terms[at] as number);
    this.reserve(highest + 1, terms.length);
    this.lengths[field] = (this.lengths[field] as number) + terms.length;
    for (let at = 0; at < terms.length; at++) {
      if (field === 0) this.addToBody(terms[at] as number);
      else this.addToSide(field, terms[at] as number);
    }
  }

  clear(): void {
    for (let at = 0; at < this.size; at++) this.packed[this.terms[at] as number] = 0;
    this.size = 0;
    this.lengths.fill(0);
  }

  private addToBody(term: number): void {
    const before = this.packed[term] as number;
    if (before === 0) this.terms[this.size++] = term;
    if ((before & BODY_MASK) !== BODY_MASK) this.packed[term] = before + 1;
  }

  private addToSide(field: number, term: number): void {
    const before = this.packed[term] as number;
    if (before === 0) this.terms[this.size++] = term;
    const shift = BODY_BITS + SIDE_BITS * (field - 1);
    if (((before >>> shift) & SIDE_MASK) !== SIDE_MASK) this.packed[term] = before + (1 << shift);
  }
}
