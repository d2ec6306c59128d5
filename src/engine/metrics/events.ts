import type { TraceId } from '../host';
import type { EndpointKind } from '../models';
import { isLanguageId, isModelId, isName, isVersion } from './bounded';
import { isFileId } from './file-id';
import {
  type Check,
  isBoolean,
  isCount,
  isFiniteNumber,
  listOf,
  literal,
  oneOf,
  orNull,
  pick,
  type Shape,
} from './record-shape';
import {
  DISCARD_REASONS,
  type DiscardReason,
  END_CAUSES,
  type EndCause,
  type InputKind,
  type SuggestionState,
  type TerminalState,
} from './suggestion';
import { TRANSITIONS } from './transitions';

/** Version of the event schema. A reader skips and counts what a newer version wrote. */
export const EVENT_VERSION = 1;

/** Context files that one event names at most; the first ones are kept. */
export const MOST_CONTEXT_FILES = 64;

interface EventHead {
  readonly v: typeof EVENT_VERSION;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The editor window that wrote the event: 8 to 32 hexadecimal digits, new with each start. */
  readonly window: string;
}

export type Trigger = 'automatic' | 'manual';

/** One suggestion's whole life, written when it ends. Holds ids, numbers, closed unions and bounded identifiers only. */
export interface SuggestionEvent extends EventHead {
  readonly kind: 'suggestion';
  readonly id: TraceId;
  readonly outcome: TerminalState;
  readonly cause: EndCause;
  /** Present exactly when the outcome is `discarded`. */
  readonly discardReason: DiscardReason | null;
  /** Milliseconds from `at`, when the request began; null for what was not reached. */
  readonly returnedMs: number | null;
  readonly shownMs: number | null;
  readonly readMs: number | null;
  readonly endedMs: number;
  readonly trigger: Trigger;
  readonly languageId: string;
  readonly multiLine: boolean;
  readonly lines: number;
  readonly characters: number;
  readonly charactersAccepted: number;
  readonly charactersTypedAlong: number;
  readonly wordAccepts: number;
  readonly lineAccepts: number;
  readonly otherAccepts: number;
  readonly model: string;
  readonly endpointKind: EndpointKind;
  readonly contextStrategy: string;
  readonly promptTemplate: string;
  /** Confidence below which nothing is offered; null where the model states none. */
  readonly threshold: number | null;
  readonly experiment: string | null;
  readonly variant: string | null;
  readonly cairnVersion: string;
  readonly policyEpoch: number;
  /** Ids salted per workspace, see `saltedFileId`. */
  readonly contextFiles: readonly string[];
  readonly cached: boolean;
  /** Latency parts in milliseconds; null where a part did not run. */
  readonly contextMs: number | null;
  readonly gateMs: number | null;
  /** From the request to the model's first text. */
  readonly firstTextMs: number | null;
  /** The model's whole answer. */
  readonly modelMs: number | null;
  readonly filterMs: number | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
}

/** An accept was undone within 10 s; it leaves the numerator of the acceptance rate. */
export interface UndoneEvent extends EventHead {
  readonly kind: 'undone';
  readonly id: TraceId;
}

/** How much of an accepted suggestion is still there some time after. */
export interface RetentionEvent extends EventHead {
  readonly kind: 'retention';
  readonly id: TraceId;
  readonly afterSeconds: (typeof RETENTION_SECONDS)[number];
  readonly charactersAccepted: number;
  /** Null when censored by a reload, crash or close: neither kept nor lost. */
  readonly charactersKept: number | null;
}

/** Characters typed by hand in one language during the `seconds` before `at`. */
export interface TypingEvent extends EventHead {
  readonly kind: 'typing';
  readonly languageId: string;
  readonly seconds: number;
  readonly characters: number;
}

/** When counting began or began anew. */
export interface MarkerEvent extends EventHead {
  readonly kind: 'marker';
  readonly marker: (typeof MARKERS)[number];
  readonly cairnVersion: string;
}

/** A transition that the state machine does not allow: a bug in Cairn or news about the editor. */
export interface AnomalyEvent extends EventHead {
  readonly kind: 'anomaly';
  readonly state: SuggestionState;
  readonly input: InputKind;
}

export type MetricsEvent = SuggestionEvent | UndoneEvent | RetentionEvent | TypingEvent | MarkerEvent | AnomalyEvent;

export interface EventProblem {
  /** One sentence that never quotes the line. */
  readonly problem: string;
}

export const RETENTION_SECONDS = [30, 120, 300, 600, 1800] as const;
export const MARKERS = ['installed', 'updated', 'erased'] as const;

const ENDPOINT_KINDS: Readonly<Record<EndpointKind, true>> = { embedded: true, openai: true, editor: true, none: true };

const OUTCOMES: Readonly<Record<TerminalState, true>> = {
  accepted: true,
  'typed-through': true,
  'accepted-partly': true,
  dismissed: true,
  ignored: true,
  replaced: true,
  discarded: true,
};

const STATES = Object.keys(TRANSITIONS) as SuggestionState[];
const INPUTS = Object.keys(TRANSITIONS.requested) as InputKind[];

const isTraceId: Check<TraceId> = (value): value is TraceId =>
  typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
