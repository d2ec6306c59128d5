import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { compileInTurn, compileTurn, giveTurnBack } from '../../../src/engine/syntax/grammar-compile';

describe('compileInTurn', () => {
  it('compiles one after the other, and goes on after a failure', async () => {
    let running = 0;
    let most = 0;
    const step = (name: string, fails = false) =>
      compileInTurn(name === 'b' ? 'optimising' : 'baseline', async () => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        if (fails) throw new Error(`${name} fails`);
        return name;
      });
    const results = await Promise.allSettled([step('a'), step('b', true), step('c')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(most).toBe(1);
  });

  it('waits while another thread has its turn', async () => {
    const turn = compileTurn();
    const worker = new Worker(
      `const { getEnvironmentData, parentPort } = require('node:worker_threads');
      const turn = new Int32Array(getEnvironmentData('cairn.grammar-compile.turn'));
      Atomics.store(turn, 0, 1);
      parentPort.postMessage('taken');
      parentPort.once('message', () => Atomics.store(turn, 0, 0));`,
      { eval: true },
    );
    await once(worker, 'message');
    let compiled = false;
    const compiling = compileInTurn('baseline', async () => {
      compiled = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect([compiled, Atomics.load(turn, 0)]).toEqual([false, 1]);
    worker.postMessage('give back');
    await compiling;
    expect([compiled, Atomics.load(turn, 0)]).toEqual([true, 0]);
    await worker.terminate();
  });

  it('goes on once the turn of a thread that was ended is given back', async () => {
    const thread = 4711;
    Atomics.store(compileTurn(), 0, thread + 1);
    const compiling = compileInTurn('optimising', async () => 'compiled');
    giveTurnBack(thread + 1);
    expect(Atomics.load(compileTurn(), 0)).toBe(thread + 1);
    giveTurnBack(thread);
    await expect(compiling).resolves.toBe('compiled');
    expect(Atomics.load(compileTurn(), 0)).toBe(0);
  });

  it.each(['baseline', 'optimising'] as const)('compiles code that runs (%s)', async (compiler) => {
    const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
    const compiled = await compileInTurn(compiler, () => WebAssembly.compile(empty));
    expect(WebAssembly.Module.exports(compiled)).toEqual([]);
  });
});
