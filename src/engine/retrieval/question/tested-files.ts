import type { WorkspaceIndex } from '../../index';
import { isCode } from '../../syntax';
import type { FoundFile } from './file-evidence';

/** Base names that many files share say nothing about which file a test is for. */
const SHARED_NAMES = /^(?:index|mod|lib|main|__init__|init|setup|package-info)$/i;
const SHORTEST_NAME = 3;
const MOST_NAMESAKES = 12;

/** Files that tests are for, by the names of the tests: of each the score of its best test. */
export function testedFiles(index: WorkspaceIndex, found: readonly FoundFile[]): FoundFile[] {
  const tested = new Map<string, FoundFile>();
  for (const { file, score } of found) {
    const name = file.signals.test ? testedName(file.path) : '';
    if (name.length < SHORTEST_NAME || SHARED_NAMES.test(name)) continue;
    const namesakes = index.paths.withStem(name);
    if (namesakes.length > MOST_NAMESAKES) continue;
    for (const uri of namesakes) {
      const source = index.file(uri);
      if (source && !source.signals.test && isCode(source.languageId) && !tested.has(uri))
        tested.set(uri, { file: source, score });
    }
  }
  return [...tested.values()];
}

/** `parser` for `parser.test.ts`, `test_parser.py`, `parser_test.go` and `tests/parser.rs`; `Parser` for `ParserTest.java`. */
function testedName(path: string): string {
  const base = path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
  return base
    .replace(/^test[_-]/i, '')
    .replace(/[_-](?:tests?|specs?|e2e)$/i, '')
    .replace(/(?<=[a-z0-9])(?:Tests?|TestCase|Specs?|IT)$/, '');
}
