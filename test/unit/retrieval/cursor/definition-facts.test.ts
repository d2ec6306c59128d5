import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../../src/engine/index';
import { KnownDefinitions } from '../../../../src/engine/retrieval/cursor/definition-facts';
import type { SymbolDefinition } from '../../../../src/engine/syntax';

const folder = 'file:///w';
const languageId = 'go';
const signals = { test: false, example: false, generated: false, vendored: false };

function put(index: WorkspaceIndex, path: string, names: readonly string[]): void {
  const symbols = names.map((name, line): SymbolDefinition => {
    const lines = { startLine: line, endLine: line, nameLine: line, nameCharacter: 5 };
    return { name, kind: 'function', container: '', signature: `func ${name}(at ${path})`, ...lines };
  });
  const text = symbols.map(({ signature }) => `${signature} {}\n`).join('');
  const description = { uri: `${folder}/${path}`, path, folder, languageId, signals, strength: 'free' as const };
  index.put(description, text, { languageId, symbols, imports: [] });
}

describe('what is known of definitions', () => {
  it('is of the definition that a row stands for now, and what would be found out anew', () => {
    const path = fc.constantFrom('a.go', 'b.go', 'c.go');
    const names = fc.array(fc.constantFrom('Read', 'write', 'Parse'), { minLength: 1, maxLength: 3 });
    const change = fc.oneof(fc.tuple(path, names), fc.tuple(path, fc.constant(undefined)), fc.constant(undefined));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const index = new WorkspaceIndex();
        const kept = new KnownDefinitions();
        for (const [at, written] of changes.map((made) => made ?? [])) {
          if (at !== undefined && written) put(index, at, written);
          else if (at !== undefined) index.remove(`${folder}/${at}`);
          for (const file of index.files()) {
            const { first, count } = index.symbols.rowsIn(file.uri);
            for (let row = first; row < first + count; row++) {
              const facts = kept.of(row, index);
              expect(facts.symbol).toEqual(index.symbols.symbolOf(row));
              expect(facts).toEqual(new KnownDefinitions().of(row, index));
            }
          }
        }
      }),
    );
  });
});
