import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineFinder, lineStarts, offsetAt, positionAt, splitLines } from '../../../src/engine/text';

const text = fc
  .array(fc.constantFrom('a', '\r', '\n', '\r\n', '😀', 'é', '\u2028', ' '), { maxLength: 40 })
  .map((parts) => parts.join(''));

describe('positions', () => {
  it('counts lines at CRLF, LF and lone CR, and UTF-16 units in emoji', () => {
    const sample = 'a\r\n😀b\rc\n';
    expect(lineStarts(sample)).toEqual([0, 3, 7, 9]);
    expect(splitLines(sample)).toEqual(['a', '😀b', 'c', '']);
    expect(positionAt(sample, 5)).toEqual({ line: 1, character: 2 });
    expect(offsetAt(sample, { line: 1, character: 2 })).toBe(5);
  });

  it('clamps', () => {
    expect(positionAt('ab\r\nc', 99)).toEqual({ line: 1, character: 1 });
    expect(positionAt('ab\r\nc', -1)).toEqual({ line: 0, character: 0 });
    expect(positionAt('ab\r\nc', 3)).toEqual({ line: 0, character: 2 });
    expect(positionAt('ab', Number.NaN)).toEqual({ line: 0, character: 0 });
    expect(offsetAt('ab\r\nc', { line: 0, character: 9 })).toBe(2);
    expect(offsetAt('ab\r\nc', { line: 9, character: 0 })).toBe(5);
    expect(offsetAt('ab\r\nc', { line: -1, character: 4 })).toBe(0);
  });

  it('goes from every offset outside a line break to a position and back', () => {
    fc.assert(
      fc.property(text, (sample) => {
        const lines = splitLines(sample);
        expect(lineStarts(sample).length).toBe(lines.length);
        for (let offset = 0; offset <= sample.length; offset++) {
          const position = positionAt(sample, offset);
          expect(lines[position.line]?.length).toBeGreaterThanOrEqual(position.character);
          const insideBreak = sample[offset - 1] === '\r' && sample[offset] === '\n';
          expect(offsetAt(sample, position)).toBe(insideBreak ? offset - 1 : offset);
        }
      }),
    );
  });
});

describe('LineFinder', () => {
  it('gives the lines that splitLines has at these places, whatever was looked for before', () => {
    const line = fc.nat({ max: 12 });
    fc.assert(
      fc.property(text, fc.array(fc.tuple(line, line), { maxLength: 4 }), (sample, places) => {
        const finder = new LineFinder(sample);
        for (const [first, last] of places) expect(finder.between(first, last)).toEqual(linesOf(sample, first, last));
      }),
    );
  });

  it('gives lines far behind the beginning, in any order', () => {
    const sample = Array.from({ length: 200 }, (_, at) => `line ${at}`).join('\r\n');
    const finder = new LineFinder(sample);
    const places = [150, 31, 32, 33, 199, 200, 63, 64, 400, 0];
    for (const first of places) expect(finder.between(first, first + 40)).toEqual(linesOf(sample, first, first + 40));
  });
});

function linesOf(sample: string, first: number, last: number) {
  const lines = splitLines(sample).slice(first, last + 1);
  return lines.length === 0 ? undefined : { text: lines.join('\n'), last: first + lines.length - 1 };
}
