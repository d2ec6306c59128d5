import { type Host, HostError } from '../host';
import { CountedDays, type StoredCounts, type SumOptions } from './counted-days';
import { type MetricsEvent, serializeEvent } from './events';
import { readSegment, type SegmentEvents } from './segment';

export interface StoredEvents {
  /** Ascending by time. */
  readonly events: readonly MetricsEvent[];
  readonly segments: number;
  /** Segments whose last line ends in the middle, as after a crash. */
  readonly torn: number;
  /** Other lines that are no event of a known schema. */
  readonly corrupt: number;
  /** Segments that could not be read. */
  readonly unreadable: number;
}

export type StoreHost = Pick<Host, 'readFile' | 'list' | 'stat' | 'appendFile' | 'writeFile' | 'remove' | 'now'>;

export interface StoreOptions {
  /** Directory of the store; it holds nothing else. */
  readonly directory: string;
  /** This window's id, 8 to 32 hexadecimal digits: each window writes segments of its own. */
  readonly window: string;
}

const SEGMENT = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f]{8,32})\.jsonl$/;
const SEGMENT_LIMIT_BYTES = 256 * 1024 * 1024;
const COUNTED_DAYS = 'days.json';

interface Waiting {
  readonly line: string;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Append-only events as JSON lines, one segment per window and day (UTC), so that windows never write to the same file.
 * Failures reject with the host's error and lose nothing that was acknowledged.
 */
export class MetricsStore {
  #waiting: Waiting[] = [];
  #work: Promise<void> = Promise.resolve();
  /** Segments that end with a complete line, as far as this window knows. */
  readonly #clean = new Set<string>();
  readonly #days: CountedDays;

  constructor(
    private readonly host: StoreHost,
    private readonly options: StoreOptions,
  ) {
    if (!/^[0-9a-f]{8,32}$/.test(options.window)) throw new TypeError('a window id is 8 to 32 hexadecimal digits');
    const segments = {
      names: () => this.#segmentNames(),
      bytes: async (name: string) => (await this.host.stat(this.#path(name)))?.size,
      read: (name: string) => this.#segment(name),
      remove: (name: string) => this.host.remove(this.#path(name)),
    };
    this.#days = new CountedDays(host, segments, this.#path(COUNTED_DAYS));
  }

  /** Resolves once the operating system has the event; what waits meanwhile is written together. */
  async append(event: MetricsEvent): Promise<void> {
    const line = serializeEvent(event);
    const done = new Promise<void>((written, failed) => {
      this.#waiting.push({ line, written, failed });
    });
    void this.#enqueue(() => this.#writeWaiting());
    return done;
  }

  /** Resolves when everything appended so far has been written or has failed. */
  async flush(): Promise<void> {
    await this.#enqueue(() => this.#writeWaiting());
  }

  /** Merges the segments of all windows. `sinceDay` (`YYYY-MM-DD`, UTC) leaves out segments of earlier days. */
  async read(sinceDay = ''): Promise<StoredEvents> {
    await this.flush();
    const events: MetricsEvent[] = [];
    const counts = { segments: 0, torn: 0, corrupt: 0, unreadable: 0 };
    for (const name of await this.#segmentNames()) {
      if (name.slice(0, 10) < sinceDay) continue;
      const found = await this.#segment(name);
      if (found === undefined) continue;
      if (found === 'unreadable') {
        counts.unreadable += 1;
        continue;
      }
      counts.segments += 1;
      for (const event of found.events) events.push(event);
      counts.torn += found.torn ? 1 : 0;
      counts.corrupt += found.corrupt;
    }
    events.sort((a, b) => a.at - b.at);
    return { events, ...counts };
  }

  /** What all windows have stored, summed up; sums of days that are over are kept, and old segments that they stand for removed. */
  async sum(options: SumOptions): Promise<StoredCounts> {
    await this.flush();
    return this.#days.sum(options);
  }

  /** Removes the events of all windows and days. Other windows that are open go on with new segments. */
  async erase(): Promise<void> {
    await this.#enqueue(async () => {
      await this.#writeWaiting();
      this.#clean.clear();
      await this.host.remove(this.options.directory);
    });
  }

  #enqueue(job: () => Promise<void>): Promise<void> {
    const result = this.#work.then(job);
    this.#work = result.catch(() => undefined);
    return result;
  }

  async #writeWaiting(): Promise<void> {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    const name = `${new Date(this.host.now()).toISOString().slice(0, 10)}.${this.options.window}.jsonl`;
    // A line break first closes what an earlier, failed write may have left behind.
    const lead = this.#clean.has(name) ? '' : '\n';
    try {
      await this.host.appendFile(this.#path(name), `${lead}${batch.map(({ line }) => line).join('\n')}\n`);
      this.#clean.add(name);
      for (const { written } of batch) written();
    } catch (error) {
      this.#clean.delete(name);
      for (const { failed } of batch) failed(error);
    }
  }

  async #segmentNames(): Promise<readonly string[]> {
    try {
      const entries = await this.host.list(this.options.directory);
      return entries
        .filter(({ kind, name }) => kind === 'file' && SEGMENT.test(name))
        .map(({ name }) => name)
        .sort();
    } catch (error) {
      if (error instanceof HostError && error.kind === 'missing') return [];
      throw error;
    }
  }

  async #segment(name: string): Promise<SegmentEvents | 'unreadable' | undefined> {
    try {
      return await readSegment(
        new TextDecoder().decode(await this.host.readFile(this.#path(name), SEGMENT_LIMIT_BYTES)),
      );
    } catch (error) {
      return error instanceof HostError && error.kind === 'missing' ? undefined : 'unreadable';
    }
  }

  #path(name: string): string {
    const { directory } = this.options;
    const separator = directory.includes('\\') && !directory.includes('/') ? '\\' : '/';
    return directory.endsWith(separator) ? directory + name : directory + separator + name;
  }
}
