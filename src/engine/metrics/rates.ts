import type { MetricsEvent, SuggestionEvent } from './events';
import type { DiscardReason } from './suggestion';
import { wilsonInterval } from './wilson';

/** Which suggestions to count; what is absent does not filter. Times are milliseconds since the epoch, `to` exclusive. */
export interface AcceptanceFilter {
  readonly from?: number;
  readonly to?: number;
  readonly languageId?: string;
  readonly model?: string;
  readonly experiment?: string;
  readonly variant?: string;
}

/**
 * What became of suggestions. The terminal states and `undone` are disjoint and add up to `shown`; `shown` and all of
 * `discardedByReason` add up to `requested`.
 */
export interface Acceptance {
  readonly requested: number;
  readonly discardedByReason: Readonly<Partial<Record<DiscardReason, number>>>;
  /** An estimate: the editor does not tell extensions what it shows. */
  readonly shown: number;
  /** On screen for 750 ms, or accepted in any way before that. */
  readonly read: number;
  readonly accepted: number;
  readonly typedThrough: number;
  readonly acceptedPartly: number;
  /** Dismissed with Escape. */
  readonly dismissals: number;
  readonly ignored: number;
  readonly replaced: number;
  /** Accepted in any way, and undone within 10 s. */
  readonly undone: number;
  /** (accepted + typed through) / read, from 0 to 1; undefined when nothing was read. */
  readonly rate: number | undefined;
  /** The rate's 95 % Wilson interval. */
  readonly wilson: readonly [number, number] | undefined;
  /** Put into documents by accepting, wholly or partly, and not undone; what was typed along is not among them. */
  readonly charactersAccepted: number;
  /** Typed by hand in the same time and language; undefined where typing cannot be told apart, as by model. */
  readonly charactersTyped: number | undefined;
  /** charactersAccepted / charactersTyped; undefined when nothing was typed. */
  readonly acceptedPerTyped: number | undefined;
  /** charactersAccepted / (charactersAccepted + charactersTyped). */
  readonly shareOfCharacters: number | undefined;
}

export type Grouping = 'language' | 'model' | 'day';

export interface AcceptanceGroup {
  /** Language id, model id, or day as `YYYY-MM-DD`. */
  readonly key: string;
  readonly acceptance: Acceptance;
}

/** What is summed up of events; the figures of an `Acceptance` follow from it. */
export interface Tally {
  requested: number;
  discardedByReason: Partial<Record<DiscardReason, number>>;
  shown: number;
  read: number;
  accepted: number;
  typedThrough: number;
  acceptedPartly: number;
  dismissals: number;
  ignored: number;
  replaced: number;
  undone: number;
  charactersAccepted: number;
  charactersTyped: number;
}

/** Counts events in one pass. An undo counts for its suggestion whenever it happened. */
export function acceptance(events: readonly MetricsEvent[], filter: AcceptanceFilter = {}): Acceptance {
  const undone = undoneIds(events);
  const tally = newTally();
  for (const event of events) if (passes(event, filter)) count(tally, event, undone);
  return finish(tally, typingIsKnown(filter));
}

/**
 * The same by language or model (most read first) or by day (ascending). `utcOffsetMinutes` is the local time's offset
 * east of UTC, for days.
 */
export function acceptanceBy(
  events: readonly MetricsEvent[],
  grouping: Grouping,
  filter: AcceptanceFilter = {},
  utcOffsetMinutes = 0,
): readonly AcceptanceGroup[] {
  const undone = undoneIds(events);
  const tallies = new Map<string, Tally>();
  for (const event of events) {
    const key = passes(event, filter) ? keyOf(event, grouping, utcOffsetMinutes) : undefined;
    if (key === undefined) continue;
    const tally = tallies.get(key) ?? newTally();
    tallies.set(key, tally);
    count(tally, event, undone);
  }
  const typing = grouping !== 'model' && typingIsKnown(filter);
  const groups = [...tallies].map(([key, tally]) => ({ key, acceptance: finish(tally, typing) }));
  const byKey = (a: AcceptanceGroup, b: AcceptanceGroup): number => (a.key < b.key ? -1 : 1);
  if (grouping === 'day') return groups.sort(byKey);
  return groups.sort((a, b) => b.acceptance.read - a.acceptance.read || byKey(a, b));
}

