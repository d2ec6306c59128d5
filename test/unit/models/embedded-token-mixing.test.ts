import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FEATURE_NAMES } from '../../../src/engine/models/embedded/candidate';
import { Corpus } from '../../../src/engine/models/embedded/corpus';
import { DocumentTokens } from '../../../src/engine/models/embedded/document-tokens';
import { FITTED } from '../../../src/engine/models/embedded/fitted-weights';
import { lineState } from '../../../src/engine/models/embedded/line-state';
import { gatherEvidence } from '../../../src/engine/models/embedded/next-token';
import { TokenCounts } from '../../../src/engine/models/embedded/token-counts';
import { DEPTHS, mixTokens, TOKEN_VALUES } from '../../../src/engine/models/embedded/token-mixing';
import type { TokenCode } from '../../../src/engine/models/embedded/vocabulary';

const line = fc
  .array(fc.constantFrom('const', 'alpha', 'beta', 'Total', '=', '(', ')', '.', '42', ';', '"'), { maxLength: 8 })
  .map((tokens) => tokens.join(' '));
const text = fc.array(line, { maxLength: 12 }).map((lines) => `${lines.join('\n')}\n`);

function mixed(learned: string, prefix: string, suffix: string, weights: readonly number[]) {
  const corpus = new Corpus();
  corpus.add('file:///w/a.ts', learned, 'script');
  const tokens = new DocumentTokens(corpus.vocabulary);
  const document = tokens.view(prefix, suffix);
  const kind = (code: TokenCode) => tokens.kind(code);
  const scope = {
    corpus,
    document,
    uri: 'file:///w/b.ts',
    folder: 'file:///w/',
    family: 'script',
    counts: new TokenCounts(),
    kind,
  };
  const { context, lineStart } = document;
  const mixing = { document, kind, line: lineState(context.slice(lineStart), kind), previous: context.at(-1) ?? 0 };
  return mixTokens(mixing, gatherEvidence(scope, context), weights);
}

function expectShares({ next, unknown }: ReturnType<typeof mixTokens>): void {
  for (const { probability } of next) expect(probability).toBeGreaterThan(0);
  expect(unknown).toBeGreaterThan(0);
  expect(next.reduce((sum, { probability }) => sum + probability, unknown)).toBeCloseTo(1, 9);
}

test('the probabilities of the next tokens and of one that nobody has written add up to one', () => {
  fc.assert(
    fc.property(text, text, line, text, (learned, above, typed, below) => {
      expectShares(mixed(learned, above + typed, `\n${below}`, FITTED.token));
    }),
  );
});

test('they do so under any weights', () => {
  const size = TOKEN_VALUES + DEPTHS;
  const weights = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: size, maxLength: size });
  fc.assert(
    fc.property(weights, text, text, line, (all, learned, above, typed) => {
      const halves = all.map((each) => each / 2);
      expectShares(mixed(learned, above + typed, '', halves));
    }),
  );
});

test('there are as many weights as values and features', () => {
  expect([FITTED.token.length, FITTED.line.length]).toEqual([TOKEN_VALUES + DEPTHS, FEATURE_NAMES.length]);
});
