import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countAt, forEachPosting, forEachPostingOf } from '../../../src/engine/index/posting-lists';
import { PostingWriter } from '../../../src/engine/index/posting-writer';

const side = fc.oneof(fc.nat(2), fc.constant(63));
const frequencies = fc
  .tuple(fc.oneof(fc.nat(3), fc.nat(200), fc.constant(16_383)), side, side, side)
  .map(([body, second, third, fourth]) => body + second * 2 ** 14 + third * 2 ** 20 + fourth * 2 ** 26)
  .filter((packed) => packed > 0);
const posting = fc.tuple(fc.oneof(fc.nat(300), fc.nat((1 << 24) - 1)), frequencies);
const list = fc.uniqueArray(posting, { selector: ([document]) => document, maxLength: 400, size: '+1' });

describe('lists of postings', () => {
  it('say what was written, by ascending document, whatever the order in which it came', () => {
    fc.assert(
      fc.property(fc.array(list, { maxLength: 5 }), (lists) => {
        const writer = new PostingWriter();
        const starts = [0];
        for (const postings of lists) {
          for (const [document, packed] of postings) writer.add(document, packed);
          writer.endList();
          starts.push(writer.size);
        }
        const bytes = writer.data();
        lists.forEach((postings, at) => {
          const from = starts[at] as number;
          const to = starts[at + 1] as number;
          if (postings.length === 0) return expect(to).toBe(from);
          const found: [number, number][] = [];
          forEachPosting(bytes, from, to, (document, packed) => found.push([document, packed]));
          expect(found).toEqual(postings.toSorted(([a], [b]) => a - b));
          expect(countAt(bytes, from)).toBe(postings.length);
          const some = new Set(postings.filter((_, place) => place % 7 === 0).map(([document]) => document));
          const ofSome: [number, number][] = [];
          forEachPostingOf(Uint32Array.from(some).sort(), bytes, from, to, (document, packed) => {
            if (some.has(document)) ofSome.push([document, packed]);
          });
          expect(ofSome).toEqual(found.filter(([document]) => some.has(document)));
        });
      }),
    );
  });
});
