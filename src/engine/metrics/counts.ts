import { type MetricsEvent, RETENTION_SECONDS } from './events';
import { type Acceptance, type AcceptanceGroup, count, finish, type Grouping, newTally, type Tally } from './rates';
import { type RetentionFigures, retentionFigures, type RetentionTally, retentionTallies } from './retention';

/** What happened on one day, in one language, with one model. */
export interface CountGroup {
  /** As `2026-11-27`, in the local time of whoever counted. */
  readonly day: string;
  readonly languageId: string;
  /** Null for what was typed, which belongs to no model. */
  readonly model: string | null;
  readonly tally: Readonly<Tally>;
}

/** Events summed up: every figure that a report shows follows from this, and from the sum of two of them. */
export interface Counts {
  /** Milliseconds since the epoch of the first event that is no anomaly; null when there is none. */
  readonly firstAt: number | null;
  readonly groups: readonly CountGroup[];
  /** One for each of `RETENTION_SECONDS`, in its order. */
  readonly retained: readonly RetentionTally[];
}

/** Sums up events. `undone` holds the ids of suggestions that were undone, also by events that are not among these. */
export function countsOf(
  events: readonly MetricsEvent[],
  undone: ReadonlySet<string>,
  utcOffsetMinutes: number,
): Counts {
  const groups = new Map<string, CountGroup & { readonly tally: Tally }>();
  let firstAt: number | null = null;
  for (const event of events) {
    if (event.kind !== 'anomaly' && (firstAt === null || event.at < firstAt)) firstAt = event.at;
    if (event.kind !== 'suggestion' && event.kind !== 'typing') continue;
    const day = new Date(event.at + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
    const key = { day, languageId: event.languageId, model: event.kind === 'suggestion' ? event.model : null };
    const name = keyOf(key);
    const group = groups.get(name) ?? { ...key, tally: newTally() };
    groups.set(name, group);
    count(group.tally, event, undone);
  }
  return { firstAt, groups: [...groups.values()], retained: retentionTallies(events, undone) };
}

export function sumOfCounts(all: readonly Counts[]): Counts {
  const groups = new Map<string, CountGroup & { readonly tally: Tally }>();
  for (const group of all.flatMap((counts) => counts.groups)) {
    const name = keyOf(group);
    const sum = groups.get(name) ?? { ...group, tally: newTally() };
    groups.set(name, sum);
    add(sum.tally, group.tally);
  }
  const firsts = all.flatMap(({ firstAt }) => (firstAt === null ? [] : [firstAt]));
  const retained = RETENTION_SECONDS.map((afterSeconds, at) => {
    const sum = { measured: 0, censored: 0, accepted: 0, kept: 0 };
    for (const { retained: some } of all)
      for (const name of ['measured', 'censored', 'accepted', 'kept'] as const) sum[name] += some[at]?.[name] ?? 0;
    return { afterSeconds, ...sum };
  });
  return { firstAt: firsts.length === 0 ? null : Math.min(...firsts), groups: [...groups.values()], retained };
}

/** The figures of all that was counted. */
export function acceptanceIn({ groups }: Counts): Acceptance {
  return finish(sumOf(groups), true);
}

/** The same by language or model (most read first) or by day (ascending). */
export function acceptanceInBy({ groups }: Counts, grouping: Grouping): readonly AcceptanceGroup[] {
  const byKey = new Map<string, CountGroup[]>();
  for (const group of groups) {
    const key = { language: group.languageId, model: group.model, day: group.day }[grouping];
    if (key === null) continue;
    const known = byKey.get(key);
    if (known) known.push(group);
    else byKey.set(key, [group]);
  }
  const figures = [...byKey].map(([key, some]) => ({ key, acceptance: finish(sumOf(some), grouping !== 'model') }));
  const alphabetical = (a: AcceptanceGroup, b: AcceptanceGroup): number => (a.key < b.key ? -1 : 1);
  if (grouping === 'day') return figures.sort(alphabetical);
  return figures.sort((a, b) => b.acceptance.read - a.acceptance.read || alphabetical(a, b));
}

export function retentionIn({ retained }: Counts): readonly RetentionFigures[] {
  return retained.map(retentionFigures);
}

const keyOf = ({ day, languageId, model }: Omit<CountGroup, 'tally'>): string =>
  JSON.stringify([day, languageId, model]);

function sumOf(groups: readonly CountGroup[]): Tally {
  const sum = newTally();
  for (const { tally } of groups) add(sum, tally);
  return sum;
}

function add(sum: Tally, { discardedByReason, ...numbers }: Readonly<Tally>): void {
  for (const [name, value] of Object.entries(numbers) as [keyof typeof numbers, number][]) sum[name] += value;
  for (const [reason, value] of Object.entries(discardedByReason) as [keyof typeof discardedByReason, number][])
    sum.discardedByReason[reason] = (sum.discardedByReason[reason] ?? 0) + value;
}
