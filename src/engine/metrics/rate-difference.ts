import { wilsonInterval } from './wilson';

/** A share of successes in trials. */
export interface Share {
  readonly successes: number;
  readonly trials: number;
}

export interface RateDifference {
  /** From -1 to 1. */
  readonly difference: number;
  /** Its 95 % interval, as [low, high]. */
  readonly interval: readonly [number, number];
}

/**
 * How far one share lies above another that was measured apart, with the interval that follows from both Wilson intervals
 * (Newcombe, Statistics in Medicine 17, 1998, method 10). Undefined without trials on both sides.
 */
export function rateDifference(one: Share, other: Share): RateDifference | undefined {
  const ours = wilsonInterval(one.successes, one.trials);
  const theirs = wilsonInterval(other.successes, other.trials);
  if (!ours || !theirs) return undefined;
  const share = one.successes / one.trials;
  const otherShare = other.successes / other.trials;
  const difference = share - otherShare;
  return {
    difference,
    interval: [
      difference - Math.hypot(share - ours[0], theirs[1] - otherShare),
      difference + Math.hypot(ours[1] - share, otherShare - theirs[0]),
    ],
  };
}
