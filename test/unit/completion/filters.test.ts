import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFilters, filterCursor, fitAgain } from '../../../src/engine/completion/filters';
import { offerFilters } from '../../../src/engine/completion/filters/apply-filters';
import { hasOpenBrackets } from '../../../src/engine/completion/filters/brackets';
import type { Candidate, CompletionFilter } from '../../../src/engine/completion/filters/candidate';
import { halfTypedWord } from '../../../src/engine/completion/filters/half-typed-word';
import { parseErrors } from '../../../src/engine/completion/filters/parse-errors';
import { tooShort } from '../../../src/engine/completion/filters/too-short';
import { type Case, golden } from './filter-cases';
import { issues } from './filter-cases-issues';
import { speech } from './filter-cases-speech';
import { words } from './filter-cases-words';

function cursorAt(document: string, languageId = 'typescript') {
  const [prefix = '', suffix = ''] = document.split('│');
  return filterCursor({ uri: 'file:///w/a.ts', languageId, version: 1, prefix, suffix, recentEdits: [] });
}

function run({ at, model, languageId, errorDelta }: Case): { document?: string; dropped?: string } {
  const [prefix = '', suffix = ''] = at.split('│');
  const judged = errorDelta === undefined ? {} : { judged: { text: model, errorDelta } };
  const verdict = applyFilters({ text: model, replaceSuffix: 0, ...judged }, cursorAt(at, languageId));
  if (verdict.kind === 'drop') return { dropped: verdict.reason };
  return { document: prefix + verdict.candidate.text + suffix.slice(verdict.candidate.replaceSuffix) };
}

for (const [theme, cases] of Object.entries({ ...golden, ...speech, ...words, ...issues })) {
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
    '<|channel|>analysis<|message|>',
    '<|channel|>final<|message|>',
    'analysis',
    'assistantfinal',
    'final<|message|>',
    'You can use the following:',
    'comp',
    'compute(a)',
    'this.',
    '<EOT>',
    '👋',
    '日本',
    '\\',
  ],
);
const text = fc.array(scrap, { maxLength: 24 }).map((parts) => parts.join(''));
const languageId = fc.constantFrom('typescript', 'python', 'go', 'markdown');
/** Of the model's text itself more often than of another. */
const judgement = fc.option(fc.record({ errorDelta: fc.integer({ min: -3, max: 3 }), other: fc.option(text) }));
const situation = fc.record({ prefix: text, suffix: text, model: text, languageId, judgement });

function candidateOf(model: string, said: { errorDelta: number; other: string | null } | null): Candidate {
  if (said === null) return { text: model, replaceSuffix: 0 };
  return { text: model, replaceSuffix: 0, judged: { text: said.other ?? model, errorDelta: said.errorDelta } };
}

const withoutSpace = (value: string): string => value.replace(/\s/g, '');

describe('every filter, and all of them in a row', () => {
  const chain: CompletionFilter = (candidate, cursor) => applyFilters(candidate, cursor);
  const again: CompletionFilter = (candidate, cursor) => fitAgain(candidate, cursor);
  const one = offerFilters.map((filter) => [filter.name || 'unnamed', filter] as const);
  it.each([...one, ['the chain', chain] as const, ['fitting again', again] as const])(
    '%s never throws, keeps one piece of what the model wrote, and is stable',
    (_, filter) => {
      fc.assert(
        fc.property(situation, ({ prefix, suffix, model, languageId: language, judgement: said }) => {
          const cursor = filterCursor({
            uri: 'file:///a',
            languageId: language,
            version: 1,
            prefix,
            suffix,
            recentEdits: [],
          });
          const verdict = filter(candidateOf(model, said), cursor);
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

describe('filters that only say yes or no', () => {
  it('parse errors drop what adds errors, was judged as it is, and opens nothing; they change no text', () => {
    fc.assert(
      fc.property(situation, ({ prefix, suffix, model, judgement: said }) => {
        const candidate = candidateOf(model, said);
        const cursor = cursorAt(`${prefix}│${suffix}`);
        const verdict = parseErrors(candidate, cursor);
        const { judged } = candidate;
        const counts = judged !== undefined && judged.errorDelta > 0 && judged.text.trimEnd() === model.trimEnd();
        if (!counts || hasOpenBrackets(model, cursor.linePrefix)) expect(verdict).toEqual({ kind: 'keep', candidate });
        else expect(verdict).toEqual({ kind: 'drop', reason: 'parse-errors' });
      }),
    );
  });

  it('parse errors leave alone what takes the place of other text, since both were judged together', () => {
    const judged = { text: 'a b)', errorDelta: 1 };
    const candidate = { text: 'a b)', replaceSuffix: 1, judged };
    expect(parseErrors(candidate, cursorAt('run(│)'))).toEqual({ kind: 'keep', candidate });
    expect(parseErrors({ ...candidate, replaceSuffix: 0 }, cursorAt('run(│)'))).toMatchObject({ kind: 'drop' });
  });

  it('too short drops less than two characters, however many units they have, and changes no text', () => {
    fc.assert(
      fc.property(situation, ({ model }) => {
        const candidate = candidateOf(model, null);
        const characters = [...model.trim()].length;
        const reason = characters === 0 ? 'empty' : 'too-short';
        expect(tooShort(candidate, cursorAt('│'))).toEqual(
          characters < 2 ? { kind: 'drop', reason } : { kind: 'keep', candidate },
        );
      }),
    );
  });
});

describe('a half-typed word', () => {
  const letters = fc.stringMatching(/^[k-p][a-j]{5,12}$/);
  const tail = fc.constantFrom('', '(a)', '.x', ' = 1;');
  const textAfter = (at: string, model: string): string | undefined => {
    const verdict = halfTypedWord({ text: model, replaceSuffix: 0 }, cursorAt(at));
    return verdict.kind === 'keep' ? verdict.candidate.text : undefined;
  };

  it('goes on where it is when the model writes the whole word', () => {
    fc.assert(
      fc.property(letters, tail, fc.integer({ min: 4, max: 5 }), (word, after, typed) => {
        expect(textAfter(`const a = ${word.slice(0, typed)}│`, word + after)).toBe(word.slice(typed) + after);
      }),
    );
  });

  it('keeps what makes it a word of the document, and what does not begin with it', () => {
    fc.assert(
      fc.property(letters, letters, tail, (word, other, after) => {
        const known = word.slice(0, 4) + word;
        expect(textAfter(`${known}();\n${word.slice(0, 4)}│`, word + after)).toBe(word + after);
        fc.pre(!other.startsWith(word.slice(0, 4)));
        expect(textAfter(`const a = ${word.slice(0, 4)}│`, other + after)).toBe(other + after);
      }),
    );
  });
});
