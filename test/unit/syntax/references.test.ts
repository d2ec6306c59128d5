import { afterAll, describe, expect, it } from 'vitest';
import { inlineParser, languageOf, type Reference } from '../../../src/engine/syntax';
import { fixture, fixtureNames, installedGrammars } from './installed-grammars';
import { caseNames, referenceCases } from './reference-cases';

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
  it.each(referenceCases.map(({ languageId, ...rest }) => [languageId, rest] as const))(
    'are told apart in %s',
    async (languageId, { text, uses }) => {
      const found = await usesOf(languageId, text, caseNames);
      expect(found.map(({ name, kind }) => `${kind} ${name}`)).toEqual(uses.split(/;\s*/));
    },
  );
});
