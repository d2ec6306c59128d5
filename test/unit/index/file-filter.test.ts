import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileFilter, type IndexedFile, WorkspaceIndex } from '../../../src/engine/index';

const folder = 'file:///w';
const signals = { test: false, example: false, generated: false, vendored: false };
const isScript = ({ languageId }: IndexedFile): boolean => languageId === 'typescript';

function put(index: WorkspaceIndex, path: string, languageId: string): void {
  const symbol = { name: 'load', kind: 'function' as const, container: '', signature: 'load()' };
  const lines = { startLine: 0, endLine: 1, nameLine: 0, nameCharacter: 9 };
  const syntax = { languageId, symbols: [{ ...symbol, ...lines }], imports: [] };
  index.put({ uri: `${folder}/${path}`, path, folder, languageId, signals, strength: 'free' }, 'load\nload\n', syntax);
}

describe('FileFilter', () => {
  it('accepts in every search what its rule accepts then, whatever was put and removed since the last', () => {
    const path = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const step = fc.oneof(
      fc.record({ path, languageId: fc.constantFrom('typescript', 'python') }),
      fc.record({ path, languageId: fc.constant(undefined) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const index = new WorkspaceIndex();
        const filter = new FileFilter(index, isScript);
        for (const { path: at, languageId } of steps) {
          if (languageId === undefined) index.remove(`${folder}/${at}`);
          else put(index, at, languageId);
          const expected = [...index.files()].filter(isScript).map(({ uri }) => uri);
          const terms = index.queryTerms([['load', 1]]);
          const hits = index.searchDefinitions(terms, 10, { accept: filter });
          expect(hits.map(({ file }) => file.uri)).toEqual(expected.toSorted());
          const accepted = [...index.files()]
            .map(({ uri }) => uri)
            .filter((uri) => filter.acceptsRow(index.symbols.rowsIn(uri).first));
          expect(accepted).toEqual(expected);
        }
      }),
    );
  });

  it('asks its rule once for each file while the index is the same', () => {
    const index = new WorkspaceIndex();
    for (const path of ['a', 'b', 'c']) put(index, path, 'typescript');
    const asked: string[] = [];
    const filter = new FileFilter(index, ({ path }) => asked.push(path) > 0);
    const terms = index.queryTerms([['load', 1]]);
    for (let times = 0; times < 3; times++) index.searchDefinitions(terms, 10, { accept: filter });
    expect(asked.toSorted()).toEqual(['a', 'b', 'c']);
  });
});
