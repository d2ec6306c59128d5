import { FIELD_COUNT } from './document-counts';
import { B, K1 } from './ranking-constants';

/** Lengths below this have a norm that is computed once. */
export const COMMON_LENGTHS = 1 << 12;

/** What a frequency is multiplied by, by the length of its field. A stored length is one more than the length, 0 of a removed document. */
export class FieldNorms {
  private readonly tables = Array.from({ length: FIELD_COUNT }, () => new Float64Array(COMMON_LENGTHS));
  private readonly averages = new Float64Array(FIELD_COUNT);

  /** Takes in the summed lengths of all fields of `documents` documents. */
  refresh(totals: readonly number[], documents: number): void {
    for (let field = 0; field < FIELD_COUNT; field++) {
      const average = (totals[field] as number) / Math.max(1, documents);
      if (average === this.averages[field]) continue;
      this.averages[field] = average;
      (this.tables[field] as Float64Array).fill(0);
    }
  }

  /**
   * What a document's first field alone adds to a score, by one division: of the term's idf as much as `w / (w + base + slope * stored)` says,
   * for the frequency `w` with the field's weight in it.
   */
  get saturation(): { readonly base: number; readonly slope: number } {
    const average = this.averages[0] as number;
    if (average === 0) return { base: K1, slope: 0 };
    const slope = (K1 * B) / average;
    return { base: K1 * (1 - B) - slope, slope };
  }

  /** The norms of stored lengths below `COMMON_LENGTHS` in a field; for those that are 0 `of` is to be asked. */
  common(field: number): Float64Array {
    return this.tables[field] as Float64Array;
  }

  of(field: number, stored: number): number {
    if (stored === 0) return 0;
    const average = this.averages[field] as number;
    const norm = average === 0 ? 1 : 1 / (1 - B + (B * (stored - 1)) / average);
    if (stored < COMMON_LENGTHS) (this.tables[field] as Float64Array)[stored] = norm;
    return norm;
  }
}
