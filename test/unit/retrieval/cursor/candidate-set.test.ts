import { describe, expect, it } from 'vitest';
import { CandidateSet, type FoundRow } from '../../../../src/engine/retrieval/cursor/candidate-set';
import { EVIDENCE_WEIGHTS } from '../../../../src/engine/retrieval/cursor/cursor-weights';
import { SLOTS } from '../../../../src/engine/retrieval/cursor/evidence';

describe('CandidateSet', () => {
  const rowsOf = (set: CandidateSet, count: number): number[] => set.strongest(count).map(({ row }) => row);

  const textOf = ([found]: readonly FoundRow[]): number | undefined => found?.values[found.at + SLOTS.text];

  it('keeps the strongest value of each kind, and gives the rows that most speaks for', () => {
    const set = new CandidateSet();
    set.add(7, SLOTS.text, 0.5);
    set.add(7, SLOTS.text, 0.25);
    set.add(9, SLOTS['imported-unused'], 1);
    set.add(3, SLOTS.typed, 1);
    expect(rowsOf(set, 2)).toEqual([7, 9]);
    expect(textOf(set.strongest(3))).toBe(0.5);
  });

  it('scores a row by what its evidence adds up to, whatever came before and was taken back', () => {
    const set = new CandidateSet();
    const other = new CandidateSet();
    other.add(5, SLOTS.typed, 1);
    set.add(7, SLOTS.text, 0.25);
    set.add(7, SLOTS.text, 0.5);
    set.add(7, SLOTS['folder-use'], 1);
    set.add(7, SLOTS['similar-line'], 1);
    set.withdraw(7, SLOTS['similar-line']);
    other.copy(set);
    const score = 0.5 * EVIDENCE_WEIGHTS.text + EVIDENCE_WEIGHTS['folder-use'];
    for (const scored of [set, other])
      expect(scored.strongest(5)).toMatchObject([{ row: 7, score: expect.closeTo(score) }]);
  });

  it('begins anew, and what it gave before stays as it was', () => {
    const set = new CandidateSet();
    set.add(1, SLOTS.text, 1);
    const before = set.strongest(1);
    set.clear();
    set.add(2, SLOTS['line-text'], 1);
    expect(rowsOf(set, 5)).toEqual([2]);
    expect(textOf(set.strongest(1))).toBe(0);
    expect(textOf(before)).toBe(1);
  });

  it('takes no more rows than it has room for, and goes on adding to those', () => {
    const set = new CandidateSet();
    for (let row = 0; row < 5000; row++) set.add(row, SLOTS.text, 0.1);
    set.add(2999, SLOTS.text, 1);
    set.add(4999, SLOTS.text, 1);
    expect(rowsOf(set, 10_000)).toHaveLength(3000);
    expect(rowsOf(set, 1)).toEqual([2999]);
  });
});
