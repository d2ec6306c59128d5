import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Later } from '../../../src/engine/syntax/later';

describe('work of no hurry', () => {
  const done: string[] = [];
  function* work(name: string, steps: number): Generator<undefined, void> {
    try {
      for (let step = 1; step <= steps; step++) {
        done.push(`${name} ${step}`);
        yield;
      }
    } finally {
      done.push(`${name} ends`);
    }
  }
  beforeEach(() => {
    vi.useFakeTimers();
    done.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  it('begins after a pause and goes on step by step', () => {
    const later = new Later();
    later.do('a', () => work('a', 2));
    expect(done).toEqual([]);
    vi.advanceTimersToNextTimer();
    expect(done).toEqual(['a 1']);
    vi.runAllTimers();
    expect(done).toEqual(['a 1', 'a 2', 'a ends']);
  });

  it('gives way to other work, and is not begun again when asked for again', () => {
    const later = new Later();
    later.do('a', () => work('a', 3));
    vi.advanceTimersToNextTimer();
    later.do('a', () => work('again', 3));
    vi.advanceTimersToNextTimer();
    expect(done).toEqual(['a 1', 'a 2']);
    later.do('b', () => work('b', 1));
    vi.runAllTimers();
    expect(done).toEqual(['a 1', 'a 2', 'a ends', 'b 1', 'b ends']);
  });

  it('is done at once when someone waits for it, and is left alone for another', () => {
    const later = new Later();
    later.do('a', () => work('a', 3));
    vi.advanceTimersToNextTimer();
    expect(later.finish('b', 1_000)).toBe(true);
    expect(done).toEqual(['a 1']);
    expect(later.finish('a', 1_000)).toBe(true);
    expect(done).toEqual(['a 1', 'a 2', 'a 3', 'a ends']);
    expect(later.finish('a', 1_000)).toBe(true);
    vi.runAllTimers();
    expect(done).toHaveLength(4);
  });

  it('goes on later when someone has no time to wait for all of it', () => {
    const later = new Later();
    later.do('a', () => work('a', 3));
    expect(later.finish('a', -1)).toBe(false);
    expect(done).toEqual(['a 1']);
    vi.runAllTimers();
    expect(done).toEqual(['a 1', 'a 2', 'a 3', 'a ends']);
  });

  it('stops', () => {
    const later = new Later();
    later.do('a', () => work('a', 3));
    vi.advanceTimersToNextTimer();
    later.stop();
    vi.runAllTimers();
    expect(done).toEqual(['a 1', 'a ends']);
  });
});
