import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCursorText, readSurroundings, surrounds } from '../../../../src/engine/retrieval/cursor/cursor-text';

const read = (prefix: string, suffix = '', languageId = 'typescript') =>
  readCursorText(prefix, suffix, readSurroundings({ prefix, suffix, languageId }));

describe('readCursorText', () => {
  it('does not count an import as a use', () => {
    const cursor = read("import { a, b } from './x';\n\na();\n");
    expect([...cursor.importedNames]).toEqual(['a', 'b']);
    expect(cursor.isUsed('a')).toBe(true);
    expect(cursor.isUsed('b')).toBe(false);
  });

  it('weighs names by how near they are', () => {
    const { nearNames, closeNames } = read('far();\n\n\n\n\nnear();\nconst x = here', ' after();\n');
    expect(nearNames.get('near') ?? 0).toBeGreaterThan(nearNames.get('far') ?? 0);
    expect(nearNames.has('after')).toBe(true);
    expect([...closeNames]).toContain('near');
    expect([...closeNames]).not.toContain('after');
  });

  it('counts names behind the cursor, but not the rest of one that is being written', () => {
    const cursor = read('const x = pa', 'rse(text);\nbelow();\n');
    expect(cursor.namesAfter).toEqual(['text']);
    expect(['rse', 'text', 'below'].map((name) => cursor.isUsed(name))).toEqual([false, true, true]);
  });

  it('tells a name that is being typed from one that stands', () => {
    const cursor = read('load(config).parseHea');
    expect(cursor.typed).toBe('parseHea');
    expect(cursor.lineNames).toEqual(['load', 'config']);
    expect(cursor.isUsed('parseHea')).toBe(false);
    expect(read('load(config) ').typed).toBe('');
  });

  it.each([
    ['  server.pool.', ['pool', 'server']],
    ['  this.index.search', ['index', 'this']],
    ['  items[0].', ['items']],
    ['  load(a, b).then', ['load']],
    ['  ptr->', ['ptr']],
    ['  a->b->', ['b', 'a']],
    ['  Rule::', ['Rule']],
    ['  a?.b', ['a']],
    ['  plain', []],
    ['', []],
  ])('finds what %j asks a member of', (line, receiver) => {
    expect(read(`x\n${line}`).receiver).toEqual(receiver);
  });

  it('finds the name that is being typed as a pattern from its start would', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'Z', '7', '_', '$', '.', ' ', 'é', '変', '𝒳', '😀', '\ud835', '\udcb3'),
    });
    fc.assert(
      fc.property(text, (line) => {
        expect(read(line).typed).toBe(/[\p{L}\p{N}_$]*$/u.exec(line)?.[0]);
      }),
    );
  });

  it('reads of a very long line the end, in a time that does not grow with the square of its length', () => {
    const run = '0123456789abcdef'.repeat(60_000);
    const cursor = read(`const data = "${run}"; used(valueOf`);
    expect(cursor.typed).toBe('valueOf');
    expect(cursor.isUsed('used')).toBe(true);
    expect(cursor.lineBefore.length).toBe(8_000);
    expect(read(`x\n${run}`).typed).toBe(run.slice(-8_000));
    const names = Array.from({ length: 200_000 }, (_, at) => `name${at};`).join('');
    expect(read(names).lineNames.length).toBeLessThan(2_000);
  });

  it('knows the line that it has read the surroundings of', () => {
    const known = readSurroundings({ prefix: 'a\nb', suffix: '\nc', languageId: 'typescript' });
    const isOnLine = (prefix: string, suffix: string, languageId = 'typescript') =>
      surrounds(known, { prefix, suffix, languageId });
    expect(isOnLine('a\nbcd', '\nc')).toBe(true);
    expect(isOnLine('a\nb', ' rest\nc')).toBe(true);
    expect(isOnLine('a\nb\n', '\nc')).toBe(false);
    expect(isOnLine('a\nb', '\nd')).toBe(false);
    expect(isOnLine('a\nb', '\nc', 'python')).toBe(false);
  });

  it('knows of a text that has grown what it would read of it anew', () => {
    const line = fc.constantFrom(
      "import { read } from './read';",
      'import {',
      '  write,',
      "} from './write';",
      '(',
      'read(write);',
      'const other = call(read);',
      'é = 変;\r',
      '',
    );
    const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.map((each) => `${each}\n`).join(''));
    // Of the longest, the middle is left out, more of it or less.
    const begun = fc
      .constantFrom(0, 3_000, 4_200, 5_000, 5_010, 5_015)
      .map((count) => Array.from({ length: count }, (_, at) => `f${at % 97}(5);\n`).join(''));
    const namesOf = ({ usedNames, writtenNames, ...rest }: ReturnType<typeof readSurroundings>) => ({
      ...rest,
      names: [...usedNames, ...writtenNames].sort(),
    });
    fc.assert(
      fc.property(begun, fc.array(text, { minLength: 2, maxLength: 4 }), text, (beginning, parts, below) => {
        let prefix = beginning;
        let known: ReturnType<typeof readSurroundings> | undefined;
        for (const part of parts) {
          prefix += part;
          const at = { prefix, suffix: `\n${below}`, languageId: 'typescript' };
          known = readSurroundings(at, known);
          expect(namesOf(known)).toEqual(namesOf(readSurroundings(at)));
        }
      }),
    );
  });

  it('takes any text, and keeps the names that are near in a very long one', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom('typescript', 'python', 'rust', 'go', 'cpp', 'php'),
        (prefix, suffix, id) => {
          const cursor = read(prefix, suffix, id);
          for (const weight of cursor.nearNames.values()) expect(weight > 0 && weight <= 1).toBe(true);
          expect(prefix.endsWith(cursor.lineBefore)).toBe(true);
        },
      ),
    );
    const long = `import { early } from './early';\n${'x = 1;\n'.repeat(100_000)}late();\n`;
    const cursor = read(long, 'y'.repeat(500_000));
    expect(cursor.importedNames.has('early')).toBe(true);
    expect(cursor.nearNames.has('late')).toBe(true);
  });
});
