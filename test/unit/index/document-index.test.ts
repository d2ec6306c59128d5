import { describe, expect, it } from 'vitest';
import { DocumentCounts } from '../../../src/engine/index/document-counts';
import { DocumentIndex } from '../../../src/engine/index/document-index';
import { FILE_FIELDS } from '../../../src/engine/index/ranking-constants';

describe('an index of documents in numbered files', () => {
  it('orders equal scores by file and by place, also beyond 65,535 files and places', () => {
    const places = [
      [3, 0],
      [3, 65_535],
      [3, 65_536],
      [3, 70_000],
      [65_535, 1],
      [65_536, 2],
      [100_000, 0],
    ] as const;
    const index = new DocumentIndex(FILE_FIELDS, (a, b) => a - b);
    const counts = new DocumentCounts();
    for (const [file, ordinal] of places.toReversed()) {
      counts.addAll(0, [1, 2]);
      index.add(file, ordinal, counts);
      counts.clear();
    }
    const found = index.search([{ term: 1, weight: 1 }], 10, {}, (file, ordinal) => [file, ordinal]);
    expect(found).toEqual(places);
    expect([...index.filesWithAny([2])].sort((a, b) => a - b)).toEqual([3, 65_535, 65_536, 100_000]);
  });
});
