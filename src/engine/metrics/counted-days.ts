import { type Host, HostError } from '../host';
import { type Counts, countsOf, sumOfCounts } from './counts';
import type { MetricsEvent } from './events';
import { undoneIds } from './rates';
import { type ParsedRollUp, parseRollUp, type RolledDay, serializeRollUp } from './roll-up-json';
import type { SegmentEvents } from './segment';

const DAY_MS = 86_400_000;
const LIMIT_BYTES = 64 * 1024 * 1024;
/** Days after which the segments of a counted day are removed: longer than anyone looks back at single events. */
const KEPT_DAYS = 40;

/** The segments of all windows, by name; a name begins with its day. */
export interface Segments {
  names(): Promise<readonly string[]>;
  /** Undefined when it is gone. */
  bytes(name: string): Promise<number | undefined>;
  read(name: string): Promise<SegmentEvents | 'unreadable' | undefined>;
  remove(name: string): Promise<void>;
}

/** Everything that is stored, summed up. */
export interface StoredCounts {
  readonly counts: Counts;
  /** Segments whose last line ends in the middle, as after a crash. */
  readonly torn: number;
  /** Other lines that are no event of a known schema. */
  readonly corrupt: number;
  /** Segments that could not be read. */
  readonly unreadable: number;
}

export interface SumOptions {
  /** East of UTC, for the days of a report. */
  readonly utcOffsetMinutes: number;
  /** `YYYY-MM-DD`, UTC: leaves out segments of earlier days. */
  readonly sinceDay?: string;
  /** A window that counts the events of its own session itself. */
  readonly exceptWindow?: string;
}

interface DayEvents {
  readonly events: readonly MetricsEvent[];
  readonly segments: Readonly<Record<string, number>>;
  readonly torn: number;
  readonly corrupt: number;
  readonly unreadable: number;
}

/**
 * Sums of the stored events, by day. A day is closed when the day after it is over, so that each undo is known; its sum is kept in one
 * file, which every window may write: whoever comes later adds what is missing. A sum that does not fit the segments that are there is
 * made anew, and segments are removed only long after their sum is on disk.
 */
export class CountedDays {
  constructor(
    private readonly host: Pick<Host, 'readFile' | 'writeFile' | 'now'>,
    private readonly segments: Segments,
    private readonly path: string,
  ) {}

