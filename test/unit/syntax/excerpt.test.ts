import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { DocumentSyntax } from '../../../src/engine/syntax';
import { excerptAt } from '../../../src/engine/syntax/excerpt';
import { lexicalRulesOf } from '../../../src/engine/syntax/lexical-rules';
import { installedGrammars } from './installed-grammars';

const rules = lexicalRulesOf('typescript');
const filler = (name: string) =>
  Array.from({ length: 60 }, (_, at) => `  ${name}${at}(a: number): number {\n    return a + ${at};\n  }\n`).join('\n');

describe('an excerpt', () => {
  it('is all of a short document', () => {
    expect(excerptAt('const a = 1;\nf(', ');\n', rules)).toEqual({ prefix: 'const a = 1;\nf(', suffix: ');\n' });
  });

  it('begins with the lines that open what the cursor stands in, and ends with what closes it', () => {
    const prefix = `const before = 1;\nexport class Store {\n${filler('m')}${filler('k')}\n  last(): void {\n    `;
    const near = excerptAt(prefix, `\n  }\n${filler('n')}}\n`, rules);
    expect(near.prefix.startsWith('export class Store {\n')).toBe(true);
    expect(near.prefix.length).toBeLessThan(3_000);
    expect(near.suffix.length).toBeLessThan(1_200);
    expect(near.suffix.endsWith('}')).toBe(true);
  });

  it('has a header of several lines whole', () => {
    const prefix = `export class Store\n  extends Base\n{\n${filler('m')}  last(): void {\n    `;
    expect(excerptAt(prefix, '', rules).prefix.startsWith('export class Store\n  extends Base\n{\n')).toBe(true);
  });

  it('is short where a line is as long as a file', () => {
    const line = 'call(value);'.repeat(80_000);
    for (const [prefix, suffix] of [
      [line, line],
      [`first();\n${line}`, `${line}\nlast();\n`],
      ['first();\n', line],
    ] as const) {
      const near = excerptAt(prefix, suffix, rules);
      expect(near.prefix.length + near.suffix.length).toBeLessThan(21_000);
      expect(prefix.endsWith(near.prefix)).toBe(true);
      expect(suffix.startsWith(near.suffix)).toBe(true);
    }
  });

  it('keeps the line of the cursor and is short, whatever the text', () => {
    const text = fc.array(fc.constantFrom('\n', ' ', '  f(a) {', '}', '"', '/*', 'class A {', 'word', '\t', '`'), {
      maxLength: 3_000,
    });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const [prefix, suffix] = [left.join(''), right.join('')];
        const near = excerptAt(prefix, suffix, rules);
        const line = prefix.slice(prefix.lastIndexOf('\n') + 1);
        expect(near.prefix.endsWith(line)).toBe(true);
        expect(near.suffix.startsWith(suffix.slice(0, 1_000))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a cursor in a long document', () => {
  const documents = new DocumentSyntax(installedGrammars, Number.POSITIVE_INFINITY);
  afterAll(() => documents.dispose());

  it('is judged alike before and after the whole document is parsed', async () => {
    const text = `export class Store {\n${filler('m')}\n  /** what it does */\n  call(): void {\n    run(\`a\${1}\`, [1, 2]);\n  }\n${filler('n')}}\n`;
    const middle = text.indexOf('/** what');
    for (let at = middle - 200; at < middle + 200; at += 9) {
      const cursor = {
        uri: `file:///${at}.ts`,
        languageId: 'typescript',
        prefix: text.slice(0, at),
        suffix: text.slice(at),
      };
      const early = await documents.cursorSyntax(cursor);
      await documents.judge({ ...cursor, text: 'x' });
      expect([at, await documents.cursorSyntax(cursor)]).toEqual([at, early]);
    }
  });

  it('gets the whole document parsed soon after, in short steps', async () => {
    const text = `${filler('function f')}\n`.repeat(20);
    const cursor = { uri: 'file:///long.ts', languageId: 'typescript', prefix: text, suffix: '' };
    await documents.cursorSyntax(cursor);
    const { trees } = documents as unknown as { trees: { has(uri: string, languageId: string): boolean } };
    expect(trees.has(cursor.uri, 'typescript')).toBe(false);
    while (!trees.has(cursor.uri, 'typescript')) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await documents.cursorSyntax(cursor)).place).toBe('code');
  });
});
