import type { Host, TraceId } from '../host';
import { type GateReport, gate, type ModelClient, ModelError, type PromptPart, type SecretScanner } from '../models';
import type { ContextSource } from '../retrieval';
import { estimateTokens } from '../text';
import type { Policy } from '../workspace';
import { contextWithin } from './context';
import { type CursorState, lineBreakOf } from './cursor';
import { readUntil, type StopRule, stopAtLineEnd, stopAtUnitEnd, takeAll } from './early-stop';
import { applyFilters, filterCursor } from './filters';
import { wantsMultiLine } from './multi-line';
import type { CompletionMeasures, DiscardReason } from './outcome';
import { completionParts } from './prompt';
import type { CompletionSettings } from './settings';

/** What one run needs; `policy` gives the newest at each call. */
export interface RunInput {
  readonly cursor: CursorState;
  readonly trace: TraceId;
  readonly model: ModelClient;
  readonly settings: CompletionSettings;
  readonly context: Pick<ContextSource, 'context' | 'judge'>;
  readonly policy: () => Policy | undefined;
  readonly scanner: SecretScanner;
  readonly clock: Pick<Host, 'monotonic'>;
}

/** A text that passed all filters, with the document's line breaks. */
export interface CompletedText {
  readonly kind: 'text';
  readonly text: string;
  readonly replaceSuffix: number;
  readonly multiLine: boolean;
  readonly confidence?: number;
  readonly gate: GateReport;
  readonly measures: CompletionMeasures;
}

export type RunResult =
  | CompletedText
  | { readonly kind: 'nothing'; readonly reason: DiscardReason; readonly measures: CompletionMeasures }
  | { readonly kind: 'failed'; readonly error: ModelError; readonly measures: CompletionMeasures };

/**
 * From a cursor to a text: context, prompt, gate, model, early stop, filters. `onText` is told the streamed text so far, with line
 * feeds. Rejects only with an `AbortError`.
 */
export async function runCompletion(
  input: RunInput,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<RunResult> {
  const { cursor, trace, model, settings, context, clock } = input;
  const measures: { -readonly [K in keyof CompletionMeasures]: CompletionMeasures[K] } = {};
  const embedded = model.description.endpointKind === 'embedded';
  const begun = clock.monotonic();
  // The embedded model lives with the index and looks up other files itself.
  const retrieval = embedded
    ? undefined
    : await contextWithin(context, contextQuery(input), settings.contextWaitMs, signal);
  const retrieved = clock.monotonic();
  if (!embedded) measures.contextMs = retrieved - begun;

  const policy = input.policy();
  const parts = completionParts(cursor, retrieval, settings, policy?.folders ?? []);
  const { scanner } = input;
  const prompt = await gate(parts, { policy, scanner, trace, currentUri: cursor.uri });
  signal.throwIfAborted();
  const gated = clock.monotonic();
  measures.gateMs = gated - retrieved;
  measures.policyEpoch = prompt.report.epoch;
  measures.contextUris = contextUris(prompt.parts);
  // The gate keeps all of the document back or nothing.
  if (!prompt.parts.some((part) => part.slot === 'prefix')) return { kind: 'nothing', reason: 'excluded', measures };
  // The rules may have changed while the text was scanned for secrets.
  const sending = input.policy();
  if (sending?.epoch !== policy?.epoch)
    return { kind: 'nothing', reason: sending ? 'superseded' : 'no-policy', measures };
  measures.promptTokens = prompt.parts.reduce((sum, part) => sum + estimateTokens(part.text), 0);

  const multiLine = !embedded && wantsMultiLine(cursor, retrieval?.syntax);
  const maxTokens = multiLine ? settings.multiLineTokens : settings.singleLineTokens;
  const stream = model.complete({ trace, prompt, maxTokens, multiLine }, signal);
  let stop: StopRule = embedded ? takeAll : stopAtLineEnd;
  if (multiLine) stop = stopAtUnitEnd(context, cursor, trace, settings.mostLines, signal);
  let streamed: Awaited<ReturnType<typeof readUntil>>;
  try {
    streamed = await readUntil(stream, stop, (text) => {
      if (text !== '') measures.firstTextMs ??= clock.monotonic() - gated;
      onText(text);
    });
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'failed', error: asModelError(error), measures };
  }
  signal.throwIfAborted();
  const answered = clock.monotonic();
  measures.modelMs = answered - gated;
  measures.completionTokens = estimateTokens(streamed.text);
  if (streamed.text.trim() === '') return { kind: 'nothing', reason: 'empty', measures };
  if (streamed.confidence !== undefined && streamed.confidence < settings.threshold)
    return { kind: 'nothing', reason: 'low-confidence', measures };

  const verdict = applyFilters({ text: streamed.text, replaceSuffix: 0 }, filterCursor(cursor));
  measures.filterMs = clock.monotonic() - answered;
  if (verdict.kind === 'drop') {
    const reason = verdict.reason === 'empty' ? 'empty' : (`filtered:${verdict.reason}` as const);
    return { kind: 'nothing', reason, measures };
  }
  // The user may have excluded the file while the model was writing.
  const newest = input.policy();
  if (!newest || newest.judge(cursor.uri).strength === 'private')
    return { kind: 'nothing', reason: 'excluded', measures };
  const { text, replaceSuffix } = verdict.candidate;
  return {
    kind: 'text',
    text: lineBreakOf(cursor) === '\n' ? text : text.replaceAll('\n', '\r\n'),
    replaceSuffix,
    multiLine: text.includes('\n'),
    ...(streamed.confidence === undefined ? {} : { confidence: streamed.confidence }),
    gate: prompt.report,
    measures,
  };
}

function contextQuery({ cursor, trace, settings }: RunInput) {
  const { uri, languageId, version, prefix, suffix, recentEdits, pins = [] } = cursor;
  const budgetTokens = settings.contextTokens;
  return { trace, uri, languageId, version, prefix, suffix, budgetTokens, recentEdits, pins };
}

function contextUris(parts: readonly PromptPart[]): readonly string[] {
  const uris = parts
    .filter((part) => part.slot !== 'prefix' && part.slot !== 'suffix')
    .flatMap(({ origin }) => (origin.kind === 'file' ? [origin.uri] : []));
  return [...new Set(uris)];
}

/** Clients throw model errors; anything else is a fault of theirs that must not end in silence. */
function asModelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  return new ModelError(
    'server-error',
    'The model failed unexpectedly: try again, and see the log if it happens again.',
  );
}
