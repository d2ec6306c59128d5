/** Milliseconds without a request after which work of no hurry begins. */
const PAUSE_MS = 4;

/** One piece of work that is done in short steps while nothing else is asked for; a newer one replaces it. */
export class Later {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private steps: Generator<undefined, void> | undefined;
  private key = '';
  private isHeld = false;

  /** Begins `work` after a pause. What is under way for the same key goes on after the pause instead. */
  do(key: string, work: () => Generator<undefined, void>): void {
    if (key !== this.key || this.steps === undefined) {
      this.stop();
      this.key = key;
      this.steps = work();
    }
    this.next(PAUSE_MS);
  }

  /** Does at once what is left of the work for a key, which someone waits for now; false when that takes longer than `ms`, and it goes on later. */
  finish(key: string, ms: number): boolean {
    if (key !== this.key || this.steps === undefined) return true;
    const deadline = performance.now() + ms;
    while (this.steps.next().done === false) {
      if (performance.now() < deadline) continue;
      this.next(PAUSE_MS);
      return false;
    }
    clearTimeout(this.timer);
    this.steps = undefined;
    return true;
  }

  /** A request has come: no step is taken until it goes on. */
  hold(): void {
    this.isHeld = true;
    clearTimeout(this.timer);
  }

  /** The request has been answered. */
  goOn(): void {
    this.isHeld = false;
    this.next(PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.steps?.return();
    this.steps = undefined;
  }

  private next(milliseconds: number): void {
    clearTimeout(this.timer);
    if (this.isHeld || this.steps === undefined) return;
    this.timer = setTimeout(() => {
      if (this.steps?.next().done === false) this.next(0);
      else this.steps = undefined;
    }, milliseconds);
  }
}
