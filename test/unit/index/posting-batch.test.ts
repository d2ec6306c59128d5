import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PostingBatch } from '../../../src/engine/index/posting-batch';
import { PostingPool } from '../../../src/engine/index/posting-pool';

type Posting = readonly [document: number, packed: number];

function postingsOf(pool: PostingPool, term: number): Posting[] {
  const found: Posting[] = [];
  pool.forEach(term, (document, packed) => found.push([document, packed]));
  return found;
}

/** Adds documents with every `step`-th term, and looks now and then; returns what each term should have. */
function fill(batch: PostingBatch, pool: PostingPool, steps: readonly number[], terms: number, drainEvery: number) {
  const expected = Array.from({ length: terms }, (): Posting[] => []);
  const packed = new Uint32Array(terms);
  pool.reserveTerms(terms);
  steps.forEach((step, document) => {
    const own = new Uint32Array(terms);
    let size = 0;
    for (let term = document % step; term < terms; term += step) {
      own[size++] = term;
      packed[term] = term % 5 === 0 ? (1 << 14) + document : 1 + ((term + document) % 130);
      expected[term]?.push([document, packed[term] as number]);
    }
    if (batch.isFullFor(size)) batch.drainInto(pool);
    batch.add(document, own, size, packed);
    if (document % drainEvery === 0) batch.drainInto(pool);
  });
  batch.drainInto(pool);
  return expected;
}

describe('a batch of postings', () => {
  it('hands over all of them, each term in the order they came, whether few or many were gathered', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 1, max: 80 }),
        (each, terms, drainEvery) => {
          const batch = new PostingBatch();
          const pool = new PostingPool();
          const expected = fill(batch, pool, each, terms, drainEvery);
          batch.release();
          expected.forEach((postings, term) => {
            expect(postingsOf(pool, term)).toEqual(postings);
            expect(pool.count(term)).toBe(postings.length);
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('fills a pool over the end of its arrays', () => {
    const batch = new PostingBatch();
    const pool = new PostingPool();
    const steps = Array.from({ length: 4_000 }, (_, at) => 1 + (at % 3));
    const expected = fill(batch, pool, steps, 200, 1_000_000);
    expect(pool.laterWords).toBeGreaterThan(1 << 18);
    expected.forEach((postings, term) => expect(postingsOf(pool, term)).toEqual(postings));
  });
});
