import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineBreakOf } from '../../../src/engine/completion/cursor';
import { completionParts } from '../../../src/engine/completion/prompt';
import { defaultCompletionSettings } from '../../../src/engine/completion';
import { prefixStart, suffixEnd } from '../../../src/engine/completion/trim';
import { offsetAt } from '../../../src/engine/text';
import { cursorAt } from './pipeline-fixture';

const settings = { ...defaultCompletionSettings, prefixUnits: 40, suffixUnits: 20 };
const document = fc
  .array(fc.constantFrom('a', 'bc', ' ', '\n', '\r\n', '👋', 'line of text\n'), { maxLength: 60 })
  .map((parts) => parts.join(''));

describe('the text around the cursor', () => {
  it('keeps to its budgets, in whole lines where there are any, and never splits a character', () => {
    fc.assert(
      fc.property(document, document, (prefix, suffix) => {
        const start = prefixStart(prefix, 40);
        const end = suffixEnd(suffix, 20);
        expect(prefix.length - start).toBeLessThanOrEqual(40);
        expect(end).toBeLessThanOrEqual(20);
        expect(/^[\udc00-\udfff]/.test(prefix.slice(start))).toBe(false);
        expect(/[\ud800-\udbff]$/.test(suffix.slice(0, end))).toBe(false);
        if (start > 0 && prefix.slice(start - 1, -1).includes('\n')) expect(prefix[start - 1]).toBe('\n');
        if (end < suffix.length && suffix.slice(0, end).includes('\n')) expect(suffix[end - 1]).toBe('\n');
      }),
    );
  });

  it('begins at the same place for many keys', () => {
    const before = 'const value = compute(first, second);\n'.repeat(500);
    const starts = new Set<number>();
    for (let typed = 0; typed < 60; typed++) starts.add(prefixStart(before + 'x'.repeat(typed), 6000));
    expect(starts.size).toBeLessThanOrEqual(2);
  });

  it('says where it stands in the document', () => {
    fc.assert(
      fc.property(document, document, (prefix, suffix) => {
        fc.pre(!/\r(?!\n)/.test(prefix + suffix) && !(prefix.endsWith('\r') && suffix.startsWith('\n')));
        const cursor = cursorAt('│', { prefix, suffix });
        for (const part of completionParts(cursor, undefined, settings, ['file:///w'])) {
          if (part.origin.kind !== 'file') throw new Error('not of the file');
          const { start, end } = part.origin.range;
          const whole = prefix + suffix;
          expect(whole.slice(offsetAt(whole, start), offsetAt(whole, end))).toBe(part.text);
          expect(part.path).toBe('src/main.ts');
        }
      }),
    );
  });
});

it.each([
  ['', '', '\n'],
  ['a\nb', '', '\n'],
  ['a\r\nb', '', '\r\n'],
  ['a', '\r\nb', '\r\n'],
  ['a', '\nb', '\n'],
] as const)('lines of %j and %j end with %j', (prefix, suffix, lineBreak) => {
  expect(lineBreakOf({ prefix, suffix })).toBe(lineBreak);
});
