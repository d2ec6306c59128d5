import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeastOfBest } from '../../../src/engine/index/least-of-best';
import { TopK } from '../../../src/engine/index/top-k';

/** Scores that differ in their last bits alone. */
const near = fc.nat(40).map((steps) => 1 + steps * Number.EPSILON);
const scores = fc.array(fc.oneof(fc.nat(9), near, fc.double({ min: 0.001, max: 9, noNaN: true })), { maxLength: 60 });

describe('TopK', () => {
  it('keeps what sorting would put first, ties by their order, whether or not it was asked before', () => {
    fc.assert(
      fc.property(scores, fc.nat(20), fc.boolean(), (all, k, asks) => {
        const best = new TopK(k, (a, b) => b - a);
        all.forEach((score, id) => {
          if (!asks || best.mayTake(score)) best.offer(id, score);
        });
        const sorted = all.map((score, id) => ({ id, score })).sort((a, b) => b.score - a.score || b.id - a.id);
        expect(best.take()).toEqual(sorted.slice(0, k));
      }),
    );
  });
});

describe('LeastOfBest', () => {
  it('is the score at place k, 0 while there are fewer', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 20 }), (all, k) => {
        const best = new LeastOfBest(k);
        for (const score of all) best.offer(score);
        expect(best.least).toBe(all.filter((score) => score > 0).sort((a, b) => b - a)[k - 1] ?? 0);
      }),
    );
  });
});
