import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Placeable,
  type Placed,
  placeOnLine,
  placeStably,
} from '../../../../src/engine/retrieval/cursor/placement';

const rules = { budgetTokens: 100, slack: 0.1, margin: 0.5 };

const items = fc
  .uniqueArray(
    fc.record({
      key: fc.string({ maxLength: 2 }),
      score: fc.integer({ min: 0, max: 9 }),
      tokens: fc.integer({ min: 1, max: 40 }),
    }),
    {
      selector: ({ key }) => key,
      maxLength: 30,
    },
  )
  .map((all) => all.toSorted((a, b) => b.score - a.score));

const placesOf = (placed: readonly Placed<Placeable>[]) => new Map(placed.map(({ item, place }) => [item.key, place]));
const keysOf = (placed: readonly Placed<Placeable>[]) => placed.map(({ item }) => item.key);
const inOrder = (placed: readonly Placed<Placeable>[]) =>
  placed.toSorted((a, b) => a.place - b.place).map(({ item }) => item.key);
const item = (key: string, score: number, tokens = 20): Placeable => ({ key, score, tokens });

describe('placeStably', () => {
  it('stays within the budget and in the order of worth, each place once', () => {
    fc.assert(
      fc.property(items, items, (first, second) => {
        const before = placesOf(placeStably(first, new Map(), rules));
        const placed = placeStably(second, before, rules);
        expect(placed.reduce((sum, { item: { tokens } }) => sum + tokens, 0)).toBeLessThanOrEqual(rules.budgetTokens);
        const ranks = placed.map(({ item: each }) => second.indexOf(each as never));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        expect(new Set(placed.map(({ place }) => place)).size).toBe(placed.length);
      }),
    );
  });

  it('changes nothing when nothing has changed, and puts what is new behind what stood', () => {
    fc.assert(
      fc.property(items, items, (first, second) => {
        const before = placeStably(first, new Map(), rules);
        expect(placesOf(placeStably(first, placesOf(before), { ...rules, margin: 100 }))).toEqual(placesOf(before));
        const after = placeStably(second, placesOf(before), rules);
        const kept = inOrder(before).filter((key) => keysOf(after).includes(key));
        expect(inOrder(after).slice(0, kept.length)).toEqual(kept);
      }),
    );
  });

  it('puts the best nearest to the cursor, leaves room, and fills it with what comes up', () => {
    const before = placeStably(
      [item('a', 9), item('b', 8), item('c', 7), item('d', 6), item('e', 5)],
      new Map(),
      rules,
    );
    expect(inOrder(before)).toEqual(['d', 'c', 'b', 'a']);
    const after = placeStably(
      [item('n', 9.6), item('a', 9), item('b', 8), item('c', 7), item('d', 6)],
      placesOf(before),
      rules,
    );
    expect(inOrder(after)).toEqual(['d', 'c', 'b', 'a', 'n']);
  });

  it('gives up the least of what stood only for something better by a margin', () => {
    const full = { ...rules, budgetTokens: 40, slack: 0 };
    const before = placesOf(placeStably([item('a', 9), item('b', 8)], new Map(), full));
    expect(keysOf(placeStably([item('a', 9), item('n', 8.4), item('b', 8)], before, full))).toEqual(['a', 'b']);
    expect(keysOf(placeStably([item('a', 9), item('n', 8.6), item('b', 8)], before, full))).toEqual(['a', 'n']);
  });

  it('lets go of what is no longer among twice as many', () => {
    const before = new Map([['a', 1]]);
    expect(
      keysOf(placeStably([item('x', 9), item('y', 8), item('a', 1)], before, { ...rules, budgetTokens: 20, slack: 0 })),
    ).toEqual(['x']);
  });
});

describe('placeOnLine', () => {
  const onLine = { budgetTokens: 100, leading: 2, joining: 3, displacing: 3 };

  it('changes nothing while the best stand, whatever else comes up', () => {
    fc.assert(
      fc.property(items, items, (first, second) => {
        const before = placeStably(first, new Map(), rules);
        const stood = new Set(keysOf(before));
        const ranked = [...second.filter(({ key }) => stood.has(key)).slice(0, 2), ...second];
        const unique = ranked.filter((each, at) => ranked.findIndex(({ key }) => key === each.key) === at);
        fc.pre(before.length > 0 && unique.slice(0, 2).every(({ key }) => stood.has(key)));
        expect(inOrder(placeOnLine(unique, before, onLine))).toEqual(inOrder(before));
      }),
    );
  });

  it('stays within the budget, each once, in the order of worth, and keeps the beginning of what stood', () => {
    fc.assert(
      fc.property(items, items, (first, second) => {
        const before = placeStably(first, new Map(), rules);
        const ranked = second.map((each) => first.find(({ key }) => key === each.key) ?? each);
        const placed = placeOnLine(ranked, before, onLine);
        expect(placed.reduce((sum, { item: { tokens } }) => sum + tokens, 0)).toBeLessThanOrEqual(onLine.budgetTokens);
        expect(new Set(keysOf(placed)).size).toBe(placed.length);
        expect(new Set(placed.map(({ place }) => place)).size).toBe(placed.length);
        const ranks = placed.map(({ item: each }) => ranked.findIndex(({ key }) => key === each.key));
        const known = ranks.filter((rank) => rank >= 0);
        expect(known).toEqual(known.toSorted((a, b) => a - b));
        expect(ranks.slice(0, known.length)).toEqual(known);
        const kept = inOrder(before).filter((key) => keysOf(placed).includes(key));
        expect(inOrder(placed).slice(0, kept.length)).toEqual(kept);
      }),
    );
  });

  it('lets the best in when one of them is not there; what stood last makes room', () => {
    const before = placeStably(
      [item('a', 9), item('b', 8), item('c', 7), item('d', 6), item('e', 5)],
      new Map(),
      rules,
    );
    expect(inOrder(before)).toEqual(['d', 'c', 'b', 'a']);
    const ranked = [item('x', 9), item('a', 8), item('y', 7), item('b', 6)];
    const after = placeOnLine(ranked, before, onLine);
    expect(inOrder(after)).toEqual(['d', 'c', 'a', 'y', 'x']);
    expect(keysOf(after)).toEqual(['x', 'a', 'y', 'd', 'c']);
  });

  it('lets others in as long as there is room', () => {
    const stood = [item('a', 9), item('b', 8), item('c', 7), item('d', 6)];
    const before = placeStably(stood, new Map(), rules);
    const ranked = [item('x', 9), item('a', 8), item('y', 7), item('b', 6)];
    const after = placeOnLine(ranked, before, { ...onLine, displacing: 1 });
    expect(inOrder(after)).toEqual([...inOrder(before), 'x']);
  });
});
