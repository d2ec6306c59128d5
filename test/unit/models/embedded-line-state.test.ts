import { describe, expect, test } from 'vitest';
import { closing, lineState } from '../../../src/engine/models/embedded/line-state';
import { tokenizeTrimmed } from '../../../src/engine/models/embedded/tokenize';
import { shapeOf } from '../../../src/engine/models/embedded/word-shape';

function stateOf(line: string) {
  const tokens = tokenizeTrimmed(line);
  const codes = tokens.map((_, i) => i << 1);
  return lineState(codes, (code) => ({ text: (tokens[code >> 1] ?? '').trimStart(), word: false, shape: 1 }));
}

describe('what a line owes', () => {
  test.each([
    ['f(a[0', [')', ']']],
    ['f(a[0]', [')']],
    ['f("a)', [')', '"']],
    ['f("a)")', []],
    ['} else {', ['}']],
    ['it(\'says "x', [')', "'"]],
  ])('%j', (line, owed) => {
    expect(stateOf(line).owed).toEqual(owed);
  });

  test('a closer closes the last opener, or something that the line did not open', () => {
    expect(closing(stateOf('f(a['), ']')).toBe(1);
    expect(closing(stateOf('f(a['), ')')).toBe(-1);
    expect(closing(stateOf('f('), ',')).toBe(0);
    expect(closing(stateOf('f("'), ')')).toBe(0);
    expect(closing(stateOf('f("'), '"')).toBe(1);
    expect(closing(stateOf('x'), '}')).toBe(-1);
  });
});

describe('the shape of a token', () => {
  test.each([
    ['total', 'other', true],
    ['Total', 'T', true],
    ['MAX_SIZE', 'LIMIT', true],
    ['12', '0x4f', true],
    ['total', 'Total', false],
    ['total', 'MAX', false],
    ['return', 'total', false],
    ['return', 'const', false],
    ['(', ')', false],
  ])('%s and %s', (a, b, same) => {
    expect(shapeOf(a, 7) === shapeOf(b, 8)).toBe(same);
  });
});
