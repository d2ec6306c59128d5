import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PostingsInOrder } from '../../../src/engine/index/postings-in-order';

/** Distinct documents as a few runs, each of which ascends. */
const runs = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.array(fc.nat(8), { minLength: 0, maxLength: 600, size: 'max' }))
  .map(([count, runOf]) => {
    const made: number[][] = Array.from({ length: count }, () => []);
    runOf.forEach((run, document) => {
      made[run % count]?.push(document);
    });
    return made.flat();
  });

describe('the order of postings', () => {
  it('is that of the documents, each with its own frequencies, for one list after the other', () => {
    fc.assert(
      fc.property(fc.array(runs, { minLength: 1, maxLength: 4 }), (lists) => {
        const postings = new PostingsInOrder();
        for (const documents of lists) {
          postings.reserve(documents.length);
          postings.documents.set(documents);
          postings.packed.set(documents.map((document) => 2 ** 32 - 1 - document));
          postings.order(documents.length);
          const ordered = Array.from(postings.documents.subarray(0, documents.length));
          expect(ordered).toEqual(documents.toSorted((a, b) => a - b));
          expect(Array.from(postings.packed.subarray(0, documents.length))).toEqual(
            ordered.map((document) => 2 ** 32 - 1 - document),
          );
        }
      }),
    );
  });
});
