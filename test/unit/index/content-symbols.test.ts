import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentNumber, type FileDescription, WorkspaceIndex } from '../../../src/engine/index';
import { DroppedSymbols } from '../../../src/engine/index/dropped-symbols';
import { FilesByContent } from '../../../src/engine/index/files-by-content';
import type { FileSyntax } from '../../../src/engine/syntax';

const noSignals = { test: false, example: false, generated: false, vendored: false };

/** `.tsx` is another language, and what lies in `lib` is of low quality. */
function describeFile(path: string, text: string): FileDescription {
  return {
    uri: `file:///w/${path}`,
    path,
    folder: 'file:///w',
    languageId: path.endsWith('x') ? 'typescriptreact' : 'typescript',
    signals: noSignals,
    strength: path.startsWith('lib/') ? 'low-quality' : 'free',
    content: contentNumber(text),
  };
}

/** Every `function name` defines that name, as another kind in another language. */
function syntaxOf(languageId: string, text: string): FileSyntax {
  const symbols = text.split('\n').flatMap((line, at) => {
    const name = /^function (\w+)/.exec(line)?.[1];
    if (name === undefined) return [];
    const kind = languageId === 'typescript' ? ('function' as const) : ('class' as const);
    const place = { startLine: at, endLine: at + 2, nameLine: at, nameCharacter: 9 };
    return [{ name, kind, container: at > 0 ? 'outer' : '', ...place, signature: `function ${name}(a = {b: [1]})` }];
  });
  const imports = symbols.map(({ name, nameLine }) => ({ name, from: `./${name}.js`, line: nameLine }));
  return { languageId, symbols, imports };
}

const paths = ['a.ts', 'a.tsx', 'src/a.ts', 'src/b.ts', 'lib/a.ts', 'lib/b.ts', 'lib/a.tsx'];
const texts = ['x', 'parse', 'readPolicy', 'naïve']
  .map((name) => `function ${name}(a = {b: [1]}) {\n  ${name}();\n}\n`)
  .flatMap((text, at, all) => [text, text + (all[(at + 1) % all.length] as string)]);
const path = fc.constantFrom(...paths);
const text = fc.constantFrom(...texts);
const step = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), path, text }),
  fc.record({ kind: fc.constant('remove' as const), path, isKept: fc.boolean() }),
  fc.record({ kind: fc.constant('move' as const), path, to: path, isFirstGone: fc.boolean() }),
  fc.record({ kind: fc.constant('switch' as const), texts: fc.array(text, { minLength: 7, maxLength: 7 }) }),
  fc.record({ kind: fc.constant('tidy' as const) }),
);

/** An index and the files that it should hold. */
class Edited {
  readonly index = new WorkspaceIndex();
  readonly left = new Map<string, string>();
  readonly parsed: string[] = [];

  put(path: string, text: string): void {
    const file = describeFile(path, text);
    if (this.index.file(file.uri)?.content !== file.content) this.index.keepSymbols(file.uri);
    const known = this.index.syntaxFor(file);
    if (!known) this.parsed.push(path);
    this.index.put(file, text, known ?? syntaxOf(file.languageId, text));
    this.left.set(path, text);
  }

  remove(path: string, isKept = true): void {
    const { uri } = describeFile(path, '');
    if (isKept) this.index.keepSymbols(uri);
    this.index.remove(uri);
    this.left.delete(path);
  }

  move(path: string, to: string, isFirstGone: boolean): void {
    const text = this.left.get(path);
    if (text === undefined || path === to) return;
    if (isFirstGone) this.remove(path);
    this.put(to, text);
    if (!isFirstGone) this.remove(path);
  }
}

function answersOf(index: WorkspaceIndex) {
  const terms = index.queryTerms(['parse', 'policy', 'a', 'b', 'naïve'].map((word) => [word, 1] as const));
  return {
    files: index.searchFiles(terms, 10),
    chunks: index.searchChunks(terms, 10),
    definitions: index.searchDefinitions(terms, 20).map(({ file, score, row }) => ({
      file,
      score,
      symbol: index.symbols.symbolOf(row),
    })),
    syntax: paths.map((known) => {
      const { uri } = describeFile(known, '');
      return [index.symbols.symbolsIn(uri), index.file(uri)?.imports, index.file(uri)?.chunks];
    }),
    counts: [index.fileCount, index.chunkCount, index.symbols.size],
  };
}

