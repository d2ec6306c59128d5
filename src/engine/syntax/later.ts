/** Milliseconds without a request after which work of no hurry begins. */
const PAUSE_MS = 4;

/** One piece of work that is done in short steps while nothing else is asked for; a newer one replaces it. */
export class Later {
  private timer: NodeJS.Timeout | undefined;
  private turn: NodeJS.Immediate | undefined;
  private steps: Generator<undefined, void> | undefined;
  private key = '';

  get isAtWork(): boolean {
    return this.steps !== undefined;
  }

  /** Begins `work` after a pause. What is under way for the same key goes on after the pause instead. */
  do(key: string, work: () => Generator<undefined, void>): void {
    if (key !== this.key || this.steps === undefined) {
      this.stop();
      this.key = key;
      this.steps = work();
    }
    this.afterPause();
  }

  /** Does at once what is left of the work for a key, which someone waits for now; false when that takes longer than `ms`, and it goes on later. */
  finish(key: string, ms: number): boolean {
    if (key !== this.key || this.steps === undefined) return true;
    const deadline = performance.now() + ms;
    while (this.steps.next().done === false) {
      if (performance.now() < deadline) continue;
      this.afterPause();
      return false;
    }
    this.rest();
    this.steps = undefined;
    return true;
  }

  stop(): void {
    this.rest();
    this.steps?.return();
    this.steps = undefined;
  }

  private afterPause(): void {
    this.rest();
    if (this.steps !== undefined) this.timer = setTimeout(() => this.step(), PAUSE_MS);
  }

  /** What was asked meanwhile comes before the next step. */
  private step(): void {
    if (this.steps?.next().done === false) this.turn = setImmediate(() => this.step());
    else this.steps = undefined;
  }

  private rest(): void {
    clearTimeout(this.timer);
    clearImmediate(this.turn);
  }
}
