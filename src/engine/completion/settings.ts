/** Thresholds and limits of completion, as a value. */
export interface CompletionSettings {
  readonly enabled: boolean;
  /** By language id; `*` stands for the rest. */
  readonly languages: Readonly<Record<string, boolean>>;
  /** Nothing is offered unasked. */
  readonly onDemand: boolean;
  /** Milliseconds since the epoch until which nothing is offered unasked. */
  readonly snoozedUntil?: number;
  readonly inComments: boolean;
  readonly inStrings: boolean;
  /** Also where a statement has ended and nothing follows on its line. */
  readonly afterStatements: boolean;
  /** While a suggestion of an endpoint is on screen, the one after it is asked for. */
  readonly askAhead: boolean;
  /** Confidence, 0 to 1, below which a model that states one is not shown. */
  readonly threshold: number;
  /** The same for another text than the first, which only who asks for it gets to see. */
  readonly alternativeThreshold: number;
  /** Estimated tokens of other files' text. */
  readonly contextTokens: number;
  /** UTF-16 units of the document before and after the cursor. */
  readonly prefixUnits: number;
  readonly suffixUnits: number;
  readonly singleLineTokens: number;
  readonly multiLineTokens: number;
  readonly mostLines: number;
  /** UTF-16 units; on a longer line nothing is offered. */
  readonly longestLine: number;
  /** UTF-16 units; in a longer document nothing is offered. */
  readonly longestDocument: number;
  /** Milliseconds to wait for other files' text before going on without it. */
  readonly contextWaitMs: number;
  /** Milliseconds within which the editor must ask for what was begun at a change. */
  readonly askWithinMs: number;
  /** Milliseconds for which what was asked ahead is kept. */
  readonly aheadWithinMs: number;
  /** Milliseconds that other texts may take when the user asks for a completion. */
  readonly alternativesWaitMs: number;
}

export const defaultCompletionSettings: CompletionSettings = {
  enabled: true,
  languages: { '*': true },
  onDemand: false,
  inComments: true,
  inStrings: true,
  afterStatements: false,
  askAhead: false,
  threshold: 0.5,
  alternativeThreshold: 0.1,
  contextTokens: 1500,
  prefixUnits: 6000,
  suffixUnits: 2000,
  singleLineTokens: 64,
  multiLineTokens: 256,
  mostLines: 24,
  longestLine: 2000,
  longestDocument: 5_000_000,
  contextWaitMs: 150,
  askWithinMs: 150,
  aheadWithinMs: 20_000,
  alternativesWaitMs: 4000,
};
