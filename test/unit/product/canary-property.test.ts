import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { DocumentSyntax, inlineParser } from '../../../src/engine/syntax';
import { installedGrammars } from '../syntax/installed-grammars';
import { live } from './life';
import { productOperation } from './operations';

const syntax = { parser: inlineParser(installedGrammars), documentSyntax: new DocumentSyntax(installedGrammars) };
const { CAIRN_CANARY_OPERATIONS, CAIRN_CANARY_SEED } = process.env;
const numRuns = Number(CAIRN_CANARY_OPERATIONS ?? 500);
const seeds = CAIRN_CANARY_SEED === undefined ? [1, 2, 3] : [Number(CAIRN_CANARY_SEED)];

afterAll(() => {
  syntax.parser.dispose();
  syntax.documentSyntax.dispose();
});

describe('canaries of excluded files, in the whole product', () => {
  it.each(seeds)(
    'reach no model, no stored file and no answer in random operations (seed %i)',
    async (seed) => {
      const { leaks, counts } = await live(fc.sample(productOperation, { seed, numRuns }), syntax);
      expect(leaks).toEqual([]);
      // A product that says nothing leaks nothing.
      for (const [what, count] of Object.entries(counts)) expect(count, what).toBeGreaterThan(0);
    },
    20_000 + 100 * numRuns,
  );
});
