import { type Host, HostError } from '../host';
import { type MetricsEvent, parseEvent, serializeEvent } from './events';

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

export type StoreHost = Pick<Host, 'readFile' | 'list' | 'appendFile' | 'remove' | 'now'>;

export interface StoreOptions {
  /** Directory of the store; it holds nothing else. */
  readonly directory: string;
  /** This window's id, 8 to 32 hexadecimal digits: each window writes segments of its own. */
  readonly window: string;
}

const SEGMENT = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f]{8,32})\.jsonl$/;
const SEGMENT_LIMIT_BYTES = 256 * 1024 * 1024;

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

  constructor(
    private readonly host: StoreHost,
    private readonly options: StoreOptions,
  ) {
    if (!/^[0-9a-f]{8,32}$/.test(options.window)) throw new TypeError('a window id is 8 to 32 hexadecimal digits');
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
      const text = await this.#segmentText(name);
      if (text === undefined) continue;
      if (text === 'unreadable') {
        counts.unreadable += 1;
        continue;
      }
      counts.segments += 1;
      const found = readSegment(text.content);
      for (const event of found.events) events.push(event);
      counts.torn += found.torn ? 1 : 0;
      counts.corrupt += found.corrupt;
    }
    events.sort((a, b) => a.at - b.at);
    return { events, ...counts };
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

  async #segmentText(name: string): Promise<{ readonly content: string } | 'unreadable' | undefined> {
    try {
      return { content: new TextDecoder().decode(await this.host.readFile(this.#path(name), SEGMENT_LIMIT_BYTES)) };
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

/** Reads one segment's text. A last line without its line end counts as torn unless it is a whole event. */
export function readSegment(text: string): {
  readonly events: readonly MetricsEvent[];
  readonly torn: boolean;
  readonly corrupt: number;
} {
  const events: MetricsEvent[] = [];
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  let corrupt = 0;
  for (const line of lines) {
    if (line === '') continue;
    const event = parseEvent(line);
    if ('problem' in event) corrupt += 1;
    else events.push(event);
  }
  if (last === '') return { events, torn: false, corrupt };
  const event = parseEvent(last);
  if ('problem' in event) return { events, torn: true, corrupt };
  events.push(event);
  return { events, torn: false, corrupt };
}
