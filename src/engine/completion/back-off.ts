import type { ModelError, ModelErrorKind } from '../models';

const firstWaitMs = 1000;
const longestWaitMs = 30_000;

/** Failures that asking again at once cannot mend. The others are single mishaps. */
const lasting: readonly ModelErrorKind[] = [
  'rate-limited',
  'over-budget',
  'loading',
  'unreachable',
  'timeout',
  'unauthorised',
  'server-error',
];

/** Keeps a failing model from being asked at every key. Times are monotonic milliseconds. */
export class BackOff {
  #until = 0;
  #wait = firstWaitMs;

  blocked(now: number): boolean {
    return now < this.#until;
  }

  failed(error: ModelError, now: number): void {
    if (!lasting.includes(error.kind)) return;
    this.#until = now + (error.retryAfterMs ?? this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWaitMs);
  }

  succeeded(): void {
    this.#until = 0;
    this.#wait = firstWaitMs;
  }
}
