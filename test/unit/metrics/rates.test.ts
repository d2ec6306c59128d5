import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptance, acceptanceBy, countsOf, type MetricsEvent, sumOfCounts } from '../../../src/engine/metrics';
import { acceptanceReport, describeAcceptance } from '../../../src/engine/metrics/acceptance-report';
import { comparedWithBaseline } from '../../../src/engine/metrics/model-comparison';
import { rateDifference } from '../../../src/engine/metrics/rate-difference';
import { describeBriefly, describeRate } from '../../../src/engine/metrics/words';
import { wilsonInterval } from '../../../src/engine/metrics/wilson';
import { anyHistory, DAY, template } from './any-history';
import { traceId, WINDOW } from './support';

const nothing = { torn: 0, corrupt: 0, unreadable: 0 };

describe('acceptance', () => {
  it('equals a naive recount', () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.constantFrom(undefined, 'go'),
        fc.constantFrom(undefined, DAY),
        ({ suggestions, events }, languageId, from) => {
          const filter = {
            ...(languageId === undefined ? {} : { languageId }),
            ...(from === undefined ? {} : { from }),
          };
          const figures = acceptance(events, filter);
          const chosen = suggestions.filter(
            (s) => (languageId === undefined || s.languageId === languageId) && (from === undefined || s.at >= from),
          );
          const kept = chosen.filter((s) => !s.undone);
          const having = (outcome: string): number => kept.filter((s) => s.outcome === outcome).length;
          const read = chosen.filter((s) => s.readMs !== null).length;
          const numerator = having('accepted') + having('typed-through');
          expect(figures).toMatchObject({
            requested: chosen.length,
            shown: chosen.filter((s) => s.outcome !== 'discarded').length,
            read,
            accepted: having('accepted'),
            typedThrough: having('typed-through'),
            acceptedPartly: having('accepted-partly'),
            dismissals: having('dismissed'),
            ignored: having('ignored'),
            replaced: having('replaced'),
            undone: chosen.filter((s) => s.undone).length,
            rate: read === 0 ? undefined : numerator / read,
            wilson: wilsonInterval(numerator, read),
            charactersAccepted: kept.reduce((sum, s) => sum + s.charactersAccepted, 0),
            charactersTyped: suggestions.slice(0, 5).filter((s) => chosen.includes(s)).length * 7,
          });
          const { shown, discardedByReason } = figures;
          expect(shown + Object.values(discardedByReason).reduce((sum, n) => sum + n, 0)).toBe(figures.requested);
          if (figures.rate !== undefined) expect(figures.rate).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('adds up over groups', () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.constantFrom('language' as const, 'model' as const, 'day' as const),
        ({ events }, grouping) => {
          const total = acceptance(events);
          const groups = acceptanceBy(events, grouping, {}, 60);
          const sum = (pick: 'read' | 'accepted' | 'undone' | 'requested' | 'charactersAccepted'): number =>
            groups.reduce((all, { acceptance: figures }) => all + figures[pick], 0);
          for (const field of ['read', 'accepted', 'undone', 'requested', 'charactersAccepted'] as const)
            expect(sum(field)).toBe(total[field]);
          expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
        },
      ),
    );
  });

  it('counts an undo for its suggestion even when it happened after the time asked for', () => {
    const accepted = { ...template, at: 1000 };
    const undo: MetricsEvent = { v: 1, at: 6000, window: WINDOW, kind: 'undone', id: accepted.id };
    expect(acceptance([accepted, undo], { to: 2000 })).toMatchObject({ read: 1, accepted: 0, undone: 1, rate: 0 });
  });

  it('does not relate typing to a model', () => {
    const typing: MetricsEvent = {
      v: 1,
      at: 1,
      window: WINDOW,
      kind: 'typing',
      languageId: 'go',
      seconds: 60,
      characters: 10,
    };
    expect(acceptance([template, typing], { model: template.model })).toMatchObject({
      charactersTyped: undefined,
      shareOfCharacters: undefined,
    });
    expect(acceptance([template, typing])).toMatchObject({
      charactersTyped: 10,
      charactersAccepted: 5,
      acceptedPerTyped: 0.5,
      shareOfCharacters: 5 / 15,
    });
  });

  it('takes days by local time', () => {
    const late = { ...template, at: Date.parse('2026-03-04T23:30:00Z') };
    expect(acceptanceBy([late], 'day', {}, 60).map(({ key }) => key)).toEqual(['2026-03-05']);
    expect(acceptanceBy([late], 'day', {}, 0).map(({ key }) => key)).toEqual(['2026-03-04']);
  });
});

