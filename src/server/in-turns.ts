import type { Disposable } from '../engine/host';

/** Milliseconds of work between two turns of the event loop. */
const SLICE_MS = 4;

/** Does something with one thing after the other, many of them over several turns of the event loop, so that requests come in between. */
export class InTurns<T> implements Disposable {
  private waiting: T[] = [];
  private at = 0;
  private turn: NodeJS.Immediate | undefined;

  constructor(
    private readonly work: (thing: T) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The first ones at once, unless others wait. */
  add(things: readonly T[]): void {
    for (const thing of things) this.waiting.push(thing);
    if (!this.turn) this.goOn();
  }

  dispose(): void {
    clearImmediate(this.turn);
    this.turn = undefined;
    this.waiting = [];
  }

  private goOn(): void {
    this.turn = undefined;
    const end = this.now() + SLICE_MS;
    while (this.at < this.waiting.length) {
      this.work(this.waiting[this.at++] as T);
      if (this.now() < end || this.at === this.waiting.length) continue;
      this.turn = setImmediate(() => this.goOn());
      return;
    }
    this.waiting = [];
    this.at = 0;
  }
}
