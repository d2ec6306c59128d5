import type { ModelError, ModelErrorKind } from '../models';

const firstWaitMs = 1000;
const longestWaitMs = 30_000;

/** Single mishaps in the middle of an answer. Asking again at once mends none of the other failures. */
const mishaps: readonly ModelErrorKind[] = ['stalled', 'closed-early'];

/** Keeps a failing model from being asked at every key. Times are monotonic milliseconds. */
export class BackOff {
  #until = 0;
  #wait = firstWaitMs;

  blocked(now: number): boolean {
    return now < this.#until;
  }

  failed(error: ModelError, now: number): void {
    if (mishaps.includes(error.kind)) return;
    this.#until = now + (error.retryAfterMs ?? this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWaitMs);
  }

  succeeded(): void {
    this.#until = 0;
    this.#wait = firstWaitMs;
  }
}
