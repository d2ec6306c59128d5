import { describe, expect, it } from 'vitest';
import { SharedRoom } from '../../../src/engine/host';

describe('SharedRoom', () => {
  it('begins with little, so that one small array does not cost a block of a megabyte', () => {
    const room = new SharedRoom();
    expect(room.take(100).buffer.byteLength).toBeLessThanOrEqual(1 << 16);
    room.release();
    expect(room.take(100).buffer.byteLength).toBeLessThanOrEqual(1 << 16);
  });

  it('takes larger and larger blocks, up to a megabyte', () => {
    const room = new SharedRoom();
    const blocks = new Set<ArrayBufferLike>();
    for (let taken = 0; taken < 8 << 20; taken += 10_000) blocks.add(room.take(10_000).buffer);
    const sizes = Array.from(blocks, (block) => block.byteLength);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(sizes.at(-1)).toBe(1 << 20);
    expect(sizes.length).toBeLessThan(16);
  });

  it('gives arrays that do not overlap, whatever their sizes', () => {
    const room = new SharedRoom();
    const sizes = [1, 40_000, 0, 300_000, 200_000, 70_000, 3, 262_144];
    const arrays = sizes.map((size) => room.take(size));
    arrays.forEach((array, at) => array.fill(at + 1));
    arrays.forEach((array, at) => {
      expect(array.length).toBe(sizes[at]);
      expect(array.every((byte) => byte === at + 1)).toBe(true);
    });
  });

  it('uses the room of arrays that were given back again, and never that of others', () => {
    const room = new SharedRoom();
    const kept: Uint8Array[] = [];
    const blocks = new Set<ArrayBufferLike>();
    for (let round = 0; round < 2_000; round++) {
      const array = room.take(10_000).fill(round % 256);
      blocks.add(array.buffer);
      if (round % 200 === 0) kept.push(array);
      else room.giveBack(array.subarray(0, 5));
    }
    expect(blocks.size).toBeLessThan(20);
    kept.forEach((array, at) => expect(array.every((byte) => byte === (200 * at) % 256)).toBe(true));
  });

  it('leaves arrays alone that it did not make', () => {
    const room = new SharedRoom();
    const own = room.take(100).fill(1);
    const other = Uint8Array.of(1, 2, 3);
    room.giveBack(other);
    expect(other).toEqual(Uint8Array.of(1, 2, 3));
    room.take(100).fill(2);
    expect(own.every((byte) => byte === 1)).toBe(true);
  });
});
