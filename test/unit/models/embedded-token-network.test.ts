import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FEATURE_NAMES } from '../../../src/engine/models/embedded/candidate';
import { FITTED } from '../../../src/engine/models/embedded/fitted-weights';
import { DEPTHS, TOKEN_VALUES } from '../../../src/engine/models/embedded/token-mixing';
import { bend, HIDDEN, TokenNetwork, weightCount } from '../../../src/engine/models/embedded/token-network';

const VALUES = 3;
const number = fc.double({ min: -4, max: 4, noNaN: true });
const weights = fc.array(number, { minLength: weightCount(VALUES, 2), maxLength: weightCount(VALUES, 2) });
const values = fc.array(number, { minLength: VALUES, maxLength: VALUES });

function sum(left: readonly number[], right: readonly number[]): number {
  return left.reduce((total, each, i) => total + each * (right[i] ?? 0), 0);
}

describe('the network that scores tokens', () => {
  test('adds up the weighed values and what the units say', () => {
    fc.assert(
      fc.property(weights, values, (all, of) => {
        const units = Array.from({ length: HIDDEN }, (_, unit) => {
          const from = VALUES + 2 + unit * (VALUES + 2);
          return (
            bend(sum(of, all.slice(from, from + VALUES)) + (all[from + VALUES] ?? 0)) * (all[from + VALUES + 1] ?? 0)
          );
        });
        const expected = units.reduce((total, each) => total + each, sum(of, all.slice(0, VALUES)));
        expect(new TokenNetwork(all, VALUES, 2).score([9, ...of], 1)).toBeCloseTo(expected, 8);
      }),
    );
  });

  test('a token that nobody has written has a score for each depth', () => {
    const network = new TokenNetwork([1, 2, 3, 40, 50], VALUES, 2);
    expect([network.unknown(0), network.unknown(1)]).toEqual([40, 50]);
  });

  test('weights that are not given are zero', () => {
    expect(new TokenNetwork([2], VALUES, 2).score([3, 7, 7], 0)).toBe(6);
  });

  test('a unit goes with its sum and never beyond one', () => {
    const whole = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(Math.abs(bend(a))).toBeLessThan(1);
        expect(bend(a) > bend(b)).toBe(a > b);
      }),
    );
  });
});

test('the shipped weights are as many as there are values and features', () => {
  expect(FITTED.token).toHaveLength(weightCount(TOKEN_VALUES, DEPTHS));
  expect(FITTED.line).toHaveLength(FEATURE_NAMES.length);
});
