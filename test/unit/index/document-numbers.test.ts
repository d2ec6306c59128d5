import fc from 'fast-check';
import { expect, it } from 'vitest';
import { documentNumbers } from '../../../src/engine/index/document-numbers';

it('numbers of documents are the same ones in the same order, a run or not', () => {
  const run = fc.tuple(fc.nat(100), fc.nat(20)).map(([first, length]) => Array.from({ length }, (_, at) => first + at));
  fc.assert(
    fc.property(fc.oneof(run, fc.array(fc.nat(5))), (numbers) => {
      const found: number[] = [];
      const kept = documentNumbers(numbers);
      kept.forEach((number) => found.push(number));
      expect(found).toEqual(numbers);
      expect(kept.length).toBe(numbers.length);
    }),
  );
});
