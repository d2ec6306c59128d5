import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileDescription, WorkspaceIndex } from '../../../src/engine/index';
import { SHORTEST_FUNCTION_LINES } from '../../../src/engine/index/ranking-constants';
import type { FileSyntax } from '../../../src/engine/syntax';

const describeFile = (path: string): FileDescription => ({
  uri: `file:///w/${path}`,
  path,
  folder: 'file:///w',
  languageId: 'typescript',
  signals: { test: false, example: false, generated: false, vendored: false },
  strength: 'free',
});

/** A definition of a name, with so many lines; `class` stands for what is no function. */
interface Part {
  readonly kind: 'function' | 'class';
  readonly name: string;
  readonly lines: number;
}

const part: fc.Arbitrary<Part> = fc.record({
  kind: fc.constantFrom('function' as const, 'class' as const),
  name: fc.constantFrom('parse', 'parsePolicy', 'policy'),
  lines: fc.integer({ min: 1, max: 6 }),
});
const path = fc.constantFrom('a.ts', 'policy.ts', 'src/parse.ts', 'lib/b.ts');
const step = fc.record({ path, parts: fc.array(part, { maxLength: 4 }) });

function put(index: WorkspaceIndex, file: string, parts: readonly Part[]): void {
  const text: string[] = [];
  const symbols = parts.map(({ kind, name, lines }): FileSyntax['symbols'][number] => {
    const startLine = text.length;
    for (let line = 0; line < lines; line++) text.push(`${name} ${line}`);
    const endLine = text.length - 1;
    return { name, kind, container: '', startLine, endLine, nameLine: startLine, nameCharacter: 0, signature: name };
  });
  index.put(describeFile(file), text.join('\n'), { languageId: 'typescript', symbols, imports: [] });
}

describe('chunks that were found', () => {
  it('are those of a search, and tell of each file the best one with a function, whatever its text was before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (steps, count) => {
        const index = new WorkspaceIndex();
        const terms = () => index.queryTerms([['parsePolicy', 1]]);
        for (const { path: file, parts } of steps) {
          put(index, file, parts);
          // The numbers of removed chunks are given to others.
          while (index.tidy());
          const hits = index.searchChunks(terms(), 50);
          const found = index.findChunks(terms(), 50);
          expect(found.first(count)).toEqual(
            hits.slice(0, count).map(({ file: own, ordinal, score }) => ({ file: own, ordinal, score })),
          );
          const withFunctions = hits.filter(({ file: { uri }, chunk }) =>
            index.symbols.holdsFunction(uri, chunk, SHORTEST_FUNCTION_LINES),
          );
          const best = withFunctions.filter(
            (hit, at) => withFunctions.findIndex(({ file: { uri } }) => uri === hit.file.uri) === at,
          );
          expect(found.filesWithFunctions(count)).toEqual(
            best.slice(0, count).map(({ file: own, score }) => ({ file: own, score })),
          );
          const restored = new WorkspaceIndex();
          restored.restore('rules', index.save({ key: 'rules', folders: ['file:///w'] }));
          const again = restored.findChunks(restored.queryTerms([['parsePolicy', 1]]), 50);
          expect(again.filesWithFunctions(count)).toEqual(found.filesWithFunctions(count));
        }
      }),
    );
  });
});
