/** What becomes of something ranked: it is not shown, stays where it stood, or comes in. */
const LEFT_OUT = 0;
const KEPT = 1;
const CHOSEN = 2;

/** Something that may stand in a prompt, in the order of its worth; `key` is the same from one request to the next. */
export interface Placeable {
  readonly key: string;
  readonly score: number;
  readonly tokens: number;
}

/** What stood in the last prompt: key → where, the smallest first. */
export type Places = ReadonlyMap<string, number>;

export function placesOf(placed: readonly Placed<Placeable>[]): Places {
  return new Map(placed.map(({ item, place }) => [item.key, place]));
}

export interface Placed<T> {
  readonly item: T;
  readonly place: number;
}

export interface PlacementRules {
  readonly budgetTokens: number;
  /** Of the budget, what a first choice leaves free for what comes up while one types. */
  readonly slack: number;
  /** How much more than the least of what stands something new must be worth. */
  readonly margin: number;
}

export interface LineRules {
  readonly budgetTokens: number;
  /** Nothing changes while these many best stand. */
  readonly leading: number;
  /** When something changes, these many best are let in, while there is room. */
  readonly joining: number;
  /** For these many of them what stood last makes room. */
  readonly displacing: number;
}

/**
 * Placement while one types on a line, where each change costs a server the prompt behind it: what stood stays until one of the
 * best did not. The best that did not stand come last then, and what stood last makes room for the first of them. The result is in
 * the order of `ranked`, what is not ranked any more last.
 */
export function placeOnLine<T extends Placeable>(
  ranked: readonly T[],
  before: readonly Placed<T>[],
  { budgetTokens, leading, joining, displacing }: LineRules,
): Placed<T>[] {
  const stood = new Map(before.map(({ item, place }) => [item.key, place]));
  const ranks = new Map(ranked.map((item, rank) => [item.key, rank]));
  const rankOf = ({ key }: T): number => ranks.get(key) ?? Number.POSITIVE_INFINITY;
  const isNew = ({ key }: T): boolean => !stood.has(key);
  const kept = before
    .map(({ item, place }) => ({ item: ranked[rankOf(item)] ?? item, place }))
    .sort((a, b) => a.place - b.place);
  if (ranked.slice(0, leading).some(isNew)) {
    let left = budgetTokens - kept.reduce((sum, { item }) => sum + item.tokens, 0);
    let place = 1 + (kept.at(-1)?.place ?? 0);
    const joined: Placed<T>[] = [];
    for (const item of ranked.slice(0, joining).filter(isNew)) {
      for (let at = kept.length - 1; at >= 0 && item.tokens > left && rankOf(item) < displacing; at--) {
        const last = (kept[at] as Placed<T>).item;
        if (rankOf(last) < joining) continue;
        kept.splice(at, 1);
        left += last.tokens;
      }
      if (item.tokens > left) continue;
      left -= item.tokens;
      joined.push({ item, place: 0 });
    }
    // The best stands nearest to the cursor.
    for (const { item } of joined.reverse()) kept.push({ item, place: place++ });
  }
  return kept.sort((a, b) => rankOf(a.item) - rankOf(b.item) || a.place - b.place);
}

/**
 * Chooses from `ranked`, best first, so that a prompt changes little: what stood is kept while it is ranked among twice as many, in
 * its place; what is new comes after it. The result is in the order of `ranked`.
 */
export function placeStably<T extends Placeable>(
  ranked: readonly T[],
  before: Places,
  { budgetTokens, slack, margin }: PlacementRules,
): Placed<T>[] {
  const stood = ranked.map(({ key }) => before.get(key));
  const choices = new Uint8Array(ranked.length);
  let left = budgetTokens;
  let count = 0;
  /** The rank of the worst that stood and stays. */
  let worst = -1;
  for (const [rank, { tokens }] of ranked.slice(0, 2 * before.size).entries()) {
    if (stood[rank] === undefined || tokens > left) continue;
    choices[rank] = KEPT;
    left -= tokens;
    count++;
    worst = rank;
  }
  const isFresh = count === 0;
  const least = isFresh ? Number.NEGATIVE_INFINITY : (ranked[worst] as T).score + margin;
  const reserve = isFresh ? slack * budgetTokens : 0;
  for (let rank = 0; rank < ranked.length; rank++) {
    const item = ranked[rank] as T;
    // What is ranked lower would be let go again by the next request.
    if (rank >= 2 * (count + 1) || item.score < least || left < reserve) break;
    if (choices[rank] !== LEFT_OUT) continue;
    while (item.tokens > left) {
      while (worst >= 0 && choices[worst] !== KEPT) worst--;
      const last = ranked[worst];
      if (!last || last.score + margin > item.score) break;
      choices[worst] = LEFT_OUT;
      left += last.tokens;
      count--;
    }
    if (item.tokens > left - reserve) continue;
    choices[rank] = CHOSEN;
    left -= item.tokens;
    count++;
  }
  let next = 1 + Math.max(0, ...before.values());
  const placed: Placed<T>[] = [];
  // The best stands nearest to the cursor.
  for (let rank = ranked.length - 1; rank >= 0; rank--)
    if (choices[rank] !== LEFT_OUT) placed.push({ item: ranked[rank] as T, place: stood[rank] ?? next++ });
  return placed.reverse();
}
