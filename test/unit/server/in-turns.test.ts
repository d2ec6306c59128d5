import { describe, expect, it } from 'vitest';
import { InTurns } from '../../../src/server/in-turns';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('work in turns', () => {
  it('does all in order, with turns for others in between', async () => {
    let clock = 0;
    const done: number[] = [];
    const turns = new InTurns<number>(
      (thing) => {
        done.push(thing);
        clock += 1;
      },
      () => clock,
    );
    const all = Array.from({ length: 50 }, (_, at) => at);
    turns.add(all.slice(0, 30));
    expect(done).toEqual(all.slice(0, 4));
    turns.add(all.slice(30));
    expect(done).toEqual(all.slice(0, 4));
    let count = 0;
    for (; done.length < all.length; count++) {
      const before = done.length;
      await turn();
      expect(done.length - before).toBeLessThanOrEqual(4);
    }
    expect(done).toEqual(all);
    turns.add([50]);
    expect(done.at(-1)).toBe(50);
  });

  it('ends with what waits undone', async () => {
    let clock = 0;
    const done: number[] = [];
    const turns = new InTurns<number>(
      (thing) => {
        done.push(thing);
        clock += 10;
      },
      () => clock,
    );
    turns.add([1, 2, 3]);
    turns.dispose();
    await turn();
    await turn();
    expect(done).toEqual([1]);
  });
});
