import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acceptance,
  acceptanceBy,
  acceptanceIn,
  acceptanceInBy,
  type MetricsEvent,
  MetricsStore,
  retention,
  retentionIn,
} from '../../../src/engine/metrics';
import { MemoryFiles, Scene, traceId } from './support';

const DAY = 86_400_000;
const directory = '/data/metrics';
const kept = `${directory}/days.json`;
const begin = Date.parse('2026-03-04T00:00:00Z');
const windows = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb'] as const;
const utcOffsetMinutes = 120;

const accepted = ((): MetricsEvent & { readonly kind: 'suggestion' } => {
  const scene = new Scene().open('');
  scene.tab(scene.offer(1, 'alpha'), 'alpha');
  const [event] = scene.suggestions;
  if (event === undefined) throw new Error('no event');
  return event;
})();

const outcome = fc.constantFrom('accepted', 'typed-through', 'accepted-partly', 'dismissed', 'discarded');

/** Something that happened in a window, with what follows it; `after` is the time since what happened before. */
const happening = fc.record({
  after: fc.oneof(fc.nat(20_000), fc.nat(20 * 3_600_000), fc.nat(3 * DAY)),
  window: fc.constantFrom(...windows),
  outcome,
  languageId: fc.constantFrom('go', 'rust'),
  model: fc.constantFrom('embedded', 'qwen'),
  charactersAccepted: fc.nat(50),
  follows: fc.constantFrom('nothing', 'undone', 'retention', 'typing'),
  /** A window looks at the sums afterwards; both at once. */
  looks: fc.constantFrom('no', 'one', 'both'),
});

function files(): MemoryFiles {
  const memory = new MemoryFiles();
  memory.time = begin;
  return memory;
}

const storeOf = (memory: MemoryFiles, window: string): MetricsStore => new MetricsStore(memory, { directory, window });

const sum = (memory: MemoryFiles) => storeOf(memory, 'cccccccccccccccc').sum({ utcOffsetMinutes });

/** Segments of suggestions and undos on several days. */
async function someDays(memory: MemoryFiles, days: number): Promise<MetricsEvent[]> {
  const store = storeOf(memory, windows[0]);
  const events: MetricsEvent[] = [];
  for (let day = 0; day < days; day++) {
    const event = { ...accepted, at: memory.time, id: traceId(day) };
    events.push(event);
    await store.append(event);
    memory.time += DAY;
  }
  return events;
}

