import type { ModelClient } from '../models';
import { type CursorState, linePrefixOf } from './cursor';
import { RecentMedian } from './recent-median';

/** A longer time between two changes is a pause, and says nothing about the speed of typing. Milliseconds. */
const longestInterval = 1000;
/** So many times the usual time between two keys: when it is over, the user has probably stopped. */
const intervals = 1.2;
/** The wait's share of the endpoint's own time at most: waiting must not be what is felt. */
const shareOfLatency = 0.25;
const longestWaitMs = 250;

/**
 * How long to wait for the next key before a model is asked. There is no fixed delay: at the start of a line, and for the embedded
 * model, none; elsewhere it follows from how fast the user types and how long the endpoint takes to begin an answer.
 */
export class AskWait {
  readonly #intervals = new RecentMedian();
  readonly #latencies = new WeakMap<ModelClient, RecentMedian>();
  #lastChange = Number.NEGATIVE_INFINITY;

  /** The document changed, at a monotonic time in milliseconds. */
  changed(now: number): void {
    const interval = now - this.#lastChange;
    this.#lastChange = now;
    if (interval <= longestInterval) this.#intervals.add(interval);
  }

  /** A model began its answer so many milliseconds after it was asked. */
  answered(model: ModelClient, firstTextMs: number): void {
    const known = this.#latencies.get(model) ?? new RecentMedian();
    this.#latencies.set(model, known);
    known.add(firstTextMs);
  }

  /** Milliseconds from the change to the moment at which the model is asked. */
  waitMs({ prefix }: CursorState, model: ModelClient): number {
    if (model.description.endpointKind === 'embedded' || linePrefixOf(prefix).trim() === '') return 0;
    const interval = this.#intervals.value ?? 0;
    const latency = this.#latencies.get(model)?.value ?? 0;
    return Math.min(intervals * interval, shareOfLatency * latency, longestWaitMs);
  }
}
