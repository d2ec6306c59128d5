import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../../src/engine/index';
import { CandidateSet } from '../../../../src/engine/retrieval/cursor/candidate-set';
import { CursorSearch } from '../../../../src/engine/retrieval/cursor/cursor-search';
import { readCursorText, readSurroundings } from '../../../../src/engine/retrieval/cursor/cursor-text';
import { FOUND_KINDS } from '../../../../src/engine/retrieval/cursor/evidence';
import { FolderNames } from '../../../../src/engine/retrieval/cursor/folder-names';
import { findNear } from '../../../../src/engine/retrieval/cursor/near-findings';
import { SurroundingEvidence } from '../../../../src/engine/retrieval/cursor/surrounding-evidence';
import { ProjectFiles } from '../../../../src/engine/retrieval/imports';
import type { SymbolDefinition } from '../../../../src/engine/syntax';
import { UsableFiles } from '../../../../src/engine/retrieval/cursor/usable-files';
import { UsedIdentifiers } from '../../../../src/engine/retrieval/cursor/used-identifiers';

const folder = 'file:///w';
const languageId = 'typescript';
const at = { uri: `${folder}/main.ts`, folder, path: 'main.ts', languageId };
const signals = { test: false, example: false, generated: false, vendored: false };
const names = ['readUser', 'writeUser', 'readOrder', 'writeOrder', 'parseRule', 'Signal'];

/** Each name has a file that defines it and uses the others. */
function indexOfNames(): WorkspaceIndex {
  const index = new WorkspaceIndex();
  for (const name of names) {
    const signature = `function ${name}(): void`;
    const lines = { startLine: 0, endLine: 0, nameLine: 0, nameCharacter: 9 };
    const symbols: SymbolDefinition[] = [{ name, kind: 'function', container: '', signature, ...lines }];
    const path = `${name}.ts`;
    const text = `export ${signature} {}\n${names.map((other) => `${other}();`).join('\n')}\n`;
    const description = { uri: `${folder}/${path}`, path, folder, languageId, signals, strength: 'free' as const };
    index.put(description, text, { languageId, symbols, imports: [] });
  }
  return index;
}

function searchAt(index: WorkspaceIndex, head: string): CursorSearch {
  const cursor = readCursorText(head, '', readSurroundings({ prefix: head, suffix: '', languageId }));
  const names = new UsedIdentifiers().serve(index, cursor);
  const usable = new UsableFiles(index, at);
  return new CursorSearch(index, new ProjectFiles(index), cursor, at, new CandidateSet(), usable, names);
}

const evidenceOf = ({ candidates, index }: CursorSearch) =>
  candidates
    .strongest(1000)
    .map(({ row, values, at }) => ({ row, found: values.slice(at, at + FOUND_KINDS) }))
    .filter(({ found }) => found.some((value) => value !== 0))
    .map(({ row, found }) => `${index.symbols.symbolOf(row).name} ${found.join(' ')}`)
    .sort();

describe("what speaks for definitions whatever stands on the cursor's line", () => {
  it('is the same when it is kept over lines that are written, as when it is gathered anew', () => {
    const index = indexOfNames();
    const name = fc.constantFrom(...names);
    const line = fc.oneof(
      name.map((called) => `${called}();\n`),
      name.map((imported) => `import { ${imported} } from './${imported}';\n`),
      fc.constant('\n'),
    );
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        fc.array(line, { maxLength: 6 }),
        (above, written) => {
          let head = `${above.join('')}first();\n`;
          const kept = new SurroundingEvidence();
          const near = findNear(searchAt(index, head), head);
          const folderUse = new FolderNames().around(index, at);
          for (const next of ['', ...written]) {
            head += next;
            const [search, anew] = [searchAt(index, head), searchAt(index, head)];
            kept.putInto(search, near, folderUse);
            new SurroundingEvidence().putInto(anew, near, folderUse);
            expect(evidenceOf(search)).toEqual(evidenceOf(anew));
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is gathered anew when the index has changed', () => {
    const index = indexOfNames();
    const head = 'first();\n';
    const kept = new SurroundingEvidence();
    const near = findNear(searchAt(index, head), head);
    const folderUse = new FolderNames().around(index, at);
    const before = searchAt(index, head);
    kept.putInto(before, near, folderUse);
    expect(evidenceOf(before).join()).toContain('readUser');
    index.remove(`${folder}/readUser.ts`);
    const after = searchAt(index, head);
    kept.putInto(after, near, folderUse);
    expect(evidenceOf(after).join()).not.toContain('readUser');
  });
});
