import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../../src/engine/index';
import { readCursorText, readSurroundings } from '../../../../src/engine/retrieval/cursor/cursor-text';
import { UsedIdentifiers } from '../../../../src/engine/retrieval/cursor/used-identifiers';

const languageId = 'typescript';

function put(index: WorkspaceIndex, path: string, text: string): void {
  const signals = { test: false, example: false, generated: false, vendored: false };
  const description = {
    uri: `file:///w/${path}`,
    path,
    folder: 'file:///w',
    languageId,
    signals,
    strength: 'free' as const,
  };
  index.put(description, text, undefined);
}

function cursorAt(prefix: string) {
  return readCursorText(prefix, '', readSurroundings({ prefix, suffix: '', languageId }));
}

describe('UsedIdentifiers', () => {
  const head = "import { imported } from './other';\nconst reader = open();\n";

  it('knows the names of an index that a text uses outside its imports, and code words', () => {
    const index = new WorkspaceIndex();
    put(index, 'a.ts', 'reader; writer; imported; return');
    const names = new UsedIdentifiers().serve(index, cursorAt(`${head}writer.`));
    const used = (name: string) => names.isUsed(index.symbols.identifierOf(name));
    expect(['reader', 'writer', 'imported'].map(used)).toEqual([true, true, false]);
    expect(names.isCodeWord(index.symbols.identifierOf('return'))).toBe(true);
    expect(names.isCodeWord(index.symbols.identifierOf('reader'))).toBe(false);
  });

  it('follows an index that gets further names, and another text', () => {
    const index = new WorkspaceIndex();
    put(index, 'a.ts', 'writer');
    const names = new UsedIdentifiers();
    const at = cursorAt(head);
    names.serve(index, at);
    put(index, 'b.ts', 'reader; closer');
    names.serve(index, at);
    expect(names.isUsed(index.symbols.identifierOf('reader'))).toBe(true);
    expect(names.isUsed(index.symbols.identifierOf('closer'))).toBe(false);
    names.serve(index, cursorAt('closer();\n'));
    expect(names.isUsed(index.symbols.identifierOf('reader'))).toBe(false);
    expect(names.isUsed(index.symbols.identifierOf('closer'))).toBe(true);
  });
});