describe('Wilson interval', () => {
  it('gives the published values', () => {
    const [low, high] = wilsonInterval(8, 10) ?? [0, 0];
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
    expect(wilsonInterval(0, 10)?.[1]).toBeCloseTo(0.2775, 4);
    expect(wilsonInterval(0, 0)).toBeUndefined();
  });

  it('holds the share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const [low, high] = wilsonInterval(Math.min(a, b), Math.max(a, b, 1)) ?? [1, 0];
        const share = Math.min(a, b) / Math.max(a, b, 1);
        expect(low).toBeLessThanOrEqual(share);
        expect(high).toBeGreaterThanOrEqual(share);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('words', () => {
  it('says not enough yet when nothing was read', () => {
    expect(describeRate(acceptance([]))).toContain('not enough yet');
    expect(acceptanceReport({ counts: sumOfCounts([]), ...nothing }, true)).toContain('Nothing is recorded yet.');
  });

  it('prints the rate with its interval and definition', () => {
    const events = Array.from({ length: 10 }, (_, i) => ({
      ...template,
      id: traceId(i),
      ...(i < 8 ? {} : { outcome: 'dismissed' as const }),
    }));
    expect(describeRate(acceptance(events))).toBe('Acceptance rate: 80 % of 10 read (95 % interval: 49 % to 94 %)');
    expect(describeAcceptance(acceptance(events)).join('\n')).toContain('750 ms');
    expect(describeBriefly(acceptance(events), 30)).toContain('80 % of 10 read');
    expect(describeBriefly(acceptance([]), 30)).toBe(
      'Acceptance rate: no suggestion has been read in the last 30 days.',
    );
    const report = acceptanceReport({ counts: countsOf(events, new Set(), 0), ...nothing, torn: 1 }, false);
    for (const part of [
      '80 %',
      '## By language',
      '| `typescript` | 80\u00a0%\u00a0(49–\u206094\u00a0%) | 10 | 8 |',
      '÷ read',
      'Recording is off',
      '1 torn last lines',
    ])
      expect(report).toContain(part);
    expect(report).not.toMatch(/\n{3}|^\n|\n\n$/);
  });
});

describe('rateDifference', () => {
  it('has the intervals that Newcombe gives for method 10', () => {
    const near = (value: number | undefined, expected: number) => expect(value).toBeCloseTo(expected, 3);
    const cases = [
      [56, 70, 48, 80, 0.2, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.6, 0.1705, 0.809],
      [5, 56, 0, 29, 0.0893, -0.0381, 0.1926],
    ] as const;
    for (const [a, m, b, n, difference, low, high] of cases) {
      const found = rateDifference({ successes: a, trials: m }, { successes: b, trials: n });
      near(found?.difference, difference);
      near(found?.interval[0], low);
      near(found?.interval[1], high);
    }
  });

  it('needs trials on both sides', () => {
    expect(rateDifference({ successes: 0, trials: 0 }, { successes: 1, trials: 2 })).toBeUndefined();
  });

  it('turns around with its sides', () => {
    const share = fc
      .nat({ max: 60 })
      .chain((trials) => fc.nat({ max: trials + 1 }).map((successes) => ({ successes, trials: trials + 1 })));
    fc.assert(
      fc.property(share, share, (one, other) => {
        const there = rateDifference(one, other);
        const back = rateDifference(other, one);
        expect(there?.difference).toBeCloseTo(-(back?.difference ?? 0), 10);
        expect(there?.interval[0]).toBeCloseTo(-(back?.interval[1] ?? 0), 10);
      }),
    );
  });
});

describe('the report by model', () => {
  const suggestions = (model: string, accepted: number, read: number): MetricsEvent[] =>
    Array.from({ length: read }, (_, i) => ({
      ...template,
      model,
      id: traceId(i + (model === 'cairn-embedded' ? 10_000 : 0)),
      ...(i < accepted ? {} : { outcome: 'dismissed' as const }),
    }));
  const compared = (...events: MetricsEvent[]) => comparedWithBaseline(acceptanceBy(events, 'model'));

  it('says how each model does beside the embedded one', () => {
    const events = [...suggestions('qwen', 60, 100), ...suggestions('cairn-embedded', 40, 100)];
    const line = '`qwen` against the embedded model: +20 points (95 % interval: +6 to +33): accepted more often.';
    expect(compared(...events)).toEqual([line]);
    expect(acceptanceReport({ counts: countsOf(events, new Set(), 0), ...nothing }, true)).toContain(`\n- ${line}\n`);
    expect(compared(...suggestions('qwen', 20, 50), ...suggestions('cairn-embedded', 20, 50))).toEqual([
      '`qwen` against the embedded model: 0 points (95 % interval: −19 to +19): no difference is certain.',
    ]);
  });

  it('says when there is too little to compare, and nothing with the embedded model alone', () => {
    expect(compared(...suggestions('qwen', 5, 10), ...suggestions('cairn-embedded', 20, 50))).toEqual([
      '`qwen` against the embedded model: 10 read, not enough to compare.',
    ]);
    expect(compared(...suggestions('qwen', 5, 100))).toEqual([expect.stringContaining('not enough to compare')]);
    expect(compared(...suggestions('cairn-embedded', 20, 50))).toEqual([]);
  });
});
