import { FIELD_COUNT } from './document-counts';
import { B } from './ranking-constants';

/** Lengths with a norm that is at hand; greater ones are computed. */
const COMMON_LENGTHS = 2048;

/** What a frequency is multiplied by, by the length of its field. A stored length is one more than the length, 0 of a removed document. */
export class FieldNorms {
  private readonly tables = Array.from({ length: FIELD_COUNT }, () => new Float64Array(COMMON_LENGTHS));
  private readonly averages = new Float64Array(FIELD_COUNT);

  /** Takes in the summed lengths of all fields of `documents` documents. */
  refresh(totals: readonly number[], documents: number): void {
    for (let field = 0; field < FIELD_COUNT; field++) {
      const average = (totals[field] as number) / Math.max(1, documents);
      if (average === this.averages[field] && (this.tables[field] as Float64Array)[1] !== 0) continue;
      this.averages[field] = average;
      const table = this.tables[field] as Float64Array;
      for (let stored = 1; stored < COMMON_LENGTHS; stored++) table[stored] = norm(stored - 1, average);
    }
  }

  /** The norms of common stored lengths in a field; those that are not there are to be asked for. */
  common(field: number): Float64Array {
    return this.tables[field] as Float64Array;
  }

  of(field: number, stored: number): number {
    return stored === 0 ? 0 : norm(stored - 1, this.averages[field] as number);
  }
}

function norm(length: number, average: number): number {
  return average === 0 ? 1 : 1 / (1 - B + (B * length) / average);
}
