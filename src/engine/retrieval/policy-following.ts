import { type Disposable, type Host, loopTurn } from '../host';
import { Waiters } from './waiters';

/** Milliseconds of work between two turns of the event loop. */
const SLICE_MS = 5;

interface FollowingParts {
  /** Judges all that is held by the policy of now, in steps of less than a millisecond or two. */
  readonly steps: () => Iterator<undefined>;
  /** Called when all is judged, before anything else has its turn. */
  readonly followed: () => void;
}

/**
 * Takes what is held through a new policy, in slices, so that answers come in between. Until that has ended, what is held can be of
 * files that the policy excludes.
 */
export class PolicyFollowing implements Disposable {
  /** Of the policy that everything that is held follows; 0 before the first and while some of it may not. */
  epoch = 0;
  private steps: Iterator<undefined> | undefined;
  private readonly ended = new Waiters();

  constructor(
    private readonly host: Pick<Host, 'monotonic'>,
    private readonly parts: FollowingParts,
  ) {}

  get isUnderWay(): boolean {
    return this.steps !== undefined;
  }

  /** Begins with the policy of this epoch, and gives up what was begun for an earlier one. The first slice is taken at once. */
  begin(epoch: number): void {
    const steps = this.parts.steps();
    this.steps = steps;
    this.epoch = 0;
    if (!this.slice(epoch, steps)) void this.goOn(epoch, steps);
  }

  /** Resolves when nothing is left to judge; also when disposed. */
  async whenDone(): Promise<void> {
    if (this.isUnderWay) await this.ended.wait();
  }

  dispose(): void {
    this.steps = undefined;
    this.ended.release();
  }

  private async goOn(epoch: number, steps: Iterator<undefined>): Promise<void> {
    do await loopTurn();
    while (this.steps === steps && !this.slice(epoch, steps));
  }

  /** True when nothing is left to do. */
  private slice(epoch: number, steps: Iterator<undefined>): boolean {
    const end = this.host.monotonic() + SLICE_MS;
    while (!steps.next().done) if (this.host.monotonic() >= end) return false;
    this.steps = undefined;
    this.epoch = epoch;
    this.parts.followed();
    this.ended.release();
    return true;
  }
}
