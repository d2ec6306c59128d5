import { describe, expect, it } from 'vitest';
import { inFileOrder, joinNeighbours } from '../../../src/engine/chat/numbered-snippets';
import type { Snippet } from '../../../src/engine/retrieval';
import { snippet } from './fakes';

/** Whole lines `from` up to and without `to`, each with its number. */
function lines(path: string, from: number, to: number, more: Partial<Snippet> = {}): Snippet {
  const text = Array.from({ length: to - from }, (_, at) => `line ${from + at}`).join('\n');
  const made = snippet(path, from, text, more);
  const range = { start: { line: from, character: 0 }, end: { line: to, character: 0 } };
  return { ...made, origin: { ...made.origin, range } };
}

const shown = (snippets: readonly Snippet[]) =>
  joinNeighbours(inFileOrder(snippets)).map(({ path, origin, text }) => [
    path,
    origin.range.start.line,
    origin.range.end.line,
    text.split('\n').length,
  ]);

describe('joinNeighbours', () => {
  it('makes chunks that follow each other one, whatever their rank', () => {
    const [joined, ...others] = joinNeighbours(
      inFileOrder([lines('a.ts', 10, 30), lines('a.ts', 0, 5), lines('a.ts', 5, 10)]),
    );
    expect(others).toEqual([]);
    expect(joined).toEqual({ ...lines('a.ts', 0, 30), tokens: joined?.tokens });
    expect(joined?.tokens).toBe(lines('a.ts', 10, 30).tokens + 2 * lines('a.ts', 0, 5).tokens);
  });

  it('keeps apart what does not touch, what lies in other files, and what would be long', () => {
    expect(shown([lines('a.ts', 0, 5), lines('a.ts', 6, 9), lines('b.ts', 9, 12)])).toEqual([
      ['a.ts', 0, 5, 5],
      ['a.ts', 6, 9, 3],
      ['b.ts', 9, 12, 3],
    ]);
    expect(shown([lines('a.ts', 0, 40), lines('a.ts', 40, 70), lines('a.ts', 70, 90)])).toEqual([
      ['a.ts', 0, 40, 40],
      ['a.ts', 40, 90, 50],
    ]);
  });

  it('keeps apart what is shown for other reasons, or of another version', () => {
    const edited = lines('a.ts', 5, 9);
    expect(shown([lines('a.ts', 0, 5), lines('a.ts', 5, 9, { kind: 'signature' })])).toHaveLength(2);
    expect(shown([lines('a.ts', 0, 5), { ...edited, origin: { ...edited.origin, version: 7 } }])).toHaveLength(2);
  });
});