/** Ids of the suggestions that were undone. */
export function undoneIds(events: readonly MetricsEvent[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const event of events) if (event.kind === 'undone') ids.add(event.id);
  return ids;
}

function passes(event: MetricsEvent, filter: AcceptanceFilter): boolean {
  if (event.kind !== 'suggestion' && event.kind !== 'typing') return false;
  if (filter.from !== undefined && event.at < filter.from) return false;
  if (filter.to !== undefined && event.at >= filter.to) return false;
  if (filter.languageId !== undefined && event.languageId !== filter.languageId) return false;
  if (event.kind === 'typing') return typingIsKnown(filter);
  if (filter.model !== undefined && event.model !== filter.model) return false;
  if (filter.experiment !== undefined && event.experiment !== filter.experiment) return false;
  return filter.variant === undefined || event.variant === filter.variant;
}

function typingIsKnown(filter: AcceptanceFilter): boolean {
  return filter.model === undefined && filter.experiment === undefined && filter.variant === undefined;
}

function keyOf(event: MetricsEvent, grouping: Grouping, utcOffsetMinutes: number): string | undefined {
  if (event.kind !== 'suggestion' && event.kind !== 'typing') return undefined;
  if (grouping === 'language') return event.languageId;
  if (grouping === 'day') return new Date(event.at + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
  return event.kind === 'suggestion' ? event.model : undefined;
}

export function newTally(): Tally {
  return {
    requested: 0,
    discardedByReason: {},
    shown: 0,
    read: 0,
    accepted: 0,
    typedThrough: 0,
    acceptedPartly: 0,
    dismissals: 0,
    ignored: 0,
    replaced: 0,
    undone: 0,
    charactersAccepted: 0,
    charactersTyped: 0,
  };
}

/** Adds an event to a tally. */
export function count(tally: Tally, event: MetricsEvent, undone: ReadonlySet<string>): void {
  if (event.kind === 'typing') tally.charactersTyped += event.characters;
  if (event.kind !== 'suggestion') return;
  tally.requested += 1;
  if (event.discardReason !== null) {
    tally.discardedByReason[event.discardReason] = (tally.discardedByReason[event.discardReason] ?? 0) + 1;
    return;
  }
  tally.shown += 1;
  if (event.readMs !== null) tally.read += 1;
  if (undone.has(event.id)) {
    tally.undone += 1;
    return;
  }
  tally.charactersAccepted += event.charactersAccepted;
  countOutcome(tally, event);
}

function countOutcome(tally: Tally, event: SuggestionEvent): void {
  switch (event.outcome) {
    case 'accepted':
      tally.accepted += 1;
      break;
    case 'typed-through':
      tally.typedThrough += 1;
      break;
    case 'accepted-partly':
      tally.acceptedPartly += 1;
      break;
    case 'dismissed':
      tally.dismissals += 1;
      break;
    case 'ignored':
      tally.ignored += 1;
      break;
    case 'replaced':
      tally.replaced += 1;
      break;
    case 'discarded':
      break;
  }
}

/** The figures of a tally; without characters typed where typing cannot be told apart. */
export function finish(tally: Tally, typingKnown: boolean): Acceptance {
  const taken = tally.accepted + tally.typedThrough;
  const typed = typingKnown ? tally.charactersTyped : undefined;
  const both = tally.charactersAccepted + (typed ?? 0);
  return {
    ...tally,
    rate: tally.read === 0 ? undefined : taken / tally.read,
    wilson: wilsonInterval(taken, tally.read),
    charactersTyped: typed,
    acceptedPerTyped: typed === undefined || typed === 0 ? undefined : tally.charactersAccepted / typed,
    shareOfCharacters: typed === undefined || both === 0 ? undefined : tally.charactersAccepted / both,
  };
}
