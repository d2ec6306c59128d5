import type { Evidence } from './contract';

/** One way of finding things, best first. */
export interface RankedList<T> {
  readonly name: string;
  readonly weight: number;
  readonly items: readonly { readonly item: T; readonly score: number }[];
}

export interface Fused<T> {
  readonly item: T;
  readonly score: number;
  readonly why: readonly Evidence[];
}

/** Ranks below this count little more than each other. */
const RANK_OFFSET = 60;

/** Share of an item's contribution that comes from its score relative to the list's best; the rest from its rank. */
const SCORE_SHARE = 0.75;

/** Joins ranked lists: each contributes by reciprocal rank and by score relative to its best. Order of equals is not defined here. */
export function fuse<T>(
  lists: readonly RankedList<T>[],
  keyOf: (item: T) => string,
  terms: readonly string[],
): Fused<T>[] {
  const found = new Map<string, { item: T; score: number; why: Evidence[] }>();
  for (const list of lists) {
    const best = list.items[0]?.score ?? 1;
    list.items.forEach(({ item, score }, at) => {
      const byRank = (RANK_OFFSET + 1) / (RANK_OFFSET + at + 1);
      const byScore = best > 0 ? score / best : 0;
      const share = list.weight * ((1 - SCORE_SHARE) * byRank + SCORE_SHARE * byScore);
      const entry = found.get(keyOf(item)) ?? { item, score: 0, why: [] };
      entry.score += share;
      entry.why.push({ list: list.name, rank: at + 1, score: share, terms, weight: list.weight });
      found.set(keyOf(item), entry);
    });
  }
  return [...found.values()];
}
