import { describe, expect, it } from 'vitest';
import { loopTurn } from '../../../src/engine/host';
import { inSlices } from '../../../src/engine/retrieval/in-slices';
import { StandingBack } from '../../../src/engine/retrieval/standing-back';

/** A clock by which each step takes longer than a slice. */
function slowHost() {
  let now = 0;
  return { monotonic: () => (now += 10) };
}

describe('work in slices', () => {
  it('makes no piece while an answer is made', async () => {
    const background = new StandingBack(60_000);
    let made = 0;
    function* pieces(): Generator<Uint8Array | undefined> {
      for (; made < 20; made++) yield made % 5 === 0 ? Uint8Array.of(made) : undefined;
    }
    const found: number[] = [];
    const reading = (async () => {
      for await (const [piece] of inSlices(
        slowHost(),
        pieces(),
        () => background.turn(),
        () => true,
      ))
        found.push(piece as number);
    })();
    await loopTurn();
    let end = (): void => {};
    const answer = background.answer(() => new Promise<void>((resolve) => (end = resolve)));
    for (let turn = 0; turn < 5; turn++) await loopTurn();
    const before = made;
    for (let turn = 0; turn < 20; turn++) await loopTurn();
    expect(made).toBe(before);
    expect(made).toBeLessThan(20);
    end();
    await Promise.all([answer, reading]);
    expect(found).toEqual([0, 5, 10, 15]);
  });

  it('ends when it is of no use any more', async () => {
    const pieces = [undefined, Uint8Array.of(1), undefined, Uint8Array.of(2)];
    const found: Uint8Array[] = [];
    const reading = (async () => {
      for await (const piece of inSlices(slowHost(), pieces, loopTurn, () => found.length === 0)) found.push(piece);
    })();
    await expect(reading).rejects.toThrow('of no use');
    expect(found).toEqual([Uint8Array.of(1)]);
  });
});
