import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../../src/engine/index';
import { CandidateSet } from '../../../../src/engine/retrieval/cursor/candidate-set';
import { findClose, servesLineStart } from '../../../../src/engine/retrieval/cursor/close-findings';
import { CursorSearch } from '../../../../src/engine/retrieval/cursor/cursor-search';
import { readCursorText, readSurroundings } from '../../../../src/engine/retrieval/cursor/cursor-text';
import { UsableFiles } from '../../../../src/engine/retrieval/cursor/usable-files';
import { UsedIdentifiers } from '../../../../src/engine/retrieval/cursor/used-identifiers';
import { ProjectFiles } from '../../../../src/engine/retrieval/imports';

const folder = 'file:///w';
const languageId = 'typescript';
const at = { uri: `${folder}/here.ts`, path: 'here.ts', folder, languageId };
const signals = { test: false, example: false, generated: false, vendored: false };

function put(index: WorkspaceIndex, name: string): void {
  const place = { startLine: 0, endLine: 0, nameLine: 0, nameCharacter: 16 };
  const signature = `export function ${name}(order: Order): void`;
  const description = { uri: `${folder}/${name}.ts`, path: `${name}.ts`, folder, languageId, signals };
  const symbols = [{ name, kind: 'function' as const, container: '', signature, ...place }];
  index.put({ ...description, strength: 'free' }, `${signature} {}\n`, { languageId, symbols, imports: [] });
}

function searchAt(index: WorkspaceIndex, prefix: string): CursorSearch {
  const cursor = readCursorText(prefix, '', readSurroundings({ prefix, suffix: '', languageId }));
  const names = new UsedIdentifiers().serve(index, cursor);
  const usable = new UsableFiles(index, at);
  return new CursorSearch(index, new ProjectFiles(index), cursor, at, new CandidateSet(), usable, names);
}

describe('what the lines at a cursor find', () => {
  const head = 'const order = read();\nconst first = order.first;\n';
  const line = 'const last = checkOrder(order';

  it('finds definitions like these lines', () => {
    const index = new WorkspaceIndex();
    put(index, 'checkOrder');
    put(index, 'paint');
    const { likeLines } = findClose(searchAt(index, head));
    expect(likeLines[0]?.file.path).toBe('checkOrder.ts');
  });

  it('serves the start of the next line when it was found with all of the line above', () => {
    const index = new WorkspaceIndex();
    put(index, 'checkOrder');
    const written = findClose(searchAt(index, `${head}${line}`));
    const begun = findClose(searchAt(index, head));
    const next = searchAt(index, `${head}${line}\n  `);
    expect(servesLineStart(written, next)).toBe(true);
    expect(servesLineStart(begun, next)).toBe(false);
  });

  it('serves no line that has names, and not when the index has changed', () => {
    const index = new WorkspaceIndex();
    put(index, 'checkOrder');
    const written = findClose(searchAt(index, `${head}${line}`));
    expect(servesLineStart(written, searchAt(index, `${head}${line}\nconst next = order.`))).toBe(false);
    put(index, 'paint');
    expect(servesLineStart(written, searchAt(index, `${head}${line}\n`))).toBe(false);
  });
});
