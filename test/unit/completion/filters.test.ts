import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFilters, filterCursor, fitAgain } from '../../../src/engine/completion/filters';
import { answerFilters, placeFilters } from '../../../src/engine/completion/filters/apply-filters';
import type { CompletionFilter } from '../../../src/engine/completion/filters/candidate';
import { type Case, golden } from './filter-cases';

function cursorAt(document: string, languageId = 'typescript') {
  const [prefix = '', suffix = ''] = document.split('│');
  return filterCursor({ uri: 'file:///w/a.ts', languageId, version: 1, prefix, suffix, recentEdits: [] });
}

function run({ at, model, languageId }: Case): { document?: string; dropped?: string } {
  const [prefix = '', suffix = ''] = at.split('│');
  const verdict = applyFilters({ text: model, replaceSuffix: 0 }, cursorAt(at, languageId));
  if (verdict.kind === 'drop') return { dropped: verdict.reason };
  return { document: prefix + verdict.candidate.text + suffix.slice(verdict.candidate.replaceSuffix) };
}

for (const [theme, cases] of Object.entries(golden)) {
  describe(theme, () => {
    it.each(cases)('$complaint', (one) => {
      const { document, dropped } = run(one);
      expect({ gives: document, dropped }).toEqual({ gives: one.gives, dropped: one.dropped });
    });
  });
}

const scrap = fc.constantFrom(
  ...[
    'a',
    'foo',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n  ',
    '\n\t',
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '`',
    ';',
    ',',
    ':',
    '=>',
  ],
  ...[
    'const x = ',
    'return value',
    '```',
    '```ts\n',
    '<|fim_middle|>',
    '<think>',
    '</think>',
    '<EOT>',
    '👋',
    '日本',
    '\\',
  ],
);
const text = fc.array(scrap, { maxLength: 24 }).map((parts) => parts.join(''));
const languageId = fc.constantFrom('typescript', 'python', 'go', 'markdown');
const situation = fc.record({ prefix: text, suffix: text, model: text, languageId });

const withoutSpace = (value: string): string => value.replace(/\s/g, '');

describe('every filter, and all of them in a row', () => {
  const chain: CompletionFilter = (candidate, cursor) => applyFilters(candidate, cursor);
  const again: CompletionFilter = (candidate, cursor) => fitAgain(candidate, cursor);
  const one = [...answerFilters, ...placeFilters].map((filter) => [filter.name || 'unnamed', filter] as const);
  it.each([...one, ['the chain', chain] as const, ['fitting again', again] as const])(
    '%s never throws, keeps one piece of what the model wrote, and is stable',
    (_, filter) => {
      fc.assert(
        fc.property(situation, ({ prefix, suffix, model, languageId: language }) => {
          const cursor = filterCursor({
            uri: 'file:///a',
            languageId: language,
            version: 1,
            prefix,
            suffix,
            recentEdits: [],
          });
          const verdict = filter({ text: model, replaceSuffix: 0 }, cursor);
          if (verdict.kind === 'drop') return;
          const { candidate } = verdict;
          expect(withoutSpace(model)).toContain(withoutSpace(candidate.text));
          expect(candidate.replaceSuffix).toBeLessThanOrEqual(cursor.lineSuffix.length);
          expect(filter(candidate, cursor)).toEqual(verdict);
        }),
        { numRuns: 1500 },
      );
    },
  );
});
