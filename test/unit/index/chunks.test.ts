import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunksOf as chunksOfLines } from '../../../src/engine/index/chunks';
import { TextScan } from '../../../src/engine/index/text-scan';
import { Vocabulary } from '../../../src/engine/index/vocabulary';
import type { FileSyntax, SymbolDefinition, SymbolKind } from '../../../src/engine/syntax';

function symbol(name: string, kind: SymbolKind, startLine: number, endLine: number, container = ''): SymbolDefinition {
  return { name, kind, container, startLine, endLine, nameLine: startLine, nameCharacter: 0, signature: name };
}

function syntaxOf(symbols: readonly SymbolDefinition[]): FileSyntax {
  return { languageId: 'typescript', symbols, imports: [] };
}

function chunksOf(lines: readonly string[], syntax: FileSyntax | undefined) {
  return chunksOfLines(new TextScan(new Vocabulary()).scan(lines.join('\n')), syntax);
}

const KINDS: readonly SymbolKind[] = ['function', 'method', 'class', 'interface', 'constant', 'enum'];

describe('chunksOf', () => {
  it('puts every line in exactly one chunk, in order, whatever the symbols say', () => {
    const line = fc.constantFrom('', '}', '// note', 'const a = 1;', '  return x;', '* doc');
    const anySymbol = fc
      .tuple(fc.constantFrom(...KINDS), fc.integer({ min: -3, max: 320 }), fc.integer({ min: -3, max: 200 }))
      .map(([kind, start, length]) => symbol('n', kind, start, start + length));
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 300 }),
        fc.array(anySymbol, { maxLength: 20 }),
        (lines, symbols) => {
          const chunks = chunksOf(lines, syntaxOf(symbols));
          let next = 0;
          for (const chunk of chunks) {
            expect(chunk.startLine).toBe(next);
            expect(chunk.endLine).toBeGreaterThanOrEqual(chunk.startLine);
            next = chunk.endLine + 1;
          }
          expect(next).toBe(lines.length);
        },
      ),
    );
  });

  it('cuts a file without syntax into pieces of at most 60 lines', () => {
    const lines = Array.from({ length: 150 }, (_, at) => `line ${at}`);
    const chunks = chunksOf(lines, undefined);
    expect(chunks.map((chunk) => [chunk.startLine, chunk.endLine])).toEqual([
      [0, 59],
      [60, 119],
      [120, 149],
    ]);
  });

  it('keeps functions whole with the comment above, and splits a class into its methods and the rest', () => {
    const lines = [
      "import x from 'x';",
      '',
      '/** Adds. */',
      'function add(a, b) {',
      '  return a + b;',
      '}',
      '',
      'class Counter {',
      '  count = 0;',
      '  // Goes up.',
      '  increment() {',
      '    this.count++;',
      '  }',
      '}',
    ];
    const chunks = chunksOf(
      lines,
      syntaxOf([
        symbol('add', 'function', 3, 5),
        symbol('Counter', 'class', 7, 13),
        symbol('count', 'field', 8, 8, 'Counter'),
        symbol('increment', 'method', 10, 12, 'Counter'),
      ]),
    );
    expect(chunks).toEqual([
      { startLine: 0, endLine: 1, names: [], container: '' },
      { startLine: 2, endLine: 6, names: ['add'], container: '' },
      { startLine: 7, endLine: 8, names: ['Counter', 'count'], container: '' },
      { startLine: 9, endLine: 13, names: ['increment'], container: 'Counter' },
    ]);
  });

  it('splits a function that is far too long at the functions inside it', () => {
    const lines = Array.from({ length: 300 }, (_, at) => `line ${at}`);
    const chunks = chunksOf(
      lines,
      syntaxOf([symbol('outer', 'function', 0, 299), symbol('inner', 'function', 100, 139)]),
    );
    expect(chunks.some((chunk) => chunk.startLine === 100 && chunk.endLine === 139 && chunk.names[0] === 'inner')).toBe(
      true,
    );
  });

  it('has one chunk for an empty text', () => {
    expect(chunksOf([''], undefined)).toEqual([{ startLine: 0, endLine: 0, names: [], container: '' }]);
  });
});
