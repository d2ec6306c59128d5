import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../../src/engine/index';
import { CandidateSet } from '../../../../src/engine/retrieval/cursor/candidate-set';
import { CursorSearch } from '../../../../src/engine/retrieval/cursor/cursor-search';
import { readCursorText, readSurroundings } from '../../../../src/engine/retrieval/cursor/cursor-text';
import { findNear, isNear, rowsLikeText } from '../../../../src/engine/retrieval/cursor/near-findings';
import { ProjectFiles } from '../../../../src/engine/retrieval/imports';
import type { SymbolDefinition } from '../../../../src/engine/syntax';
import { Workbench } from '../workbench';
import { UsableFiles } from '../../../../src/engine/retrieval/cursor/usable-files';
import { UsedIdentifiers } from '../../../../src/engine/retrieval/cursor/used-identifiers';

const folder = 'file:///w';
const languageId = 'typescript';
const at = { uri: `${folder}/main.ts`, folder, path: 'main.ts', languageId };
const words = ['user', 'order', 'policy', 'rule', 'signal'];
const head = `${words.map((word) => `use(${word}Reader, ${word}Writer);`).join('\n')}\n`;
const signals = { test: false, example: false, generated: false, vendored: false };

/** Puts a file that defines `count` functions named after a word. */
function put(index: WorkspaceIndex, path: string, word: string, count: number): void {
  const names = Array.from({ length: count }, (_, line) => `${word}Reader${line}`);
  const symbols = names.map((name, line): SymbolDefinition => {
    const lines = { startLine: line, endLine: line, nameLine: line, nameCharacter: 9 };
    return { name, kind: 'function', container: '', signature: `function ${name}(): void`, ...lines };
  });
  const text = names.map((name) => `function ${name}(): void {}\n`).join('');
  const description = { uri: `${folder}/${path}`, path, folder, languageId, signals, strength: 'free' as const };
  index.put(description, text, { languageId, symbols, imports: [] });
}

function searchIn(index: WorkspaceIndex): CursorSearch {
  const cursor = readCursorText(head, '', readSurroundings({ prefix: head, suffix: '', languageId }));
  const names = new UsedIdentifiers().serve(index, cursor);
  const usable = new UsableFiles(index, at);
  return new CursorSearch(index, new ProjectFiles(index), cursor, at, new CandidateSet(), usable, names);
}

describe('what the lines around a cursor find', () => {
  it('serves the line and those right above and below it, with the same text above them, until the index has changed a lot', () => {
    const index = new WorkspaceIndex();
    put(index, 'user.ts', 'user', 3);
    const near = findNear(searchIn(index), head);
    const { revision } = index;
    const next = 'one();\n';
    for (const lines of [0, 1]) expect(isNear(near, revision, head + next.repeat(lines))).toBe(true);
    expect(isNear(near, revision, head + next.repeat(2))).toBe(false);
    expect(isNear(near, revision, head.slice(0, head.lastIndexOf('\n', head.length - 2) + 1))).toBe(true);
    expect(isNear(near, revision, '')).toBe(false);
    expect(isNear(near, revision, `other();\n${head}`)).toBe(false);
    expect(isNear(near, revision + 100, head)).toBe(true);
    expect(isNear(near, revision + 101, head)).toBe(false);
  });

  it('keeps definitions of files that are as they were, whatever changes around them', () => {
    const files = words.map((word) => `${word}.ts`);
    const change = fc.record({
      file: fc.nat(words.length - 1),
      word: fc.constantFrom(...words),
      count: fc.integer({ min: 0, max: 2_000 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const index = new WorkspaceIndex();
        words.forEach((word, file) => put(index, files[file] as string, word, 4));
        const search = searchIn(index);
        const near = findNear(search, head);
        const nameAt = ({ row }: { readonly row: number }) =>
          `${index.symbols.uriOf(row)} ${index.symbols.symbolOf(row).name}`;
        const before = rowsLikeText(near, search).map(nameAt);
        expect(before.length).toBeGreaterThan(0);
        const changed = new Set<string>();
        for (const { file, word, count } of changes) {
          const path = files[file] as string;
          changed.add(`${folder}/${path}`);
          if (count === 0) index.remove(`${folder}/${path}`);
          else put(index, path, word, count);
        }
        const unchanged = before.filter((name) => !changed.has(name.split(' ')[0] as string));
        expect(rowsLikeText(near, search).map(nameAt)).toEqual(unchanged);
      }),
      { numRuns: 15 },
    );
  });

  it('leaves what the answer on the next line is made of: names written since then are shown no more', async () => {
    const names = ['readPolicy', 'writePolicy', 'parseRules'];
    const bench = await Workbench.over({
      '/w/policy.ts': names.map((name) => `export function ${name}(): void {}\n`).join(''),
      '/w/like.ts': `first();\n${names.map((name) => `${name}();`).join('\n')}\n`,
    });
    const main = `${folder}/main.ts`;
    const shown = async (prefix: string) => {
      const { snippets } = await bench.cursor(main, prefix, '\n');
      return snippets.flatMap(({ kind, text }) => (kind === 'signature' ? [text] : []));
    };
    const first = await shown('first();\nreadPolicy();\n');
    const kept = await shown('first();\nreadPolicy();\nwritePolicy();\n');
    expect(first.join()).toContain('writePolicy');
    expect(kept[0]).toContain('parseRules');
  });
});
