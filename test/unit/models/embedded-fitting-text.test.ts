import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitBefore } from '../../../src/engine/models/embedded/fitting-text';

describe('fitting the rest before what stands behind the cursor', () => {
  test.each([
    ['a, b);', '', 'a, b);'],
    ['a, b);', ')', 'a, b'],
    ['a, f(b));', ')', 'a, f(b)'],
    ['a, b);', ');', 'a, b'],
    ["ready', once);", "'", 'ready'],
    ['a, b);', 'a, b);', undefined],
    [');', ')', undefined],
    ['});', '', undefined],
    ['n', '', undefined],
    ['   ', '', undefined],
    ['a, b);', 'unrelated', undefined],
    ['name = value', ')', undefined],
  ])('%j before %j is %j', (rest, after, expected) => {
    expect(fitBefore(rest, after)).toBe(expected);
  });

  test('is always a beginning of the rest', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (rest, after) => {
        const fitting = fitBefore(rest, after);
        if (fitting !== undefined) expect(rest.startsWith(fitting)).toBe(true);
      }),
    );
  });
});