describe('sums of stored days', () => {
  it('are what the events themselves give, however often and by how many windows they are made', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
        const memory = files();
        const stores = new Map(windows.map((window) => [window, storeOf(memory, window)]));
        const events: MetricsEvent[] = [];
        const write = async (event: MetricsEvent, window: (typeof windows)[number]): Promise<void> => {
          events.push(event);
          await stores.get(window)?.append(event);
        };
        for (const [number, one] of happenings.entries()) {
          memory.time += one.after;
          const { window, languageId, model } = one;
          const taken = ['accepted', 'typed-through', 'accepted-partly'].includes(one.outcome);
          const id = traceId(number);
          const head = { v: 1 as const, window };
          await write(
            {
              ...accepted,
              ...head,
              at: memory.time - 5000,
              id,
              languageId,
              model,
              outcome: one.outcome,
              discardReason: one.outcome === 'discarded' ? 'empty' : null,
              shownMs: one.outcome === 'discarded' ? null : 1,
              readMs: one.outcome === 'discarded' ? null : 2,
              charactersAccepted: taken ? one.charactersAccepted : 0,
            },
            window,
          );
          memory.time += 9000;
          const at = memory.time;
          if (one.follows === 'undone' && taken) await write({ ...head, at, kind: 'undone', id }, window);
          if (one.follows === 'retention' && taken)
            await write(
              {
                ...head,
                at,
                kind: 'retention',
                id,
                afterSeconds: 30,
                charactersAccepted: one.charactersAccepted,
                charactersKept: number % 3 === 0 ? null : Math.floor(one.charactersAccepted / 2),
              },
              window,
            );
          if (one.follows === 'typing')
            await write({ ...head, at, kind: 'typing', languageId, seconds: 60, characters: 7 }, window);
          if (one.looks === 'no') continue;
          await Promise.all([sum(memory), ...(one.looks === 'both' ? [sum(memory)] : [])]);
        }
        for (const later of [0, 2 * DAY, 3 * DAY, 45 * DAY, 3 * DAY]) {
          memory.time += later;
          const { counts, torn, corrupt, unreadable } = await sum(memory);
          expect([torn, corrupt, unreadable]).toEqual([0, 0, 0]);
          expect(acceptanceIn(counts)).toEqual(acceptance(events));
          for (const grouping of ['language', 'model', 'day'] as const)
            expect(acceptanceInBy(counts, grouping)).toEqual(acceptanceBy(events, grouping, {}, utcOffsetMinutes));
          expect(retentionIn(counts)).toEqual(retention(events));
          expect(counts.firstAt).toBe(events.length === 0 ? null : Math.min(...events.map(({ at }) => at)));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are read instead of the segments, of days that are over', async () => {
    const memory = files();
    const events = await someDays(memory, 5);
    await sum(memory);
    const reads: string[] = [];
    const { readFile } = memory;
    memory.readFile = (path) => {
      reads.push(path);
      return readFile.call(memory, path);
    };
    expect(acceptanceIn((await sum(memory)).counts)).toEqual(acceptance(events));
    expect(reads.toSorted()).toEqual([`${directory}/2026-03-08.${windows[0]}.jsonl`, kept]);
  });

  it('are made anew when a segment has grown or come up', async () => {
    const memory = files();
    await someDays(memory, 5);
    await sum(memory);
    const now = memory.time;
    memory.time = begin;
    await storeOf(memory, windows[0]).append({ ...accepted, id: traceId(100) });
    await storeOf(memory, windows[1]).append({ ...accepted, id: traceId(101), window: windows[1] });
    memory.time = now;
    expect(acceptanceIn((await sum(memory)).counts).accepted).toBe(7);
    expect(acceptanceIn((await sum(memory)).counts).accepted).toBe(7);
  });

  it('leave out earlier days, and what a window counts itself', async () => {
    const memory = files();
    await someDays(memory, 5);
    const store = storeOf(memory, windows[1]);
    await store.append({ ...accepted, id: traceId(100), window: windows[1] });
    const since = { utcOffsetMinutes, sinceDay: '2026-03-06' };
    expect(acceptanceIn((await store.sum(since)).counts).accepted).toBe(4);
    expect(acceptanceIn((await store.sum({ ...since, exceptWindow: windows[1] })).counts).accepted).toBe(3);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['no number', (text: string) => text.replace('"read":1', '"read":"1"')],
    ['a negative number', (text: string) => text.replace('"read":1', '"read":-1')],
    ['an unknown reason', (text: string) => text.replace('"discardedByReason":{}', '"discardedByReason":{"x":1}')],
    ['without days', () => '{"format":1}'],
    ['empty', () => ''],
  ])('that are damaged are made anew from the segments: %s', async (_, damage) => {
    const memory = files();
    const events = await someDays(memory, 5);
    await sum(memory);
    const whole = memory.files.get(kept);
    const text = new TextDecoder().decode(whole);
    const broken = damage(text);
    expect(broken).not.toBe(text);
    memory.files.set(kept, new TextEncoder().encode(broken));
    expect(acceptanceIn((await sum(memory)).counts)).toEqual(acceptance(events));
    expect(memory.files.get(kept)).toEqual(whole);
  });

  it('of a later Cairn, or that cannot be read now, are left alone', async () => {
    const memory = files();
    const events = await someDays(memory, 5);
    const newer = new TextEncoder().encode('{"format":2,"days":[]}');
    memory.files.set(kept, newer);
    expect(acceptanceIn((await sum(memory)).counts)).toEqual(acceptance(events));
    expect(memory.files.get(kept)).toBe(newer);
    const { readFile } = memory;
    memory.readFile = async (path) => {
      if (path === kept) throw new Error('it is locked');
      return readFile.call(memory, path);
    };
    expect(acceptanceIn((await sum(memory)).counts)).toEqual(acceptance(events));
    expect(memory.files.get(kept)).toBe(newer);
  });

  it('stand for segments that are removed after forty days, but not before the sum was on disk for two', async () => {
    const memory = files();
    const events = await someDays(memory, 3);
    const segments = (): number => [...memory.files.keys()].filter((path) => path.endsWith('.jsonl')).length;
    memory.time += 60 * DAY;
    await sum(memory);
    await sum(memory);
    expect(segments()).toBe(3);
    memory.time += 2 * DAY;
    await sum(memory);
    expect(segments()).toBe(0);
    expect(acceptanceIn((await sum(memory)).counts)).toEqual(acceptance(events));
  });

  it('are gone with an erasure, also for a window that was summing up', async () => {
    const memory = files();
    await someDays(memory, 5);
    const store = storeOf(memory, windows[1]);
    const { readFile } = memory;
    let erasing: Promise<void> | undefined;
    memory.readFile = async (path) => {
      if (path.includes('2026-03-06')) await (erasing ??= store.erase());
      return readFile.call(memory, path);
    };
    await sum(memory);
    expect([...memory.files.keys()]).toEqual([]);
    expect(acceptanceIn((await sum(memory)).counts).accepted).toBe(0);
  });
});
