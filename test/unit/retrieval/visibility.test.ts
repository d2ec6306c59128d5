import { describe, expect, it } from 'vitest';
import type { IndexedFile } from '../../../src/engine/index';
import { visibilityFactor } from '../../../src/engine/retrieval/visibility';

const noSignals = { test: false, example: false, generated: false, vendored: false };

function factor(
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
  return visibilityFactor({ ...symbol, kind: 'function' }, file, sameDirectory);
}

describe('visibilityFactor', () => {
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
    expect(factor(language, name, signature, container)).toBe(1);
  });

  it.each([
    ['typescript', 'f', 'function f()', ''],
    ['typescript', 'm', 'private m(): void', 'C'],
    ['go', 'serve', 'func serve()', ''],
    ['java', 'run', 'private void run()', 'C'],
    ['rust', 'run', 'fn run()', ''],
    ['python', '_helper', 'def _helper()', ''],
    ['c', 'f', 'static int f(void)', ''],
  ])('lowers what other files of %s cannot see: %s', (language, name, signature, container) => {
    expect(factor(language, name, signature, container)).toBeLessThan(1);
  });

  it('sees the whole package in Go, and static functions of C headers', () => {
    expect(factor('go', 'serve', 'func serve()', '', true)).toBe(1);
    expect(factor('c', 'f', 'static inline int f(void)', '', false, 'a.h')).toBe(1);
  });
});
