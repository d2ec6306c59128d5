import type { Strength } from './policy';

const ranks: Readonly<Record<Strength, number>> = { private: 3, unindexed: 2, 'low-quality': 1, free: 0 };

/** Whether the left strength leaves less to models than the right one. */
export function isStricter(left: Strength, right: Strength): boolean {
  return ranks[left] > ranks[right];
}

/** Whether a file of this strength is searched; of a low-quality one little is shown. */
export function mayBeIndexed(strength: Strength): strength is Extract<Strength, 'free' | 'low-quality'> {
  return strength === 'free' || strength === 'low-quality';
}
