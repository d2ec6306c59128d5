import { type Counts, countsOf, sumOfCounts } from './counts';
import type { MetricsEvent } from './events';

/** Events of one window, summed up again and again while they come: each sum counts only what came since the last one. */
export class RunningCounts {
  private readonly events: MetricsEvent[] = [];
  private readonly undone = new Set<string>();
  private counted = 0;
  private sum = sumOfCounts([]);
  private utcOffsetMinutes = 0;

  add(event: MetricsEvent): void {
    this.events.push(event);
    if (event.kind !== 'undone') return;
    this.undone.add(event.id);
    // It was counted as accepted.
    this.countAnew();
  }

  /** The same as `countsOf` all events. */
  counts(utcOffsetMinutes: number): Counts {
    if (utcOffsetMinutes !== this.utcOffsetMinutes) this.countAnew();
    this.utcOffsetMinutes = utcOffsetMinutes;
    const counted = countsOf(this.events.slice(this.counted), this.undone, utcOffsetMinutes);
    this.sum = sumOfCounts([this.sum, counted]);
    this.counted = this.events.length;
    return this.sum;
  }

  private countAnew(): void {
    this.counted = 0;
    this.sum = sumOfCounts([]);
  }
}
