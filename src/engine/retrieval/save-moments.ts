/** Milliseconds from one save of a part to the next while work goes on, and so many times what the last one took. */
const PART_PAUSE_MS = 60_000;
const PART_PAUSE_TIMES = 40;
/** A save of a part that was cut off by a change is tried again after so many milliseconds. */
const AGAIN_MS = 10_000;

export interface SavePauses {
  /** Milliseconds that changes at rest wait for further ones; 30,000 by default. */
  readonly savePauseMs?: number;
  /** Milliseconds between two saves while work goes on; 60,000 by default. */
  readonly partPauseMs?: number;
}

interface Situation {
  readonly isAtRest: boolean;
  readonly isPaused: boolean;
}

/** Says when changes of the index are to be saved: soon when work has ended or is paused, and now and then while it goes on. */
export class SaveMoments {
  private last: 'none' | 'whole' | 'part' | 'paused' = 'none';
  private lastTookMs = 0;
  private wasCutOff = false;

  constructor(private readonly pauses: SavePauses) {}

  /** Milliseconds from now, or from when the first change came. */
  pause({ isAtRest, isPaused }: Situation): number {
    const { savePauseMs = 30_000, partPauseMs = PART_PAUSE_MS } = this.pauses;
    if (this.wasCutOff) return Math.min(AGAIN_MS, isAtRest ? savePauseMs : partPauseMs);
    if (isAtRest) return this.last === 'whole' ? savePauseMs : 0;
    if (isPaused && this.last !== 'paused') return 0;
    return Math.max(partPauseMs, PART_PAUSE_TIMES * this.lastTookMs);
  }

  saved({ isAtRest, isPaused }: Situation, tookMs: number): void {
    this.last = isAtRest ? 'whole' : isPaused ? 'paused' : 'part';
    this.lastTookMs = tookMs;
    this.wasCutOff = false;
  }

  cutOff(): void {
    this.wasCutOff = true;
  }

  /** What the disk has is in use. */
  loaded(): void {
    this.last = 'whole';
  }

  /** Nothing of what was saved is left. */
  removed(): void {
    this.last = 'none';
  }
}
