import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../src/engine/index';
import { testedFiles } from '../../../src/engine/retrieval/question/tested-files';
import { languageIdOf } from '../../../src/engine/syntax';
import { fileSignals } from '../../../src/engine/workspace';

function indexOf(...paths: string[]): WorkspaceIndex {
  const index = new WorkspaceIndex();
  for (const path of paths) {
    const described = { uri: `file:///w/${path}`, path, folder: 'file:///w', languageId: languageIdOf(path) };
    index.put({ ...described, signals: fileSignals(path), strength: 'free' }, 'text', undefined);
  }
  return index;
}

function testedBy(index: WorkspaceIndex, ...tests: string[]) {
  const found = tests.map((path, at) => ({
    file: index.file(`file:///w/${path}`) ?? expect.fail(path),
    score: 9 - at,
  }));
  return testedFiles(index, found).map(({ file, score }) => [file.path, score]);
}

describe('testedFiles', () => {
  it.each([
    ['src/parser.ts', 'src/parser.test.ts'],
    ['src/parser.tsx', 'src/__tests__/parser.spec.ts'],
    ['lib/parser.py', 'testing/test_parser.py'],
    ['pkg/parser.go', 'pkg/parser_test.go'],
    ['src/parser.rs', 'tests/parser.rs'],
    ['main/Parser.java', 'test/ParserTest.java'],
  ])('finds %s by %s', (source, test) => {
    expect(testedBy(indexOf(source, test, 'src/other.ts', 'docs/parser.md'), test)).toEqual([[source, 9]]);
  });

  it('gives a file the score of its best test', () => {
    const index = indexOf('src/a/store.ts', 'test/store.test.ts', 'e2e/store.spec.ts');
    expect(testedBy(index, 'test/store.test.ts', 'e2e/store.spec.ts')).toEqual([['src/a/store.ts', 9]]);
  });

  it('takes nothing from files that are no tests, nor from names that many files share', () => {
    const index = indexOf('src/store.ts', 'lib/store.ts', 'src/index.ts', 'test/index.test.ts');
    expect(testedBy(index, 'src/store.ts', 'test/index.test.ts')).toEqual([]);
  });
});
