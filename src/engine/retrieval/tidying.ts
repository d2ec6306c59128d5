import type { Disposable } from '../host';

/** Milliseconds between two steps: whoever waits for a file or an answer meanwhile hardly notices them. */
const PAUSE_MS = 2;

interface TidyingParts {
  /** False when nothing is left to do, or something else is. */
  readonly step: () => boolean;
  readonly ended: () => void;
}

/** Takes one small step after the other, with pauses in between. */
export class Tidying implements Disposable {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: TidyingParts) {}

  get isUnderWay(): boolean {
    return this.timer !== undefined;
  }

  begin(): void {
    this.timer ??= setTimeout(() => this.goOn(), PAUSE_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private goOn(): void {
    this.timer = undefined;
    if (this.parts.step()) this.begin();
    else this.parts.ended();
  }
}
