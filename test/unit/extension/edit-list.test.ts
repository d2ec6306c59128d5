import { describe, expect, it } from 'vitest';
import type { RecentEdit } from '../../../src/engine/retrieval';
import { withEdit } from '../../../src/extension/edit-list';

const listOf = (...edits: (readonly [file: string, startLine: number, endLine: number])[]): readonly RecentEdit[] =>
  edits.reduce<readonly RecentEdit[]>(
    (list, [uri, startLine, endLine], at) => withEdit(list, { uri, startLine, endLine, revision: at + 1 }),
    [],
  );

describe('where the user edited lately', () => {
  it('is one place where edits are near each other, and known to have changed again', () => {
    expect(listOf(['a', 3, 3])).toEqual([{ uri: 'a', startLine: 3, endLine: 3, revision: 1 }]);
    expect(listOf(['a', 3, 3], ['a', 3, 3])).toEqual([{ uri: 'a', startLine: 3, endLine: 3, revision: 2 }]);
    expect(listOf(['a', 3, 3], ['a', 8, 9])).toEqual([{ uri: 'a', startLine: 3, endLine: 9, revision: 2 }]);
  });

  it('has the newest place first, and no more than twenty', () => {
    expect(listOf(['a', 3, 3], ['b', 3, 3], ['a', 9, 9]).map(({ uri, startLine }) => [uri, startLine])).toEqual([
      ['a', 9],
      ['b', 3],
      ['a', 3],
    ]);
    const many = Array.from({ length: 30 }, (_, at) => ['a', at * 10, at * 10] as const);
    expect(listOf(...many).map(({ revision }) => revision)).toEqual(Array.from({ length: 20 }, (_, at) => 30 - at));
  });
});
