import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, editDistance, editSimilarity } from '../../../src/engine/text';

function plainDistance(left: string, right: string): number {
  const rows = Array.from({ length: left.length + 1 }, (_, i) =>
    Array.from({ length: right.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= left.length; i++) {
    for (let j = 1; j <= right.length; j++) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1;
      rows[i]![j] = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
    }
  }
  return rows[left.length]![right.length]!;
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });

describe('edit distance', () => {
  it('knows the textbook cases', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('aa', 'a')).toBe(1);
    expect(editSimilarity('', '')).toBe(1);
    expect(editSimilarity('abc', 'xyz')).toBe(0);
  });

  it('equals the plain table', () => {
    fc.assert(
      fc.property(word, word, (left, right) => void expect(editDistance(left, right)).toBe(plainDistance(left, right))),
    );
  });
});

describe('decoding', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  it('reads UTF-8 with and without a byte order mark, and UTF-16 with one', () => {
    expect(decodeText(utf8('größe 😀\r\n'))).toEqual({ kind: 'text', text: 'größe 😀\r\n' });
    expect(decodeText(utf8('\ufeffa'))).toEqual({ kind: 'text', text: 'a' });
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x61, 0, 0xe9, 0))).toEqual({ kind: 'text', text: 'aé' });
    expect(decodeText(Uint8Array.of(0xfe, 0xff, 0, 0x61, 0, 0xe9))).toEqual({ kind: 'text', text: 'aé' });
    expect(decodeText(new Uint8Array())).toEqual({ kind: 'text', text: '' });
  });

  it('takes a NUL and a mass of broken bytes for binary, and old encodings for text', () => {
    expect(decodeText(utf8('a\0b')).kind).toBe('binary');
    expect(decodeText(Uint8Array.from({ length: 200 }, (_, i) => 128 + (i % 100))).kind).toBe('binary');
    expect(decodeText(Uint8Array.from(Buffer.from('// r\xe9sum\xe9 of what this module does\n', 'latin1')))).toEqual({
      kind: 'text',
      text: '// r\ufffdsum\ufffd of what this module does\n',
    });
  });
});
