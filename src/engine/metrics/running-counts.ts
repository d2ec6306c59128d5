import { type Counts, countsOf, sumOfCounts } from './counts';
import type { MetricsEvent } from './events';
import { UNDO_WITHIN_MS } from './suggestion';

/** What is older than this, in ms, nobody undoes any more; twice the time, as an event is written a little after what it tells of. */
const SETTLED_MS = 2 * UNDO_WITHIN_MS;
/** So many events wait for being settled together. */
const SETTLED_AT_ONCE = 64;

/**
 * Events of one window in the order of their time, summed up while they come. Only those that may still be undone are kept, so that
 * a day of typing takes no memory. `utcOffsetMinutes` says how far local time is east of UTC; a change of it counts for what comes later.
 */
export class RunningCounts {
  private recent: MetricsEvent[] = [];
  private readonly undone = new Set<string>();
  private settled = sumOfCounts([]);

  constructor(private readonly utcOffsetMinutes: () => number) {}

  /** How many events are kept. */
  get kept(): number {
    return this.recent.length;
  }

  add(event: MetricsEvent): void {
    this.recent.push(event);
    if (event.kind === 'undone') this.undone.add(event.id);
    const settledBefore = event.at - SETTLED_MS;
    if ((this.recent[SETTLED_AT_ONCE]?.at ?? event.at) < settledBefore) this.settle(settledBefore);
  }

  /** The same as `countsOf` all events. */
  counts(): Counts {
    return sumOfCounts([this.settled, this.sumOf(this.recent)]);
  }

  private settle(before: number): void {
    const firstLeft = this.recent.findIndex(({ at }) => at >= before);
    this.settled = sumOfCounts([this.settled, this.sumOf(this.recent.slice(0, firstLeft))]);
    this.recent = this.recent.slice(firstLeft);
  }

  private sumOf(events: readonly MetricsEvent[]): Counts {
    return countsOf(events, this.undone, this.utcOffsetMinutes());
  }
}
