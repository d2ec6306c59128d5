import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsOf, type MetricsEvent, RunningCounts } from '../../../src/engine/metrics';
import { anyBusyHistory, anyHistory, DAY, template } from './any-history';

function countedAsTheyCome(events: readonly MetricsEvent[]): RunningCounts {
  const running = new RunningCounts(() => 120);
  const undone = new Set<string>();
  for (const [at, event] of events.entries()) {
    running.add(event);
    if (event.kind === 'undone') undone.add(event.id);
    if (at % 7 === 0 || at === events.length - 1)
      expect(running.counts()).toEqual(countsOf(events.slice(0, at + 1), undone, 120));
  }
  return running;
}

describe('counts that are asked for again and again', () => {
  it('are those of all events so far', () => {
    fc.assert(fc.property(anyHistory, ({ events }) => void countedAsTheyCome(events.toSorted((a, b) => a.at - b.at))));
  });

  it('are those of all events so far when old ones are no longer kept', () => {
    fc.assert(
      fc.property(anyBusyHistory, (events) => void countedAsTheyCome(events)),
      { numRuns: 30 },
    );
  });

  it('keep no more events the longer a session is', () => {
    const running = new RunningCounts(() => 0);
    for (let second = 0; second < 5000; second++) running.add({ ...template, at: second * 1000 });
    expect(running.kept).toBeLessThanOrEqual(65);
    expect(running.counts().groups[0]?.tally.requested).toBe(5000);
  });

  it('count by the local time that holds when an event comes', () => {
    let offset = 0;
    const running = new RunningCounts(() => offset);
    const evening = Date.parse('2026-03-04T23:30:00Z');
    for (let at = 0; at < 200; at++) running.add({ ...template, at: evening + at * 1000 });
    offset = 60;
    running.add({ ...template, at: evening + DAY });
    const days = new Set(running.counts().groups.map(({ day }) => day));
    expect(days).toContain('2026-03-04');
    expect(days).toContain('2026-03-06');
  });
});
