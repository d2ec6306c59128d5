import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AskWait } from '../../../src/engine/completion/ask-wait';
import type { ModelClient } from '../../../src/engine/models';
import { cursorAt, instant } from './pipeline-fixture';

const embedded = instant('');
const endpoint: ModelClient = { ...embedded, description: { ...embedded.description, endpointKind: 'openai' } };
const inside = cursorAt('x = │');
const atStart = cursorAt('f();\n  │');

function learnt(intervalMs: number, latencyMs: number): AskWait {
  const wait = new AskWait();
  for (let key = 0; key < 10; key++) wait.changed(key * intervalMs);
  for (let answer = 0; answer < 10; answer++) wait.answered(endpoint, latencyMs);
  return wait;
}

describe('the wait before a model is asked', () => {
  it('is none before anything is known', () => {
    expect(new AskWait().waitMs(inside, endpoint)).toBe(0);
  });

  it('is none at the start of a line and for the embedded model', () => {
    expect(learnt(100, 400).waitMs(atStart, endpoint)).toBe(0);
    expect(learnt(100, 400).waitMs(inside, embedded)).toBe(0);
  });

  it('is a little more than the time between two keys where the endpoint is slow', () => {
    expect(learnt(100, 1000).waitMs(inside, endpoint)).toBeCloseTo(120);
  });

  it('is a quarter of what the endpoint takes where that is fast', () => {
    expect(learnt(100, 40).waitMs(inside, endpoint)).toBeCloseTo(10);
  });

  it('does not take a pause for slow typing', () => {
    const wait = learnt(100, 1000);
    const paused = 1000 + 60_000;
    wait.changed(paused);
    expect(wait.waitMs(inside, endpoint)).toBeCloseTo(120);
  });

  it('is never felt: at most a quarter of the latency and of a second, whatever was learnt', () => {
    const values = fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, values, (intervals, latencies) => {
        const wait = new AskWait();
        let now = 0;
        for (const interval of intervals) wait.changed((now += interval));
        for (const latency of latencies) wait.answered(endpoint, latency);
        const ms = wait.waitMs(inside, endpoint);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(Math.min(250, Math.max(...latencies.slice(-9)) / 4));
      }),
    );
  });
});
