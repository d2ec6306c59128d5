import { FIELD_COUNT } from './document-counts';
import { B } from './ranking-constants';

/** Lengths whose norm is at hand; those of greater ones are computed. */
export const COMMON_LENGTHS = 2048;

/** What a frequency is multiplied by, by the length of its field. A stored length is one more than the length, 0 of a removed document. */
export class FieldNorms {
  /** Of each common stored length, field after field. */
  readonly common = new Float64Array(FIELD_COUNT * COMMON_LENGTHS);
  private readonly averages = new Float64Array(FIELD_COUNT).fill(-1);

  /** Takes in the summed lengths of all fields of `documents` documents. */
  refresh(totals: readonly number[], documents: number): void {
    for (let field = 0; field < FIELD_COUNT; field++) {
      const average = (totals[field] as number) / Math.max(1, documents);
      if (average === this.averages[field]) continue;
      this.averages[field] = average;
      const first = field * COMMON_LENGTHS;
      for (let stored = 1; stored < COMMON_LENGTHS; stored++) this.common[first + stored] = norm(stored - 1, average);
    }
  }

  /** The norm of a stored length; 0 of a removed document. */
  of(field: number, stored: number): number {
    return stored < COMMON_LENGTHS
      ? (this.common[field * COMMON_LENGTHS + stored] as number)
      : norm(stored - 1, this.averages[field] as number);
  }
}

function norm(length: number, average: number): number {
  return average === 0 ? 1 : 1 / (1 - B + (B * length) / average);
}
