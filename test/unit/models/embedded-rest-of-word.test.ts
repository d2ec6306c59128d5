import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { restOfWord } from '../../../src/engine/models/embedded/rest-of-word';

const TEXTS = ['readFile', 'readFileSync', 'readable', 'read', 'write', '=>'];

function step(text: string, probability: number, spaced = false) {
  const code = (TEXTS.indexOf(text) << 1) | (spaced ? 1 : 0);
  return { code, probability, order: 0, support: 0, earlier: 0, alike: 0 };
}

const textOf = (code: number): string => TEXTS[code >> 1] ?? '';

describe('the rest of a half-typed word', () => {
  test('is that of a word likelier than all others together', () => {
    expect(restOfWord('re', '', [step('readable', 0.3), step('readFile', 0.6)], textOf)).toEqual({
      text: 'adFile',
      confidence: 0.6,
    });
    expect(restOfWord('re', '', [step('readable', 0.4), step('readFile', 0.45)], textOf)).toBeUndefined();
  });

  test('counts a word once, with white space before it and without', () => {
    const first = [step('readFile', 0.25), step('readFile', 0.5, true)];
    expect(restOfWord('read', '', first, textOf)).toEqual({ text: 'File', confidence: 0.75 });
  });

  test.each([
    ['the word may be complete', 'read', '', 'read'],
    ['two letters are left', 'readab', '', 'readable'],
    ['the word goes on behind the cursor', 're', 'ad', 'readFile'],
    ['no word is typed', '=', '', '=>'],
    ['nothing is typed', '', '', 'readFile'],
  ])('is not offered when %s', (_, partial, after, likely) => {
    expect(restOfWord(partial, after, [step(likely, 0.9)], textOf)).toBeUndefined();
  });

  test('makes one of the words whole', () => {
    const words = fc.array(
      fc.tuple(fc.constantFrom(...TEXTS), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(words, fc.nat(5), fc.constantFrom('', ')', ' x', 'y'), (weighed, typed, after) => {
        const partial = 'readFi'.slice(0, typed);
        const fitting = weighed.filter(([text]) => text.startsWith(partial));
        const total = fitting.reduce((sum, [, weight]) => sum + weight, 0.001);
        const first = fitting.map(([text, weight, spaced]) => step(text, weight / total, spaced));
        const rest = restOfWord(partial, after, first, textOf);
        if (rest === undefined) return;
        expect(TEXTS).toContain(partial + rest.text);
        expect(rest.text.length).toBeGreaterThanOrEqual(3);
        expect(rest.confidence).toBeGreaterThanOrEqual(0.5);
        expect(rest.confidence).toBeLessThanOrEqual(1.000001);
      }),
    );
  });
});
