import { afterAll, describe, expect, it, vi } from 'vitest';
import { DocumentTrees, type ParsedDocument } from '../../../src/engine/syntax/document-trees';
import { LoadedGrammars } from '../../../src/engine/syntax/loaded-grammars';
import { TrialErrors } from '../../../src/engine/syntax/trial-errors';
import { installedGrammars } from './installed-grammars';

const grammars = new LoadedGrammars(installedGrammars);
const trees = new DocumentTrees(4);
afterAll(() => {
  trees.dispose();
  grammars.dispose();
});

async function parsed(text: string): Promise<ParsedDocument> {
  const loaded = await grammars.get('typescript');
  const document = loaded && trees.parse('file:///a.ts', loaded, text);
  if (!document) throw new Error('it was not parsed');
  return document;
}

const lines = ['const a = b.c;\n', 'const d = (e;\n', 'x: number;\n'];
const none = { all: 0, onLine: 0 };
const texts = lines.map((_, at) => lines.slice(0, at + 1).join(''));

describe('errors with a text put in', () => {
  it('are found by parsing each text once, as long as document and place stay', async () => {
    const trials = new TrialErrors(trees);
    const parsing = vi.spyOn(trees, 'withInsertion');
    const document = await parsed('class A {\n\n}\n');
    const first = texts.map((text) => trials.count(document, 10, text));
    expect(first.every((errors) => errors !== undefined && errors.all > 0)).toBe(true);
    expect(texts.map((text) => trials.count(document, 10, text))).toEqual(first);
    expect(parsing).toHaveBeenCalledTimes(texts.length);
    parsing.mockRestore();
  });

  it('are those of the document and the place that are asked for', async () => {
    const trials = new TrialErrors(trees);
    const before = await parsed('interface A {\n\n}\n\n');
    const text = 'const a = b.c;\n';
    const inside = trials.count(before, 14, text);
    expect(inside?.all).toBeGreaterThan(0);
    expect(trials.count(before, 17, text)).toEqual(none);
    expect(trials.count(before, 14, text)).toEqual(inside);
    expect(trials.count(await parsed('function A() {\n\n}\n\n'), 14, text)).toEqual(none);
  });

  it('are those of the document alone without a text', async () => {
    const trials = new TrialErrors(trees);
    expect(trials.count(await parsed('f();\n'), 5, '')).toEqual(none);
    expect(trials.count(await parsed('f(;\n'), 4, '')?.all).toBeGreaterThan(0);
  });

  it('are told apart by whether they lie on the line of the cursor', async () => {
    const trials = new TrialErrors(trees);
    const document = await parsed('const a = (;\n\nconst b = 1;\n');
    expect(trials.count(document, 13, '')).toEqual({ all: 1, onLine: 0 });
    const both = trials.count(document, 13, 'const c = );');
    expect(both?.all).toBeGreaterThan(1);
    expect(both?.onLine).toBe((both?.all ?? 0) - 1);
  });
});
