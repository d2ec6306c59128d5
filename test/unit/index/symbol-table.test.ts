import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { NumberLists } from '../../../src/engine/index/number-lists';
import { SymbolRows } from '../../../src/engine/index/symbol-rows';
import { SymbolTable } from '../../../src/engine/index/symbol-table';
import { Vocabulary } from '../../../src/engine/index/vocabulary';
import type { SymbolDefinition } from '../../../src/engine/syntax';

const name = fc.constantFrom('parse', 'parsePolicy', 'Parser', 'größe', 'имя', 'операция+', 'a', '');
const kind = fc.constantFrom('function' as const, 'method' as const, 'class' as const, 'macro' as const);
const symbol: fc.Arbitrary<SymbolDefinition> = fc.record({
  name,
  kind,
  container: name,
  startLine: fc.oneof(fc.nat(5000), fc.nat(10_000_000)),
  endLine: fc.nat(5000),
  nameLine: fc.nat(5000),
  nameCharacter: fc.oneof(fc.nat(200), fc.nat(1_000_000)),
  signature: fc.string({ unit: 'grapheme', maxLength: 30 }),
});
const uri = fc.constantFrom('file:///a', 'file:///b', 'file:///c', 'file:///d');
/** So many definitions that what removed files have left is dropped again and again. */
const repeats = 400;
const step = fc.record({ uri, symbols: fc.array(symbol, { maxLength: 6 }) });

function expectSame(table: SymbolTable, left: ReadonlyMap<string, readonly SymbolDefinition[]>): void {
  expect(table.size).toBe([...left.values()].reduce((sum, symbols) => sum + symbols.length, 0));
  const names = new Set<string>();
  for (const [file, symbols] of left) {
    expect(table.symbolsIn(file)).toEqual(symbols);
    expect(symbols.map((_, at) => table.nameLineOf(table.rowAt(file, at)))).toEqual(
      symbols.map(({ nameLine }) => nameLine),
    );
    for (const each of symbols) names.add(each.name);
    for (const lines of [
      { startLine: 0, endLine: 2_500 },
      { startLine: 1_000, endLine: 5_000 },
    ])
      expect(table.holdsFunction(file, lines, 900)).toBe(symbols.some((each) => isLongFunctionIn(each, lines, 900)));
  }
  expect(new Set(table.names())).toEqual(names);
  expect([...table.namesWithPrefix('pars')].sort()).toEqual(
    [...names].filter((each) => each.toLowerCase().startsWith('pars')).sort(),
  );
  for (const each of names) {
    const all = [...left].flatMap(([file, symbols]) =>
      symbols.filter((found) => found.name === each).map((found) => ({ uri: file, symbol: found })),
    );
    const found = table.definitionsOf(each);
    expect(found.length).toBe(all.length);
    expect(found).toEqual(expect.arrayContaining(all));
    expect(table.countOfIdentifier(table.identifierOf(each))).toBe(all.length);
  }
  const inside = [...left].flatMap(([file, symbols]) => symbols.map((each) => ({ uri: file, symbol: each })));
  for (const container of new Set(inside.map((each) => each.symbol.container).filter((each) => each !== ''))) {
    const rows = table.rowsInside(table.identifierOf(container), 1_000);
    const found = rows.map((row) => ({ uri: table.uriOf(row), symbol: table.symbolOf(row) }));
    const all = inside.filter((each) => each.symbol.container === container);
    expect(found.length).toBe(all.length);
    expect(found).toEqual(expect.arrayContaining(all));
    expect(table.rowsInside(table.identifierOf(container), 1)).toHaveLength(1);
  }
}

function isLongFunctionIn(
  { kind: own, startLine, endLine }: SymbolDefinition,
  lines: { readonly startLine: number; readonly endLine: number },
  leastLines: number,
): boolean {
  const isFunction = own === 'function' || own === 'method';
  return (
    isFunction && startLine >= lines.startLine && startLine <= lines.endLine && endLine - startLine >= leastLines - 1
  );
}

function definition(name: string): SymbolDefinition {
  const place = { startLine: 0, endLine: 0, nameLine: 0, nameCharacter: 0 };
  return { name, kind: 'function', container: '', signature: `function ${name}()`, ...place };
}

describe('the table of definitions', () => {
  it('knows after any edits what the files that are left define, also when it was saved in between', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const vocabulary = new Vocabulary();
        const table = new SymbolTable(vocabulary);
        const left = new Map<string, readonly SymbolDefinition[]>();
        for (const { uri: file, symbols } of steps) {
          for (let time = 0; time < repeats; time++) table.put(file, symbols);
          left.delete(file);
          left.set(file, symbols);
          expectSame(table, left);
        }
        const numberOf = Uint32Array.from({ length: vocabulary.identifiers.size }, (_, at) => at);
        const lists = new NumberLists();
        const signatures = [...left.keys()].map((file) => table.pack(file, lists, numberOf));
        const restored = new SymbolTable(vocabulary);
        restored.restore([...left.keys()], lists, new Uint8Array(Buffer.concat(signatures)));
        expectSame(restored, left);
        for (const { uri: file, symbols } of steps) restored.put(file, symbols);
        expectSame(restored, left);
      }),
      { numRuns: 30 },
    );
  });

  it('counts the definitions of one name, however many there are', () => {
    const vocabulary = new Vocabulary();
    const table = new SymbolTable(vocabulary);
    const [parse, count] = [definition('parse'), 66_000];
    table.put('file:///a', new Array<SymbolDefinition>(count).fill(parse));
    table.put('file:///b', [parse, definition('other')]);
    const counted = (name: string): number => table.countOfIdentifier(vocabulary.find(name) as number);
    expect([counted('parse'), counted('other')]).toEqual([count + 1, 1]);
    expect(table.rowsOf(vocabulary.find('parse') as number, Number.POSITIVE_INFINITY)).toHaveLength(count + 1);
    table.remove('file:///a');
    expect([counted('parse'), counted('other')]).toEqual([1, 1]);
  });

  it('replaces a file in steps as many as it has definitions, however many files define the same names', () => {
    const symbols = Array.from({ length: 20 }, (_, at): SymbolDefinition => {
      const lines = { startLine: at, endLine: at, nameLine: at, nameCharacter: 9 };
      return { name: `common${at}`, kind: 'function', container: '', ...lines, signature: `function common${at}()` };
    });
    const table = new SymbolTable(new Vocabulary());
    const uriOf = (at: number): string => `file:///${at}`;
    for (let at = 0; at < 2_000; at++) table.put(uriOf(at), symbols);
    const steps = (['next', 'previous', 'link'] as const).map((step) => vi.spyOn(SymbolRows.prototype, step));
    for (let at = 500; at < 600; at++) table.put(uriOf(at), symbols);
    const taken = steps.reduce((sum, step) => sum + step.mock.calls.length, 0);
    for (const step of steps) step.mockRestore();
    expect(taken).toBeLessThanOrEqual(100 * symbols.length * 6);
    expect(table.countOfIdentifier(table.identifierOf('common7'))).toBe(2_000);
    expect(table.definitionsOf('common7', 1)).toEqual([{ uri: uriOf(0), symbol: symbols[7] }]);
  });
});
