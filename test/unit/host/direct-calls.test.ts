import { describe, expect, it } from 'vitest';
import { DirectCalls } from '../../../src/engine/host/direct-calls';

/** Calls by a clock that stands still except while a call waits. */
function callsByClock() {
  const clock = { now: 1000 };
  const calls = new DirectCalls(() => clock.now);
  const made: string[] = [];
  const call = (waits = 0): Promise<string> =>
    calls.do(
      async () => {
        clock.now += waits;
        made.push('direct');
        return 'direct';
      },
      async () => {
        made.push('pooled');
        return 'pooled';
      },
    );
  return { clock, call, made };
}

describe('direct calls into the file system', () => {
  it('are made as long as they return at once', async () => {
    const { call, made } = callsByClock();
    for (let times = 0; times < 5; times++) expect(await call(0.5)).toBe('direct');
    expect(made).toEqual(Array(5).fill('direct'));
  });

  it('are left to the thread pool for ten times as long as one has waited', async () => {
    const { clock, call } = callsByClock();
    expect(await call(20)).toBe('direct');
    expect(await call()).toBe('pooled');
    clock.now += 199;
    expect(await call()).toBe('pooled');
    clock.now += 1;
    expect(await call()).toBe('direct');
  });

  it('let the event loop have its turn', async () => {
    const { call } = callsByClock();
    let turns = 0;
    let goesOn = true;
    const count = (): void => {
      turns++;
      if (goesOn) setImmediate(count);
    };
    setImmediate(count);
    for (let times = 0; times < 50; times++) await call(0.9);
    goesOn = false;
    expect(turns).toBeGreaterThan(5);
  });

  it('hand on what goes wrong', async () => {
    const calls = new DirectCalls(() => 0);
    const fails = (): Promise<never> => Promise.reject(new Error('it is gone'));
    await expect(calls.do(fails, fails)).rejects.toThrow('it is gone');
  });
});
