import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MetricsEvent, MetricsStore } from '../../../src/engine/metrics';
import { MemoryFiles, traceId, WINDOW } from './support';

const DIRECTORY = '/data/metrics';
const OTHER = '0123456789abcdef';

function undone(n: number, window = WINDOW): MetricsEvent {
  return { v: 1, at: n, window, kind: 'undone', id: traceId(n) };
}

function store(files: MemoryFiles, window = WINDOW): MetricsStore {
  return new MetricsStore(files, { directory: DIRECTORY, window });
}

function ids(events: readonly MetricsEvent[]): readonly number[] {
  return events.map((event) => (event.kind === 'undone' ? Number.parseInt(event.id, 16) : -1));
}

describe('MetricsStore', () => {
  it('is empty before anything is written', async () => {
    expect(await store(new MemoryFiles()).read()).toEqual({
      events: [],
      segments: 0,
      torn: 0,
      corrupt: 0,
      unreadable: 0,
    });
  });

  it('keeps one segment for each window and day, and merges them by time', async () => {
    const files = new MemoryFiles();
    const one = store(files);
    const two = store(files, OTHER);
    await one.append(undone(3));
    await two.append(undone(2, OTHER));
    files.time += 86_400_000;
    await Promise.all([one.append(undone(4)), one.append(undone(1))]);
    expect([...files.files.keys()].sort()).toEqual([
      `${DIRECTORY}/2026-03-04.${OTHER}.jsonl`,
      `${DIRECTORY}/2026-03-04.${WINDOW}.jsonl`,
      `${DIRECTORY}/2026-03-05.${WINDOW}.jsonl`,
    ]);
    expect(ids((await two.read()).events)).toEqual([1, 2, 3, 4]);
    expect(ids((await two.read('2026-03-05')).events)).toEqual([1, 4]);
  });

  it('reads a large segment in slices, so that others get their turn', async () => {
    const files = new MemoryFiles();
    const written = store(files);
    await Promise.all(Array.from({ length: 5000 }, (_, n) => written.append(undone(n + 1))));
    let turns = 0;
    let timer = setImmediate(function turn() {
      turns++;
      timer = setImmediate(turn);
    });
    expect((await store(files).read()).events).toHaveLength(5000);
    clearImmediate(timer);
    expect(turns).toBeGreaterThanOrEqual(9);
  });

  it('leaves foreign files alone when reading', async () => {
    const files = new MemoryFiles();
    files.files.set(`${DIRECTORY}/notes.txt`, new TextEncoder().encode('hello'));
    await store(files).append(undone(1));
    expect(await store(files).read()).toMatchObject({ segments: 1, corrupt: 0 });
  });

  it('loses nothing acknowledged when a write fails half way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(120), async (part) => {
        const files = new MemoryFiles();
        const written = store(files);
        await written.append(undone(1));
        files.failNext = part;
        await expect(written.append(undone(2))).rejects.toThrow('no space left');
        await written.append(undone(3));
        const found = await written.read();
        expect(ids(found.events)).toEqual(expect.arrayContaining([1, 3]));
        expect(found.torn).toBe(0);
      }),
    );
  });

  it('survives truncation at any byte: whole lines before it are kept, and a new start goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (many, where) => {
          const files = new MemoryFiles();
          const written = store(files);
          for (let n = 1; n <= many; n += 1) await written.append(undone(n));
          const path = `${DIRECTORY}/2026-03-04.${WINDOW}.jsonl`;
          const bytes = files.files.get(path) ?? new Uint8Array();
          const cut = bytes.subarray(0, Math.floor(bytes.length * where));
          files.files.set(path, cut);
          const text = new TextDecoder().decode(cut);
          const whole = text
            .split('\n')
            .slice(0, -1)
            .filter((line) => line !== '').length;
          const tail = text.slice(text.lastIndexOf('\n') + 1);
          const found = await store(files).read();
          const kept = whole + (tail.endsWith('}') ? 1 : 0);
          expect(ids(found.events)).toEqual(Array.from({ length: kept }, (_, i) => i + 1));
          expect(found).toMatchObject({ torn: tail === '' || tail.endsWith('}') ? 0 : 1, corrupt: 0 });
          await store(files).append(undone(99));
          expect(ids((await store(files).read()).events)).toEqual([...ids(found.events), 99]);
        },
      ),
    );
  });

  it('counts lines that are no events, and reads the rest', async () => {
    const files = new MemoryFiles();
    await store(files).append(undone(1));
    await files.appendFile(`${DIRECTORY}/2026-03-04.${OTHER}.jsonl`, 'garbage\n{"v":9}\n\uFFFD\u0000\n');
    await store(files).append(undone(2));
    expect(await store(files).read()).toMatchObject({ segments: 2, corrupt: 3, torn: 0 });
  });

  it('counts a segment that cannot be read', async () => {
    const files = new MemoryFiles();
    await store(files).append(undone(1));
    files.readFile = async () => {
      throw new Error('denied');
    };
    expect(await store(files).read()).toMatchObject({ events: [], unreadable: 1 });
  });

  it('erases everything, and goes on after', async () => {
    const files = new MemoryFiles();
    const one = store(files);
    await store(files, OTHER).append(undone(1, OTHER));
    const pending = one.append(undone(2));
    await one.erase();
    await pending;
    expect(files.files.size).toBe(0);
    await one.append(undone(3));
    expect(ids((await one.read()).events)).toEqual([3]);
  });

  it('refuses a window id that could lead elsewhere', () => {
    expect(() => store(new MemoryFiles(), '../../etc')).toThrow('window id');
  });
});
