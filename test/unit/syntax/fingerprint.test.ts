import { describe, expect, it } from 'vitest';
import { type ExtractionRules, extractionRules, syntaxFingerprint } from '../../../src/engine/syntax';

const [first, ...others] = extractionRules.grammars;
if (first === undefined) throw new Error('no grammars');
const python = extractionRules.queries['python'] ?? {};
const withQuery = (text: ExtractionRules['queries'][string]): ExtractionRules => ({
  ...extractionRules,
  queries: { ...extractionRules.queries, python: text },
});

describe('the fingerprint of what symbols depend on', () => {
  it.each<[string, ExtractionRules]>([
    ['the version of the extraction', { ...extractionRules, version: extractionRules.version + 1 }],
    ['the runtime', { ...extractionRules, runtime: 'another' }],
    [
      "a grammar's checksum",
      { ...extractionRules, grammars: [{ ...first, wasm: { ...first.wasm, sha256: 'f' } }, ...others] },
    ],
    ["a grammar's query", { ...extractionRules, grammars: [{ ...first, query: 'zig' }, ...others] }],
    ['the languages', { ...extractionRules, grammars: others }],
    ['the text of a query', withQuery({ ...python, anyDepth: `${python.anyDepth ?? ''} ` })],
    ['the text of a query for the top level', withQuery({ ...python, topLevel: '(module)' })],
  ])('changes with %s', (_, rules) => {
    expect(syntaxFingerprint(rules)).not.toBe(syntaxFingerprint());
  });

  it('stays when nothing changes', () => {
    expect(syntaxFingerprint({ ...extractionRules })).toBe(syntaxFingerprint());
  });
});
