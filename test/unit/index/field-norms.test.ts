import { expect, it } from 'vitest';
import { COMMON_LENGTHS, FieldNorms } from '../../../src/engine/index/field-norms';
import { B } from '../../../src/engine/index/ranking-constants';

it('norms follow the average length, for common lengths and for others, and removed documents have none', () => {
  const norms = new FieldNorms();
  for (const average of [10, 4_000, 10]) {
    norms.refresh([3 * average, 0, 0, 0], 3);
    for (const length of [0, 1, 500, COMMON_LENGTHS - 2, COMMON_LENGTHS - 1, COMMON_LENGTHS, 100_000]) {
      const expected = 1 / (1 - B + (B * length) / average);
      expect(norms.of(0, length + 1)).toBe(expected);
      if (length + 1 < COMMON_LENGTHS) expect(norms.common(0)[length + 1]).toBe(expected);
    }
    expect(norms.of(0, 0)).toBe(0);
    expect(norms.common(0)[0]).toBe(0);
    expect(norms.of(1, 5)).toBe(1);
  }
});
