import { afterAll, describe, expect, it } from 'vitest';
import { grammars, inlineParser, languageOf, type Reference } from '../../../src/engine/syntax';
import { fixture, fixtureNames, installedGrammars } from './installed-grammars';
import { particularCases } from './particular-reference-cases';
import { caseNames, type ReferenceCase, referenceCases } from './reference-cases';

const parser = inlineParser(installedGrammars);
afterAll(() => parser.dispose());

async function usesOf(languageId: string, text: string, names: readonly string[]): Promise<readonly Reference[]> {
  const uses = await parser.references(languageId, text, names);
  if (uses === undefined) throw new Error(`${languageId} has no grammar`);
  return uses;
}

/** What a file itself names: its definitions, its imports, and words that look like a call or a type. */
async function namesIn(languageId: string, text: string): Promise<string[]> {
  const syntax = await parser.parse(languageId, text);
  const words = text.match(/[\p{L}_]\w*(?=[(<!])|(?<![\p{L}\p{N}_])\p{Lu}\w*/gu) ?? [];
  const own = [...(syntax?.symbols ?? []), ...(syntax?.imports ?? [])].map(({ name }) => name);
  return [...new Set([...own, ...words])].filter((name) => name !== '');
}

function listed(uses: readonly Reference[]): string[] {
  return uses.map(({ name, kind, line }) => `${line + 1} ${kind} ${name}`);
}

/** The golden lists, which were read through by eye. */
describe.each(fixtureNames)('%s', (name) => {
  const text = fixture(name);
  const languageId = languageOf(name, text) ?? '';

  it('has its golden uses', async () => {
    const uses = await usesOf(languageId, text, await namesIn(languageId, text));
    await expect(listed(uses).concat('').join('\n')).toMatchFileSnapshot(
      `../../fixtures/syntax/golden/${name}.references.txt`,
    );
  });

  it('says the same of the file with CRLF line ends', async () => {
    const names = await namesIn(languageId, text);
    const crlf = await usesOf(languageId, text.replaceAll('\n', '\r\n'), names);
    expect(listed(crlf)).toEqual(listed(await usesOf(languageId, text, names)));
  });

  it('has an answer for text that is cut anywhere', async () => {
    const names = await namesIn(languageId, text);
    for (const share of [0.2, 0.4, 0.6, 0.8, 0.95]) {
      const cut = text.slice(0, Math.floor(text.length * share));
      const lines = cut.split('\n');
      for (const { name: used, line } of await usesOf(languageId, cut, names)) expect(lines[line]).toContain(used);
    }
  });
});

describe('uses', () => {
  const told = async ({ languageId, text }: ReferenceCase): Promise<string> =>
    (await usesOf(languageId, text, caseNames)).map(({ name, kind }) => `${kind} ${name}`).join('; ');

  it.each(referenceCases.map((each) => [each.languageId, each] as const))('are told apart in %s', async (_, each) => {
    expect(await told(each)).toBe(each.uses.replace(/;\s+/g, '; '));
  });

  it.each(particularCases.map((each) => [each.languageId, each.text, each] as const))(
    'are told apart in %s: %j',
    async (_language, _text, each) => {
      expect(await told(each)).toBe(each.uses);
    },
  );

  it('of every language with code are known', () => {
    const known = new Set(referenceCases.map(({ languageId }) => languageId));
    expect(grammars.filter(({ kind, languageId }) => kind === 'code' && !known.has(languageId))).toEqual([]);
  });

  it('say the line, and the longer of two names that begin alike', async () => {
    const text = 'defmodule A do\n  def f, do: Shop.Queue.push(Shop)\nend\n';
    expect(await usesOf('elixir', text, ['Shop', 'Shop.Queue'])).toEqual([
      { name: 'Shop.Queue', kind: 'value', line: 1 },
      { name: 'Shop', kind: 'value', line: 1 },
    ]);
  });

  it('of no name are none, and a language without a grammar has no answer', async () => {
    expect(await usesOf('go', 'package p', [])).toEqual([]);
    expect(await parser.references('markdown', '# a', ['a'])).toBeUndefined();
  });
});
