import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointAt, textEdits } from '../../../src/engine/syntax/text-edit';

const lines = Array.from({ length: 400 }, (_, at) => `const value${at} = "😀${at * at}";`);
const text = lines.join('\n');
const changed = (from: string, at: number, remove: number, insert: string): string =>
  from.slice(0, at) + insert + from.slice(at + remove);

/** What the edits make of `before`, taking from `after` what they put in: as a parser is told, one after the other. */
function applied(before: string, after: string): string {
  let result = before;
  let moved = 0;
  const edits = textEdits(before, after);
  for (const { startIndex, oldEndIndex, newEndIndex } of edits.toReversed()) {
    const written = after.slice(startIndex + moved, newEndIndex + moved);
    result = changed(result, startIndex + moved, oldEndIndex - startIndex, written);
    moved += newEndIndex - oldEndIndex;
  }
  return result;
}

describe('textEdits', () => {
  it('turn any text into any other', () => {
    const at = fc.double({ min: 0, max: 1, noNaN: true });
    const piece = fc.constantFrom(
      '',
      'x',
      '\n',
      '\r\n',
      '😀',
      '\ude00',
      '\ud83d',
      'const value7 = "',
      text.slice(500, 2_500),
    );
    const edit = fc.record({ at, remove: fc.constantFrom(0, 1, 2, 30, 2_000), insert: piece });
    const edited = (from: string, edits: readonly { at: number; remove: number; insert: string }[]): string =>
      edits.reduce((now, one) => changed(now, Math.floor(one.at * now.length), one.remove, one.insert), from);
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 3 }), fc.array(edit, { maxLength: 3 }), (first, second) => {
        const [before, after] = [edited(text, first), edited(text, second)];
        expect(applied(before, after)).toBe(after);
        for (const one of textEdits(before, after)) {
          expect(one.startPosition).toEqual(pointAt(before, one.startIndex));
          expect(one.oldEndPosition).toEqual(pointAt(before, one.oldEndIndex));
        }
      }),
    );
  });

  it.each([
    ['below', 1_000, 9_000],
    ['above', 9_000, 1_000],
  ])(
    'leave the text between alone when what was typed is taken back and something else is typed %s',
    (_, one, other) => {
      const before = changed(text, one, 0, '\n  const first = 1;');
      const after = changed(text, other, 0, '\n  ');
      const touched = textEdits(before, after).map((edit) => edit.oldEndIndex + edit.newEndIndex - 2 * edit.startIndex);
      expect(touched.reduce((sum, units) => sum + units, 0)).toBe('\n  const first = 1;'.length + '\n  '.length);
    },
  );
});