const isWindowId: Check<string> = (value): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8,32}$/.test(value);

const HEAD: Shape<EventHead> = { v: literal(EVENT_VERSION), at: isCount, window: isWindowId };

const SUGGESTION: Shape<SuggestionEvent> = {
  ...HEAD,
  kind: literal('suggestion'),
  id: isTraceId,
  outcome: oneOf(Object.keys(OUTCOMES) as TerminalState[]),
  cause: oneOf(END_CAUSES),
  discardReason: orNull(oneOf(DISCARD_REASONS)),
  returnedMs: orNull(isCount),
  shownMs: orNull(isCount),
  readMs: orNull(isCount),
  endedMs: isCount,
  trigger: oneOf<Trigger>(['automatic', 'manual']),
  languageId: isLanguageId,
  multiLine: isBoolean,
  lines: isCount,
  characters: isCount,
  charactersAccepted: isCount,
  charactersTypedAlong: isCount,
  wordAccepts: isCount,
  lineAccepts: isCount,
  otherAccepts: isCount,
  model: isModelId,
  endpointKind: oneOf(Object.keys(ENDPOINT_KINDS) as EndpointKind[]),
  contextStrategy: isName,
  promptTemplate: isName,
  threshold: orNull(isFiniteNumber),
  experiment: orNull(isName),
  variant: orNull(isName),
  cairnVersion: isVersion,
  policyEpoch: isCount,
  contextFiles: listOf(isFileId, MOST_CONTEXT_FILES),
  cached: isBoolean,
  contextMs: orNull(isCount),
  gateMs: orNull(isCount),
  firstTextMs: orNull(isCount),
  modelMs: orNull(isCount),
  filterMs: orNull(isCount),
  promptTokens: orNull(isCount),
  completionTokens: orNull(isCount),
};

const UNDONE: Shape<UndoneEvent> = { ...HEAD, kind: literal('undone'), id: isTraceId };

const RETENTION: Shape<RetentionEvent> = {
  ...HEAD,
  kind: literal('retention'),
  id: isTraceId,
  afterSeconds: oneOf(RETENTION_SECONDS),
  charactersAccepted: isCount,
  charactersKept: orNull(isCount),
};

const TYPING: Shape<TypingEvent> = {
  ...HEAD,
  kind: literal('typing'),
  languageId: isLanguageId,
  seconds: isCount,
  characters: isCount,
};

const MARKER: Shape<MarkerEvent> = {
  ...HEAD,
  kind: literal('marker'),
  marker: oneOf(MARKERS),
  cairnVersion: isVersion,
};

const ANOMALY: Shape<AnomalyEvent> = { ...HEAD, kind: literal('anomaly'), state: oneOf(STATES), input: oneOf(INPUTS) };

/** Reads one line of a segment. Unknown fields are dropped; whatever else does not fit schema v1 is a problem. */
export function parseEvent(line: string): MetricsEvent | EventProblem {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { problem: 'the line is not JSON' };
  }
  return readEvent(value);
}

/** One line of JSON without its line end, holding the fields of the schema alone. Throws a `TypeError` for an event that does not fit it. */
export function serializeEvent(event: MetricsEvent): string {
  const checked = readEvent(event);
  if ('problem' in checked) throw new TypeError(`an event cannot be written: ${checked.problem}`);
  return JSON.stringify(checked);
}

function readEvent(value: unknown): MetricsEvent | EventProblem {
  if (typeof value !== 'object' || value === null) return { problem: 'the line is not a JSON object' };
  const { v, kind } = value as { v?: unknown; kind?: unknown };
  if (v !== EVENT_VERSION) return { problem: 'the event has a schema version that this Cairn does not know' };
  switch (kind) {
    case 'suggestion':
      return consistent(pick(SUGGESTION, value));
    case 'undone':
      return pick(UNDONE, value);
    case 'retention':
      return keptWithinAccepted(pick(RETENTION, value));
    case 'typing':
      return pick(TYPING, value);
    case 'marker':
      return pick(MARKER, value);
    case 'anomaly':
      return pick(ANOMALY, value);
    default:
      return { problem: 'the event has a kind that this Cairn does not know' };
  }
}

function consistent(event: SuggestionEvent | EventProblem): SuggestionEvent | EventProblem {
  if ('problem' in event) return event;
  const discarded = event.outcome === 'discarded';
  if (discarded !== (event.discardReason !== null))
    return { problem: 'a discard reason belongs to discarded suggestions, and to each of them' };
  if (discarded !== (event.shownMs === null)) return { problem: 'a suggestion is either discarded or was shown' };
  if (event.readMs !== null && event.shownMs === null)
    return { problem: 'a suggestion cannot be read before it is shown' };
  const taken =
    event.outcome === 'accepted' || event.outcome === 'typed-through' || event.outcome === 'accepted-partly';
  if (taken && event.readMs === null) return { problem: 'an accepted suggestion counts as read' };
  return event;
}

function keptWithinAccepted(event: RetentionEvent | EventProblem): RetentionEvent | EventProblem {
  if ('problem' in event || event.charactersKept === null || event.charactersKept <= event.charactersAccepted)
    return event;
  return { problem: 'more characters are kept than were accepted' };
}
