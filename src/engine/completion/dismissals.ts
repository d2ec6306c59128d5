/** Dismissals in a row after which nothing is offered unasked for a while. */
const patience = 3;
const firstQuietMs = 30_000;
const longestQuietMs = 600_000;

/** Leaves a user in peace who dismisses one suggestion after the other. Times are monotonic milliseconds. */
export class Dismissals {
  #inARow = 0;
  #quietUntil = 0;

  /** Whether nothing is to be offered unasked. */
  isQuiet(now: number): boolean {
    return now < this.#quietUntil;
  }

  /** Milliseconds until something may be offered unasked again. */
  quietMs(now: number): number {
    return Math.max(0, this.#quietUntil - now);
  }

  dismissed(now: number): void {
    this.#inARow++;
    const over = this.#inARow - patience;
    if (over >= 0) this.#quietUntil = now + Math.min(firstQuietMs * 2 ** over, longestQuietMs);
  }

  /** A suggestion was taken, or one was asked for. */
  welcomed(): void {
    this.#inARow = 0;
    this.#quietUntil = 0;
  }
}
