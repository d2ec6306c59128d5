import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_FIELDS, type FileDescription, FileFilter, WorkspaceIndex } from '../../../src/engine/index';
import type { SymbolDefinition } from '../../../src/engine/syntax';
import { type ReferenceFile, referenceAnswers, type ReferenceHit } from './plain-reference';

const K = 6;
const signals = { test: false, example: false, generated: false, vendored: false };
const describeFile = (path: string): FileDescription => ({
  uri: `file:///w/${path}`,
  path,
  folder: 'file:///w',
  languageId: 'typescript',
  signals,
  strength: 'free',
});

/** Letters of several scripts, camel case, snake case, digits, and words that share a stem. */
const word = fc.constantFrom(
  'readPolicy',
  'read_policies',
  'HTTPServer2',
  'größeÄndern',
  'имяФайла',
  '変数名',
  'parsing',
  'parsed',
  'x1',
  'naïve_ﬁle',
);
const line = fc.array(word, { maxLength: 6 }).map((words) => words.join(' = '));
const block = fc
  .tuple(word, fc.array(line, { minLength: 1, maxLength: 4 }))
  .map(([name, lines]) => `function ${name}()\n${lines.join('\n')}\nend ${name}`);
const text = fc.array(block, { minLength: 1, maxLength: 4 }).map((blocks) => blocks.join('\n'));
const path = fc.constantFrom('a.ts', 'src/policy.ts', 'src/größe/server.ts', 'lib/parsing.ts', 'lib/x/имя.ts');
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('put' as const), path, text, parsed: fc.boolean(), early: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), path }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tidy' as const) }) },
);

function symbolsOf(content: string): SymbolDefinition[] {
  const lines = content.split('\n');
  return lines.flatMap((signature, at) => {
    const name = /^function (\S+)\(/.exec(signature)?.[1];
    if (name === undefined) return [];
    const endLine = lines.indexOf(`end ${name}`, at);
    const kind = 'function' as const;
    return [{ name, kind, container: '', startLine: at, endLine, nameLine: at, nameCharacter: 9, signature }];
  });
}

/** Equal scores may stand in any order in the reference, so places are compared by their scores. */
function expectSame(found: readonly ReferenceHit[], all: readonly ReferenceHit[]): void {
  expect(found.length).toBe(Math.min(K, all.length));
  const scores = new Map(all.map(({ place, score }) => [place, score]));
  found.forEach(({ place, score }, rank) => {
    expect(score).toBeCloseTo(all[rank]?.score ?? -1, 9);
    expect(scores.get(place)).toBeCloseTo(score, 9);
  });
}

function positive(scores: ReadonlyMap<string, Float64Array> = new Map()): number {
  return [...scores.values()].reduce((sum, own) => sum + own.filter((score) => score > 0).length, 0);
}

describe('the index and a plain implementation of its definition', () => {
  it('answer the same, rank by rank, after any edits', () => {
    const asked = fc.array(word, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), asked, (steps, words) => {
        const index = new WorkspaceIndex();
        const left = new Map<string, ReferenceFile>();
        for (const action of steps) {
          if (action.kind === 'tidy') {
            index.tidy();
            continue;
          }
          if (action.kind === 'remove') {
            index.remove(describeFile(action.path).uri);
            left.delete(action.path);
            continue;
          }
          const symbols = action.parsed ? symbolsOf(action.text) : [];
          const syntax = action.parsed ? { languageId: 'typescript', symbols, imports: [] } : undefined;
          const file = { ...describeFile(action.path), content: crc32(action.text) };
          if (action.early) index.put(file, action.text, undefined, { symbolsFollow: true });
          const { chunks } = index.put(file, action.text, syntax);
          const chunkStarts = chunks.map((chunk) => chunk.startLine);
          left.set(action.path, { path: action.path, text: action.text, symbols, chunkStarts });
        }
        const expected = referenceAnswers([...left.values()], words);
        const terms = index.queryTerms([...new Set(words)].map((name) => [name, 1] as const));
        const single = terms.map(({ term }) => ({ term, weight: 1 }));
        expectSame(
          index.searchFiles(single, K).map(({ file, score }) => ({ place: file.path, score })),
          expected.files,
        );
        expectSame(
          index
            .searchChunks(single, K)
            .map(({ file, ordinal, score }) => ({ place: `${file.path}:${ordinal}`, score })),
          expected.chunks,
        );
        expectSame(
          index.searchDefinitions(single, K).map(({ file, row, score }) => ({
            place: `${file.path}:${row - index.symbols.rowsIn(file.uri).first}`,
            score,
          })),
          expected.definitions,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('score the places of chosen files as a search over all of them does', () => {
    const file = fc.record({ path, text, parsed: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(file, { minLength: 1, maxLength: 12 }),
        fc.array(word, { minLength: 1, maxLength: 4 }),
        (files, words) => {
          const index = new WorkspaceIndex();
          for (const { path: place, text: content, parsed } of files) {
            const symbols = parsed ? symbolsOf(content) : [];
            const syntax = parsed ? { languageId: 'typescript', symbols, imports: [] } : undefined;
            index.put(describeFile(place), content, syntax);
          }
          const chosen = [...index.files()].filter((_, at) => at % 2 === 0).map(({ uri }) => uri);
          const accept = new FileFilter(index, ({ uri }) => chosen.includes(uri));
          const terms = index.queryTerms(words.map((name) => [name, 1] as const));
          const most = index.chunkCount + 100;
          for (const weights of [CHUNK_FIELDS, [0, 0, 0, 1]] as const) {
            const [scores] = index.chunkScores(chosen, terms, [weights]);
            const hits = index.searchChunks(terms, most, { accept, weights });
            for (const { file, ordinal, score } of hits) expect(scores?.get(file.uri)?.[ordinal]).toBe(score);
            expect(positive(scores)).toBe(hits.length);
          }
          const definitions = index.definitionScores(chosen, terms);
          const hits = index.searchDefinitions(terms, most, { accept });
          for (const { file, row, score } of hits)
            expect(definitions.get(file.uri)?.[row - index.symbols.rowsIn(file.uri).first]).toBe(score);
          expect(positive(definitions)).toBe(hits.length);
        },
      ),
    );
  });
});
