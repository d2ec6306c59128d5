import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type FileDescription, WorkspaceIndex } from '../../../src/engine/index';
import { TextScan } from '../../../src/engine/index/text-scan';
import type { FileSyntax, SymbolDefinition } from '../../../src/engine/syntax';

const noSignals = { test: false, example: false, generated: false, vendored: false };

function describeFile(path: string): FileDescription {
  return {
    uri: `file:///w/${path}`,
    path,
    folder: 'file:///w',
    languageId: 'typescript',
    signals: noSignals,
    strength: 'free',
  };
}

/** Every line `function name…` defines that name. */
function syntaxOf(text: string): FileSyntax {
  const symbols: SymbolDefinition[] = [];
  text.split('\n').forEach((line, at) => {
    const name = /^function (\w+)/.exec(line)?.[1];
    if (name === undefined) return;
    symbols.push({
      name,
      kind: 'function',
      container: '',
      startLine: at,
      endLine: at + 2,
      nameLine: at,
      nameCharacter: 9,
      signature: line,
    });
  });
  const imports = symbols.map(({ name, nameLine }) => ({ name, from: `./${name}.js`, line: nameLine }));
  return { languageId: 'typescript', symbols, imports };
}

const words = fc.constantFrom('readPolicy', 'write_file', 'parse', 'HTTPServer', 'x', 'policyEpoch', 'naïve');
const functionText = fc
  .tuple(words, fc.array(words, { maxLength: 5 }))
  .map(([name, uses]) => `function ${name}() {\n  ${uses.join('; ')};\n}\n`);
