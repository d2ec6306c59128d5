import { describe, expect, it } from 'vitest';
import type { IndexedFile } from '../../../../src/engine/index';
import { reachOf } from '../../../../src/engine/retrieval/cursor/visibility';

const noSignals = { test: false, example: false, generated: false, vendored: false };

function reach(
  languageId: string,
  name: string,
  signature: string,
  container = '',
  sameDirectory = false,
  path = 'a.x',
) {
  const file: IndexedFile = {
    uri: `file:///w/${path}`,
    path,
    folder: 'file:///w',
    languageId,
    signals: noSignals,
    strength: 'free',
    lineCount: 1,
    chunks: [],
    imports: [],
    importCount: 0,
    hasSyntax: true,
  };
  const symbol = {
    name,
    signature,
    container,
    kind: 'function',
    startLine: 0,
    endLine: 0,
    nameLine: 0,
    nameCharacter: 0,
  };
  return reachOf({ ...symbol, kind: 'function' }, file, sameDirectory);
}

describe('reachOf', () => {
  it.each([
    ['typescript', 'f', 'export function f()', ''],
    ['typescript', 'm', 'm(): void', 'C'],
    ['go', 'Serve', 'func Serve()', ''],
    ['java', 'run', 'public void run()', 'C'],
    ['rust', 'run', 'pub fn run()', ''],
    ['python', '__init__', 'def __init__(self)', 'C'],
    ['c', 'f', 'int f(void)', ''],
    ['javascript', 'f', 'function f()', ''],
  ])('leaves %s %s alone', (language, name, signature, container) => {
    expect(reach(language, name, signature, container)).toBe('open');
  });

  it.each([
    ['typescript', 'f', 'function f()', ''],
    ['typescript', 'm', 'private m(): void', 'C'],
    ['go', 'serve', 'func serve()', ''],
    ['java', 'run', 'private void run()', 'C'],
    ['rust', 'run', 'fn run()', ''],
    ['python', '_helper', 'def _helper()', ''],
    ['c', 'f', 'static int f(void)', ''],
    ['csharp', 'Run', 'private void Run()', 'C'],
    ['kotlin', 'run', 'private fun run()', ''],
    ['swift', 'run', 'fileprivate func run()', ''],
    ['php', 'run', 'private function run()', 'C'],
  ])('lowers what other files of %s cannot see: %s', (language, name, signature, container) => {
    expect(reach(language, name, signature, container)).not.toBe('open');
  });

  it('sees the whole package in Go, and static functions of C headers', () => {
    expect(reach('go', 'serve', 'func serve()', '', true)).toBe('open');
    expect(reach('c', 'f', 'static inline int f(void)', '', false, 'a.h')).toBe('open');
  });
});
