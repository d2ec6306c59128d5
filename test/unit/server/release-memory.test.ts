import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IndexProgress } from '../../../src/engine/retrieval';
import { releaseAfterWork } from '../../../src/server/release-memory';

function fakeEngine() {
  const listeners = new Set<(progress: IndexProgress) => void>();
  return {
    tell: (progress: IndexProgress) => {
      for (const listener of listeners) listener(progress);
    },
    onProgress(listener: (progress: IndexProgress) => void) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    whenReady: async () => undefined,
    isAtRest: true,
    whenStored: async () => undefined,
    release: vi.fn(),
    background: { answersBegun: 0 },
  };
}

const working: IndexProgress = { files: 2000, filesDone: 10, symbolsLeft: 0 };
const ready: IndexProgress = { files: 2000, filesDone: 2000, symbolsLeft: 0 };

describe('memory after work', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is collected once after the start, and again after the next many files', async () => {
    const engine = fakeEngine();
    const collect = vi.fn();
    const release = releaseAfterWork(engine, collect);
    for (let time = 0; time < 3; time++) {
      engine.tell(working);
      engine.tell({ ...working, filesDone: 1000 });
      engine.tell(ready);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(collect).toHaveBeenCalledTimes(time + 1);
      expect(engine.release.mock.invocationCallOrder[time]).toBeLessThan(collect.mock.invocationCallOrder[time] ?? 0);
    }
    release.dispose();
  });

  it('waits while the work goes on', async () => {
    const engine = fakeEngine();
    const collect = vi.fn();
    releaseAfterWork(engine, collect);
    for (let moment = 0; moment < 100; moment++) {
      engine.tell(working);
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(collect).not.toHaveBeenCalled();
    engine.tell(ready);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(collect).toHaveBeenCalledTimes(1);
  });

  it('waits until the index is tidied, however long that takes without a word', async () => {
    const engine = fakeEngine();
    const collect = vi.fn();
    releaseAfterWork(engine, collect);
    engine.isAtRest = false;
    engine.tell(working);
    engine.tell(ready);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(collect).not.toHaveBeenCalled();
    engine.isAtRest = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(collect).toHaveBeenCalledTimes(1);
  });

  it('waits while someone asks', async () => {
    const engine = fakeEngine();
    const collect = vi.fn();
    releaseAfterWork(engine, collect);
    for (let moment = 0; moment < 100; moment++) {
      engine.background.answersBegun++;
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(collect).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(collect).toHaveBeenCalledTimes(1);
  });

  it('is left alone after a few files', async () => {
    const engine = fakeEngine();
    const collect = vi.fn();
    releaseAfterWork(engine, collect);
    await vi.advanceTimersByTimeAsync(60_000);
    engine.tell({ ...ready, filesDone: 1990 });
    engine.tell(ready);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(collect).toHaveBeenCalledTimes(1);
  });
});
