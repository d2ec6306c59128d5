import type { TraceId } from '../host';
import type { GateReport, ModelDescription, ModelError } from '../models';

/** Names of the filters that can drop a candidate. */
export const filterNames = [
  'stray-markup',
  'chatter',
  'echo',
  'duplicate-suffix',
  'repetition',
  'parse-errors',
  'too-short',
] as const;

export type FilterName = (typeof filterNames)[number];

/** Reasons that are found before a request exists. */
export const reasonsBeforeAsking = [
  'disabled',
  'language-off',
  'on-demand',
  'snoozed',
  'dismissed-often',
  'several-cursors',
  'mid-word',
  'too-long-line',
  'too-long-file',
  'no-policy',
  'excluded',
  'no-model',
  'over-limit',
] as const;

const reasonsAfterAsking = [
  'cancelled',
  'superseded',
  'not-asked',
  'in-comment',
  'in-string',
  'statement-ended',
  'empty',
  'low-confidence',
  'model-error',
] as const;

/** Why nothing is offered. The first group is decided before a request exists. */
export type DiscardReason =
  | (typeof reasonsBeforeAsking)[number]
  | (typeof reasonsAfterAsking)[number]
  | `filtered:${FilterName}`;

/** All reasons, for whoever records them. */
export const discardReasons: readonly DiscardReason[] = [
  ...reasonsBeforeAsking,
  ...reasonsAfterAsking,
  ...filterNames.map((name) => `filtered:${name}` as const),
];

/** Milliseconds and estimated tokens of one run; absent where a part did not run. */
export interface CompletionMeasures {
  readonly contextMs?: number;
  readonly gateMs?: number;
  /** From the request to the first text. */
  readonly firstTextMs?: number;
  /** The whole answer of the model. */
  readonly modelMs?: number;
  readonly filterMs?: number;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  /** Canonical URIs of the other files whose text was in the prompt. */
  readonly contextUris?: readonly string[];
  readonly cached?: boolean;
  readonly policyEpoch?: number;
}

export interface Suggestion {
  /** One for each suggestion that is displayed: it stays while the user types along, and is new when it comes from the cache. */
  readonly id: TraceId;
  /** The run that made the text, known to the context source's `explain`. */
  readonly trace: TraceId;
  /** With the document's line breaks; to be inserted at the cursor. */
  readonly text: string;
  /** UTF-16 offset of the cursor at which this text goes. */
  readonly offset: number;
  /** UTF-16 units after the cursor, all on its line, that the text replaces. */
  readonly replaceSuffix: number;
  readonly multiLine: boolean;
  readonly cached: boolean;
  /** 0 to 1, where the model states one. */
  readonly confidence?: number;
  readonly model: ModelDescription;
  readonly measures: CompletionMeasures;
  readonly gate: GateReport;
}

/** Another text for the same place, under the suggestion's id. */
export type Alternative = Pick<Suggestion, 'text' | 'replaceSuffix'>;

/** What becomes of a request; each has exactly one. There are alternatives only where the user asked. */
export type CompletionOutcome =
  | { readonly kind: 'suggestion'; readonly suggestion: Suggestion; readonly alternatives: readonly Alternative[] }
  | { readonly kind: 'nothing'; readonly reason: DiscardReason }
  | { readonly kind: 'failed'; readonly error: ModelError };
