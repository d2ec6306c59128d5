import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indentOf, tokenizeLine, tokenizeTrimmed } from '../../../src/engine/models/embedded/tokenize';

describe('cutting a line into tokens', () => {
  test.each([
    ['const a = b.c();', ['const', ' a', ' =', ' b', '.', 'c', '(', ')', ';']],
    ['a?.b !== "x y"', ['a', '?.', 'b', ' !==', ' "', 'x', ' y', '"']],
    ['größe = naïve_1', ['größe', ' =', ' naïve_1']],
    ['f( 😀 )', ['f', '(', ' 😀', ' )']],
    ['', []],
  ])('%j', (line, tokens) => {
    expect(tokenizeTrimmed(line)).toEqual(tokens);
  });

  test('joined again they are the line with single spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const line = text.trim();
        expect(tokenizeTrimmed(line).join('')).toBe(line.replace(/\s+/gu, ' '));
      }),
    );
  });

  test('columns of indentation', () => {
    expect([indentOf('  a'), indentOf('\ta'), indentOf(' \t a'), indentOf('')]).toEqual([2, 4, 6, 0]);
  });

  test('a line over 160 characters is left out', () => {
    expect(tokenizeLine('x'.repeat(161))).toBeUndefined();
    expect(tokenizeLine(` ${'x'.repeat(160)} `)?.tokens).toHaveLength(1);
  });
});
