import { afterAll, describe, expect, it } from 'vitest';
import { type CursorSyntax, DocumentSyntax } from '../../../src/engine/syntax';
import { installedGrammars } from './installed-grammars';

/** Nobody waits for a tree: only what is parsed without hurry is known. */
const documents = new DocumentSyntax(installedGrammars, Number.NEGATIVE_INFINITY);
afterAll(() => documents.dispose());

const filler: Readonly<Record<string, string>> = {
  typescript: 'function f(a: number) {\n  return [a, "b"];\n}\n'.repeat(60),
  ruby: 'def f(a)\n  [a, "b"]\nend\n'.repeat(60),
};

/** A document with `around` at its top, `|` at the cursor. */
function documentAt(languageId: string, around: string) {
  const [prefix = '', suffix = ''] = around.split('|');
  return { uri: `file:///a.${languageId}`, languageId, prefix, suffix: `${suffix}\n${filler[languageId] ?? ''}` };
}

/** What stands at the cursor once it was typed behind what was there before. */
async function afterTyping(languageId: string, before: string, after: string): Promise<CursorSyntax> {
  const document = documentAt(languageId, before);
  documents.forget(document.uri);
  await documents.judge({ ...document, text: '' });
  return documents.cursorSyntax(documentAt(languageId, after));
}

describe('a cursor whose tree is behind', () => {
  it.each([
    ['typescript', 'f();\n|', 'f();\n"a|', 'string'],
    ['typescript', 'f();\n|', "f();\n// it wasn't|", 'comment'],
    ['typescript', 'f();\n|', 'f();\n/* a\nb |', 'comment'],
    ['typescript', 'f();\n"a|"', 'f();\n"a"|', 'code'],
    ['typescript', '/* a | */', '/* a */ b|', 'code'],
    ['ruby', 'a = <<~END\n  b|\nEND', 'a = <<~END\n  bc|\nEND', 'string'],
  ])('is in a comment or a string by the text: %s %j %j', async (languageId, before, after, place) => {
    expect((await afterTyping(languageId, before, after)).place).toBe(place);
  });

  it('stands in what held it before', async () => {
    expect(await afterTyping('typescript', 'const a = {\n  b: 1,\n  |\n};', 'const a = {\n  b: 1,\n  c|\n};')).toEqual({
      place: 'code',
      emptyBlock: false,
      insideArguments: true,
    });
    expect(await afterTyping('typescript', 'class A {\n  |\n}', 'class A {\n  b() {|\n}')).toEqual({
      place: 'code',
      emptyBlock: true,
      insideArguments: false,
    });
  });
});
