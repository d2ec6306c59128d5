import { describe, expect, it } from 'vitest';
import { memoryHost } from '../support/memory-host';
import { StandingBack } from '../../../src/engine/retrieval/standing-back';
import { Workbench } from './workbench';

/** No machine is so busy that an answer of some turns takes as long. */
const LONG_MS = 600_000;

const loopTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function loopTurns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await loopTurn();
}

describe('work in the background', () => {
  it('takes its steps one after the other, in the order they were asked for, and never two in one turn of the loop', async () => {
    const background = new StandingBack(LONG_MS);
    const taken: number[] = [];
    let turns = 0;
    const turnsAtStep: number[] = [];
    const steps = Array.from({ length: 5 }, (_, at) =>
      background.turn().then(() => {
        taken.push(at);
        turnsAtStep.push(turns);
      }),
    );
    const all = Promise.all(steps).then(() => true);
    while (!(await Promise.race([all, loopTurn().then(() => false)]))) turns++;
    expect(taken).toEqual([0, 1, 2, 3, 4]);
    expect(new Set(turnsAtStep).size).toBe(5);
  });

  it('takes none while an answer is made, however many turns of the loop that needs', async () => {
    const background = new StandingBack(LONG_MS);
    let isAnswered = false;
    const answering = background.answer(async () => {
      await loopTurns(50);
      isAnswered = true;
      return 7;
    });
    expect(background.isAnswering).toBe(true);
    const step = background.turn().then(() => isAnswered);
    expect(await step).toBe(true);
    expect(await answering).toBe(7);
    expect(background.isAnswering).toBe(false);
  });

  it('lets a request begin that was read in the turn after the last step', async () => {
    const background = new StandingBack(LONG_MS);
    let isAnswered = false;
    const step = background.turn().then(() => isAnswered);
    // As a connection does with a message: it is read in one turn and handed over before the next.
    await loopTurn();
    void background.answer(async () => {
      await loopTurns(20);
      isAnswered = true;
    });
    expect(await step).toBe(true);
  });

  it('knows for a while that someone has asked', async () => {
    const background = new StandingBack(LONG_MS);
    expect(background.isAskedOften).toBe(false);
    await background.turn();
    expect(background.isAskedOften).toBe(false);
    await background.answer(async () => {});
    await background.turn();
    expect(background.isAskedOften).toBe(true);
    for (let turn = 0; turn < 1_000; turn++) await background.turn();
    expect(background.isAskedOften).toBe(false);
  });

  it('waits for all of several answers, also for one that fails', async () => {
    const background = new StandingBack(LONG_MS);
    let left = 2;
    const failing = background.answer(async () => {
      await loopTurns(5);
      left--;
      throw new Error('cancelled');
    });
    const second = background.answer(async () => {
      await loopTurns(30);
      left--;
    });
    const step = background.turn().then(() => left);
    await expect(failing).rejects.toThrow('cancelled');
    expect(await step).toBe(0);
    await second;
  });

  it('goes on beside an answer that waits for ever', async () => {
    const background = new StandingBack(5);
    void background.answer(() => new Promise(() => undefined));
    await background.turn();
    await background.turn();
    expect(background.isAnswering).toBe(true);
  });

  it.each([
    ['a question', (bench: Workbench) => bench.ask('retryRequest')],
    ['a cursor', (bench: Workbench) => bench.cursor('file:///w/b.ts', 'retryRequest(')],
  ])('stands back while the files of the answer to %s are read', async (_, ask) => {
    const host = memoryHost({
      '/w/a.ts': 'export function retryRequest(count: number) {\n  return count;\n}\n',
      '/w/b.ts': 'const count = retryRequest(1);\n',
    });
    const bench = new Workbench({
      ...host,
      readFile: (path, maxBytes) => {
        reads.push(bench.engine.background.isAnswering);
        return host.readFile(path, maxBytes);
      },
    });
    const reads: boolean[] = [];
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    await bench.engine.whenReady();
    reads.length = 0;
    await ask(bench);
    expect(reads).not.toEqual([]);
    expect(reads).not.toContain(false);
  });
});
