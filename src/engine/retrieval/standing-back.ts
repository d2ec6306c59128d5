import { loopTurn } from '../host';
import { atMost } from './at-most';
import { Waiters } from './waiters';

/** Work in the background waits for answers at most so many milliseconds at a time: an answer may wait for a disk. */
const LONGEST_MS = 100;
/** Turns without an answer after which nobody is taken to be typing. */
const MANY_TURNS = 300;

/**
 * Gives work in the background its turns, one step at a time, and none while an answer is made that someone waits for: an answer takes
 * several turns of the event loop, and in each it would wait for a step of that work.
 */
export class StandingBack {
  private answers = 0;
  private begun = 0;
  private readonly waiting = new Waiters();
  private lastTurn: Promise<void> = Promise.resolve();
  private turnsSinceAnswer = MANY_TURNS;

  /** Milliseconds that one step waits for answers at most. */
  constructor(private readonly longestMs = LONGEST_MS) {}

  get isAnswering(): boolean {
    return this.answers > 0;
  }

  /** Counts the answers that were ever begun. */
  get answersBegun(): number {
    return this.begun;
  }

  /** Someone has asked lately, and may soon again. */
  get isAskedOften(): boolean {
    return this.turnsSinceAnswer < MANY_TURNS;
  }

  /** Makes an answer that someone waits for. */
  async answer<T>(make: () => Promise<T>): Promise<T> {
    this.answers++;
    this.begun++;
    this.turnsSinceAnswer = 0;
    try {
      return await make();
    } finally {
      this.answers--;
      if (!this.isAnswering) this.waiting.release();
    }
  }

  /** Resolves when it is the caller's turn to take one step; what others have asked for before comes before. */
  turn(): Promise<void> {
    this.lastTurn = this.lastTurn.then(() => this.next());
    return this.lastTurn;
  }

  private async next(): Promise<void> {
    this.turnsSinceAnswer++;
    // A request that came during the last step is read in the next turn of the event loop, and is begun before the second ends.
    await loopTurn();
    await loopTurn();
    if (this.isAnswering) await atMost(this.waiting.wait(), this.longestMs);
  }
}