  async sum({ utcOffsetMinutes, sinceDay = '', exceptWindow = '' }: SumOptions): Promise<StoredCounts> {
    const byDay = namesByDay(await this.segments.names());
    const kept = await this.#kept();
    const known = new Map((typeof kept === 'string' ? [] : kept).map((day) => [day.day, day]));
    const closedUntil = this.#dayBefore(2);
    const parts: StoredCounts[] = [];
    const made: RolledDay[] = [];
    const read = this.#reader(byDay);
    for (const day of [...new Set([...byDay.keys(), ...known.keys()])].sort()) {
      if (day < sinceDay || day > closedUntil) continue;
      const old = known.get(day);
      if (old && (await this.#fits(old, byDay.get(day) ?? []))) {
        parts.push({ ...old, unreadable: 0 });
        continue;
      }
      const { events, segments, torn, corrupt, unreadable } = await read.day(day);
      const undone = undoneIds([...events, ...(await read.day(dayAfter(day))).events]);
      const counts = countsOf(events, undone, utcOffsetMinutes);
      parts.push({ counts, torn, corrupt, unreadable });
      if (unreadable === 0) made.push({ day, rolledOn: this.#dayBefore(0), segments, torn, corrupt, counts });
      read.forget(day);
    }
    const open = await Promise.all(
      [...byDay.keys()].filter((day) => day > closedUntil && day >= sinceDay).map((day) => read.day(day, exceptWindow)),
    );
    const events = open.flatMap((day) => day.events);
    const counts = countsOf(events, undoneIds(events), utcOffsetMinutes);
    parts.push(...open.map((day) => ({ ...day, counts: sumOfCounts([]) })), {
      counts,
      torn: 0,
      corrupt: 0,
      unreadable: 0,
    });
    if (made.length > 0) await this.#keep(made);
    await this.#removeOld([...known.values()], byDay);
    const total = (name: 'torn' | 'corrupt' | 'unreadable'): number => parts.reduce((sum, part) => sum + part[name], 0);
    return {
      counts: sumOfCounts(parts.map((part) => part.counts)),
      torn: total('torn'),
      corrupt: total('corrupt'),
      unreadable: total('unreadable'),
    };
  }

  /** Reads the segments of days, each day once while it is needed. */
  #reader(byDay: ReadonlyMap<string, readonly string[]>) {
    const days = new Map<string, Promise<DayEvents>>();
    return {
      day: (day: string, exceptWindow = ''): Promise<DayEvents> => {
        const names = (byDay.get(day) ?? []).filter((name) => name.split('.')[1] !== exceptWindow);
        const key = `${day} ${exceptWindow}`;
        const known = days.get(key) ?? this.#read(names);
        days.set(key, known);
        return known;
      },
      forget: (day: string): void => void days.delete(`${day} `),
    };
  }

  async #read(names: readonly string[]): Promise<DayEvents> {
    const events: MetricsEvent[] = [];
    const segments: Record<string, number> = {};
    const counts = { torn: 0, corrupt: 0, unreadable: 0 };
    for (const name of names) {
      const bytes = await this.segments.bytes(name);
      const found = await this.segments.read(name);
      if (bytes === undefined || found === undefined) continue;
      if (found === 'unreadable') {
        counts.unreadable += 1;
        continue;
      }
      segments[name] = bytes;
      for (const event of found.events) events.push(event);
      counts.torn += found.torn ? 1 : 0;
      counts.corrupt += found.corrupt;
    }
    return { events, segments, ...counts };
  }

  /** Whether a sum says what its segments say. Where some of them have been removed, nothing else does. */
  async #fits({ segments }: RolledDay, names: readonly string[]): Promise<boolean> {
    if (!Object.keys(segments).every((name) => names.includes(name))) return true;
    return this.#equals(segments, names);
  }

  async #equals(segments: RolledDay['segments'], names: readonly string[]): Promise<boolean> {
    const bytes = await Promise.all(names.map((name) => this.segments.bytes(name)));
    return names.length === Object.keys(segments).length && names.every((name, at) => segments[name] === bytes[at]);
  }

  /** `unreadable`: it may be whole, and is left alone. */
  async #kept(): Promise<ParsedRollUp | 'unreadable'> {
    try {
      return parseRollUp(new TextDecoder().decode(await this.host.readFile(this.path, LIMIT_BYTES)));
    } catch (error) {
      if (error instanceof HostError && error.kind === 'missing') return [];
      return 'unreadable';
    }
  }

  /** Adds sums to those on disk, unless their segments have been erased meanwhile. */
  async #keep(made: readonly RolledDay[]): Promise<void> {
    const there = new Set(await this.segments.names());
    const latest = await this.#kept();
    if (latest === 'newer' || latest === 'unreadable') return;
    const days = new Map((latest === 'damaged' ? [] : latest).map((day) => [day.day, day]));
    for (const day of made) if (Object.keys(day.segments).every((name) => there.has(name))) days.set(day.day, day);
    const sorted = [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
    if (there.size > 0) await this.host.writeFile(this.path, serializeRollUp(sorted));
  }

  /** No window can still be about to write a state of the file without a sum that has been on disk for two days. */
  async #removeOld(known: readonly RolledDay[], byDay: ReadonlyMap<string, readonly string[]>): Promise<void> {
    for (const { day, rolledOn, segments } of known) {
      const names = byDay.get(day) ?? [];
      if (names.length === 0 || day >= this.#dayBefore(KEPT_DAYS) || rolledOn > this.#dayBefore(2)) continue;
      if (await this.#equals(segments, names)) for (const name of names) await this.segments.remove(name);
    }
  }

  #dayBefore(days: number): string {
    return new Date(this.host.now() - days * DAY_MS).toISOString().slice(0, 10);
  }
}

function namesByDay(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const byDay = new Map<string, string[]>();
  for (const name of names) {
    const day = name.slice(0, 10);
    const known = byDay.get(day);
    if (known) known.push(name);
    else byDay.set(day, [name]);
  }
  return byDay;
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