const fileText = fc.array(functionText, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
const path = fc.constantFrom('a.ts', 'src/policy.ts', 'src/http/server.ts', 'lib/parse.ts', 'lib/x/y.ts');

function identifiersIn(index: WorkspaceIndex, uri: string, ordinal: number): string[] {
  return Array.from(index.identifierNumbersIn(uri, ordinal), (identifier) => index.nameOf(identifier));
}

describe('WorkspaceIndex', () => {
  it('answers after any edits as an index built anew from what is left', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), path, text: fileText }),
      fc.record({ kind: fc.constant('remove' as const), path }),
      fc.record({ kind: fc.constant('tidy' as const) }),
      fc.record({ kind: fc.constant('release' as const) }),
    );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 25 }),
        fc.array(words, { minLength: 1, maxLength: 4 }),
        (steps, asked) => {
          const edited = new WorkspaceIndex();
          const left = new Map<string, string>();
          for (const action of steps) {
            if (action.kind === 'tidy') edited.tidy();
            else if (action.kind === 'release') edited.release();
            else if (action.kind === 'put') {
              edited.put(describeFile(action.path), action.text, syntaxOf(action.text));
              left.set(action.path, action.text);
            } else {
              expect(edited.remove(describeFile(action.path).uri)).toBe(left.delete(action.path));
            }
          }
          const fresh = new WorkspaceIndex();
          for (const [known, text] of left) fresh.put(describeFile(known), text, syntaxOf(text));

          const answersOf = (index: WorkspaceIndex) => {
            const terms = index.queryTerms(asked.map((word) => [word, 1] as const));
            return {
              files: index.searchFiles(terms, 10),
              chunks: index.searchChunks(terms, 10),
              definitions: index
                .searchDefinitions(terms, 10)
                .map(({ file, row, score }) => ({ file, score, symbol: index.symbols.symbolOf(row) })),
              symbols: asked.map((name) =>
                index.symbols
                  .definitionsOf(name)
                  .map(({ uri }) => uri)
                  .sort(),
              ),
              prefixes: [...index.symbols.namesWithPrefix('pa')].sort(),
              counts: [index.fileCount, index.chunkCount, index.symbols.size],
              places: index.paths.endingWith('policy.ts'),
            };
          };
          expect(answersOf(edited)).toEqual(answersOf(fresh));

          const loaded = new WorkspaceIndex();
          expect(loaded.restore('key', edited.save({ key: 'key', folders: [] }))).toBeUndefined();
          expect(answersOf(loaded)).toEqual(answersOf(fresh));
          for (const file of fresh.files()) {
            const again = loaded.file(file.uri);
            expect(again).toEqual(file);
            expect([again?.chunks, again?.imports]).toEqual([file.chunks, file.imports]);
            file.chunks.forEach((_, ordinal) => {
              expect(identifiersIn(loaded, file.uri, ordinal)).toEqual(identifiersIn(fresh, file.uri, ordinal));
            });
          }
          for (const known of left.keys()) {
            const text = 'function policyEpoch() {\n  parse;\n}\n';
            loaded.put(describeFile(known), text, syntaxOf(text));
            fresh.put(describeFile(known), text, syntaxOf(text));
          }
          expect(answersOf(loaded)).toEqual(answersOf(fresh));
        },
      ),
    );
  });

  it('gives the room of removed lists back while files come and go', () => {
    const change = fc.record({ file: fc.nat(299), word: fc.nat(9), isRemoved: fc.boolean(), steps: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 5, maxLength: 40 }), (changes) => {
        const edited = new WorkspaceIndex();
        const left = new Map<string, string>();
        const put = (file: number, word: string): void => {
          const text = `function ${word}() {\n  common${file} = ${word}${file};\n}\n`;
          edited.put(describeFile(`f${file}.ts`), text, syntaxOf(text));
          left.set(`f${file}.ts`, text);
        };
        for (let file = 0; file < 300; file++) put(file, 'first');
        for (let file = 0; file < 60; file++) put(file, 'second');
        for (const { file, word, isRemoved, steps } of changes) {
          for (let step = 0; step < steps; step++) edited.tidy();
          if (!isRemoved) put(file, `word${word}x`);
          else expect(edited.remove(describeFile(`f${file}.ts`).uri)).toBe(left.delete(`f${file}.ts`));
        }
        while (edited.tidy());
        const fresh = new WorkspaceIndex();
        for (const [known, text] of left) fresh.put(describeFile(known), text, syntaxOf(text));
        expect(edited.fileCount).toBe(left.size);
        for (const file of fresh.files()) {
          const same = edited.file(file.uri);
          expect([same?.chunks, same?.imports]).toEqual([file.chunks, file.imports]);
          expect(identifiersIn(edited, file.uri, 0)).toEqual(identifiersIn(fresh, file.uri, 0));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('finds a file by parts of its names and its path', () => {
    const index = new WorkspaceIndex();
    const text = 'function readPolicySnapshot() {\n  return 1;\n}\n';
    index.put(describeFile('src/workspace/policy.ts'), text, syntaxOf(text));
    index.put(describeFile('src/other.ts'), 'const nothing = 1;\n', undefined);
    const first = (word: string) => index.searchFiles(index.queryTerms([[word, 1]]), 1)[0]?.file.path;
    expect(first('snapshot')).toBe('src/workspace/policy.ts');
    expect(first('READPOLICYSNAPSHOT')).toBe('src/workspace/policy.ts');
    expect(first('workspace')).toBe('src/workspace/policy.ts');
    expect(first('missing')).toBeUndefined();
    expect(identifiersIn(index, 'file:///w/src/workspace/policy.ts', 0)).toContain('readPolicySnapshot');
  });

  it('finds files by the end of a path, also with a beginning from another machine', () => {
    const index = new WorkspaceIndex();
    index.put(describeFile('src/a/util.ts'), 'x', undefined);
    index.put(describeFile('src/b/util.ts'), 'x', undefined);
    expect(index.paths.endingWith('b/util.ts')).toEqual(['file:///w/src/b/util.ts']);
    expect(index.paths.endingWith('C:\\build\\src\\a\\util.ts')).toEqual(['file:///w/src/a/util.ts']);
    expect(index.paths.endingWith('util.ts')).toHaveLength(2);
    expect(index.paths.endingWith('til.ts')).toEqual([]);
  });

  it('keeps the written line of a definition, but of low-quality files the signature alone', () => {
    const text = 'function one() { return body(); }';
    const syntax = syntaxOf(text);
    const symbols = syntax.symbols.map((symbol) => ({ ...symbol, signature: 'function one()' }));
    const shown = (strength: FileDescription['strength']) => {
      const index = new WorkspaceIndex();
      index.put({ ...describeFile('a.ts'), strength }, text, { ...syntax, symbols });
      return index.symbols.symbolsIn('file:///w/a.ts').map((symbol) => symbol.signature);
    };
    expect(shown('free')).toEqual([text]);
    expect(shown('low-quality')).toEqual(['function one()']);
  });

  it('ends a signature of several lines as the line of the name ends, so that one sees whether a body follows', () => {
    const [symbol] = syntaxOf('function one').symbols as [SymbolDefinition];
    const shown = (line: string, signature: string) => {
      const index = new WorkspaceIndex();
      const symbols = [{ ...symbol, nameLine: 1, signature }];
      index.put(describeFile('a.ts'), `template <typename T>\n${line}\n`, { ...syntaxOf(''), symbols });
      return index.symbols.symbolsIn('file:///w/a.ts')[0]?.signature;
    };
    const folded = 'template <typename T> class one';
    expect(shown('class one {', folded)).toBe(`${folded} {`);
    expect(shown('class  one :', folded)).toBe(`${folded} :`);
    expect(shown('class one;', folded)).toBe(folded);
    expect(shown('class one: public Base {', folded)).toBe(folded);
    expect(shown('one() {', folded)).toBe(folded);
  });

  it('reads a line that thousands of definitions stand on once', () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `made${at}`);
    const text = names.map((name) => `function ${name}(a, b) { return a + b; }`).join(' ');
    const symbols = names.map((name) => ({
      ...(syntaxOf(`function ${name}`).symbols[0] as SymbolDefinition),
      endLine: 0,
    }));
    const index = new WorkspaceIndex();
    const read = vi.spyOn(TextScan.prototype, 'text');
    index.put(describeFile('a.ts'), text, { languageId: 'typescript', symbols, imports: [] });
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
    expect(index.symbols.symbolsIn(describeFile('a.ts').uri)).toEqual(symbols);
  });

  it('keeps the identifiers of every file through many thousand changes of one', () => {
    const index = new WorkspaceIndex();
    index.put(describeFile('src/steady.ts'), 'first second\n'.repeat(70), undefined);
    const words = Array.from({ length: 300 }, (_, at) => `word${at}`).join(' ');
    for (let change = 0; change < 2000; change++) index.put(describeFile('src/busy.ts'), `${words} last`, undefined);
    expect(identifiersIn(index, 'file:///w/src/steady.ts', 1)).toEqual(['first', 'second']);
    expect(identifiersIn(index, 'file:///w/src/busy.ts', 0).at(-1)).toBe('last');
    expect(index.save({ key: 'key', folders: [] }).length).toBeLessThan(40_000);
  });
});
