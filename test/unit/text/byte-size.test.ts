import { describe, expect, it } from 'vitest';
import { byteSize } from '../../../src/engine/text';

describe('byteSize', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1_500_000, '1,500,000 bytes'],
    [1 << 20, '1 MiB'],
    [2048 * (1 << 20), '2,048 MiB'],
  ])('says %i as %s', (bytes, words) => expect(byteSize(bytes)).toBe(words));
});