describe('symbols of the same content', () => {
  it('make the same index as a parse of every file', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const edited = new Edited();
        for (const action of steps) {
          if (action.kind === 'tidy') edited.index.tidy();
          else if (action.kind === 'put') edited.put(action.path, action.text);
          else if (action.kind === 'remove') edited.remove(action.path, action.isKept);
          else if (action.kind === 'move') edited.move(action.path, action.to, action.isFirstGone);
          else for (const [at, known] of paths.entries()) edited.put(known, action.texts[at] as string);
        }
        const fresh = new WorkspaceIndex();
        for (const [known, text] of edited.left) {
          const file = describeFile(known, text);
          fresh.put(file, text, syntaxOf(file.languageId, text));
        }
        expect(answersOf(edited.index)).toEqual(answersOf(fresh));
      }),
    );
  });

  it('serve for files of the same language and strength alone', () => {
    const edited = new Edited();
    for (const known of paths) edited.put(known, texts[1] as string);
    expect(edited.parsed).toEqual(['a.ts', 'a.tsx', 'lib/a.ts', 'lib/a.tsx']);
  });

  it('are known again when what was removed or replaced comes back, also after other files came', () => {
    const edited = new Edited();
    edited.put('a.ts', texts[0] as string);
    edited.put('a.ts', texts[2] as string);
    edited.put('src/a.ts', texts[4] as string);
    edited.remove('src/a.ts');
    edited.parsed.splice(0);
    edited.put('a.ts', texts[0] as string);
    edited.put('src/b.ts', texts[2] as string);
    edited.put('src/a.ts', texts[4] as string);
    expect(edited.parsed).toEqual([]);
  });

  it('are not known of files that are not allowed any more, nor of one whose definitions were not read', () => {
    const edited = new Edited();
    edited.put('src/a.ts', texts[0] as string);
    edited.remove('src/a.ts');
    edited.index.keepSymbolsOnly(({ uri }) => !uri.includes('/src/'));
    const unread = describeFile('a.ts', texts[2] as string);
    edited.index.put(unread, texts[2] as string, { languageId: 'typescript', symbols: [], imports: [] });
    expect(edited.index.syntaxFor(describeFile('b.ts', texts[0] as string))).toBeUndefined();
    expect(edited.index.syntaxFor(describeFile('b.ts', texts[2] as string))).toBeUndefined();
  });
});

describe('contents that left the index', () => {
  const file = describeFile('a.ts', '');

  it('are kept up to so many bytes, and those that came first go first', () => {
    const dropped = new DroppedSymbols(10_000);
    for (let content = 0; content < 20; content++) dropped.keep(content, file, new Uint8Array(1000).fill(content));
    const kept = Array.from({ length: 20 }, (_, content) => dropped.find(content)?.packed[0]);
    expect(kept).toEqual([...new Array(13).fill(undefined), 13, 14, 15, 16, 17, 18, 19]);
    dropped.keep(99, file, new Uint8Array(20_000));
    expect([dropped.find(99), dropped.find(19)?.packed.length]).toEqual([undefined, 1000]);
  });

  it('stay what they are while others come and go', () => {
    const change = fc.record({ content: fc.nat(9), bytes: fc.nat(2000), isDeleted: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const dropped = new DroppedSymbols(8000);
        const written = new Map<number, Uint8Array>();
        for (const [at, { content, bytes, isDeleted }] of changes.entries()) {
          if (isDeleted) dropped.delete(content);
          else dropped.keep(content, file, new Uint8Array(bytes).fill(at));
          written.set(content, new Uint8Array(bytes).fill(at));
          for (const [known, packed] of written) {
            const found = dropped.find(known);
            if (found) expect(Buffer.compare(found.packed, packed)).toBe(0);
          }
        }
      }),
    );
  });
});

it('a file is found by its content as long as it is there', () => {
  const change = fc.record({ number: fc.nat(40), content: fc.nat(12) });
  const fileOf = (content: number) => ({ ...describeFile('a.ts', ''), content });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 80 }), (changes) => {
      const numbered: ({ readonly file: FileDescription } | undefined)[] = [];
      const files = new FilesByContent(numbered as never);
      const last = new Map<number, number>();
      expect(files.find(fileOf(0))).toBeUndefined();
      for (const { number, content } of changes) {
        const before = numbered[number]?.file.content;
        if (before === undefined) {
          numbered[number] = { file: fileOf(content) };
          files.add(number);
          last.set(content, number);
        } else {
          files.remove(number);
          numbered[number] = undefined;
          if (last.get(before) === number) last.delete(before);
        }
        for (let at = 0; at <= 12; at++) {
          expect(files.find(fileOf(at))).toBe(numbered[last.get(at) ?? -1]?.file);
        }
      }
      const later = new FilesByContent(numbered as never);
      for (const at of last.keys()) expect(later.find(fileOf(at))?.content).toBe(at);
    }),
  );
});
