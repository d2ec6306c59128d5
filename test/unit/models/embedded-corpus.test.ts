import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Corpus } from '../../../src/engine/models/embedded/corpus';
import { codeAt } from '../../../src/engine/models/embedded/token-stream';
import type { TokenCode } from '../../../src/engine/models/embedded/vocabulary';

const FAMILY = 'script';

/** What follows the given words anywhere in the corpus, with the file it stands in. */
function followers(corpus: Corpus, words: readonly string[]): string[] {
  const context = words.map((word) => corpus.vocabulary.find(word));
  if (context.includes(undefined)) return [];
  const found: string[] = [];
  corpus.visit(context as TokenCode[], 100_000, (tokens, position, start, file) => {
    const first = position - words.length;
    if (first >= start && context.every((code, i) => codeAt(tokens, first + i) >> 1 === (code ?? 0) >> 1)) {
      found.push(`${file.uri} ${corpus.vocabulary.text(codeAt(tokens, position)).trim()}`);
    }
  });
  return found.sort();
}

const text = (id: number, lines: number): string =>
  Array.from({ length: lines }, (_, i) => `let it = make${id}x${i % 5}(${i});`).join('\n');

const step = fc.record({ id: fc.nat(5), lines: fc.constantFrom(0, 1, 40, 3000), remove: fc.boolean() });

describe('the learned files in segments', () => {
  test('any sequence of adding and removing leaves what adding the last texts alone leaves', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const corpus = new Corpus();
        const texts = new Map<string, string>();
        for (const { id, lines, remove } of steps) {
          const uri = `file:///w/${id}.ts`;
          corpus.remove(uri);
          texts.delete(uri);
          if (remove) continue;
          texts.set(uri, text(id, lines));
          corpus.add(uri, text(id, lines), FAMILY);
        }
        const fresh = new Corpus();
        for (const [uri, each] of texts) fresh.add(uri, each, FAMILY);
        expect(corpus.fileCount).toBe(fresh.fileCount);
        expect(corpus.size).toBe(fresh.size);
        expect(corpus.tokenCount).toBe(fresh.tokenCount);
        expect(corpus.vocabulary.size).toBe(fresh.vocabulary.size);
        expect(followers(corpus, ['let', ' it', ' ='])).toEqual(followers(fresh, ['let', ' it', ' =']));
        for (let id = 0; id < 6; id++) {
          const uri = `file:///w/${id}.ts`;
          const textsOf = (of: Corpus): string =>
            of.codesOf(uri).reduce((all, code) => all + of.vocabulary.text(code), '');
          expect(textsOf(corpus)).toBe(textsOf(fresh));
        }
      }),
      { numRuns: 30 },
    );
  });

  test('a file longer than a segment is whole but for one context at each border', () => {
    const corpus = new Corpus();
    corpus.add('file:///w/long.ts', text(1, 20_000), FAMILY);
    expect(followers(corpus, ['let', ' it', ' =']).length).toBeGreaterThan(19_990);
    corpus.remove('file:///w/long.ts');
    expect(followers(corpus, ['let', ' it', ' ='])).toEqual([]);
    expect(corpus.tokenCount).toBe(0);
    expect(corpus.bytes).toBe(0);
  });

  test('files that would take the tokens over the limit are refused and leave nothing', () => {
    const corpus = new Corpus(1000);
    for (let id = 0; id < 5; id++) expect(corpus.add(`file:///w/${id}.ts`, text(id, 30), FAMILY)).toBe(id < 3);
    expect(corpus.fileCount).toBe(3);
    expect(corpus.tokenCount).toBeLessThanOrEqual(1000);
    expect(corpus.vocabulary.find('make4x1')).toBeUndefined();
    for (let id = 0; id < 5; id++) corpus.remove(`file:///w/${id}.ts`);
    expect(corpus.vocabulary.size).toBe(0);
    expect(corpus.add('file:///w/4.ts', text(4, 30), FAMILY)).toBe(true);
  });

  test('a file that finds no room is not cut to its end', () => {
    const corpus = new Corpus(1000);
    const steps = corpus.addSteps('file:///w/long.ts', text(1, 20_000), FAMILY);
    expect(steps.next()).toEqual({ done: true, value: false });
    expect(corpus.vocabulary.size).toBe(0);
  });
});
