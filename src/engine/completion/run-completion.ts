import type { Host, TraceId } from '../host';
import {
  type GateReport,
  type ModelClient,
  isModelError,
  ModelError,
  type Sendable,
  type SecretScanner,
} from '../models';
import type { ContextSource, SyntaxVerdict } from '../retrieval';
import { estimateTokens } from '../text';
import type { Policy } from '../workspace';
import { type CursorState, lineBreakOf, onNextLine, withLineFeeds } from './cursor';
import {
  type Judging,
  judgingAt,
  readUntil,
  type StopRule,
  type StreamedCompletion,
  stopAtJudgedLineEnd,
  stopAtUnitEnd,
  stopOnLineOrBelow,
  takeAll,
} from './early-stop';
import { applyFilters, type Candidate, filterCursor } from './filters';
import type { CompletionMeasures, DiscardReason } from './outcome';
import { type Extent, isStatementEnd, wantedExtent } from './place';
import { type GatedPrompt, type Measuring, prepare } from './prepare';
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
  /** As in `CompletionRequest`. */
  readonly variety?: number;
  /** The prompt for this very cursor, where it was made ahead; good while the policy is that of now. */
  readonly ready?: Promise<GatedPrompt | undefined>;
}

/** What is told while a run goes on. */
export interface RunEvents {
  /** The model is being asked. */
  asked(): void;
  /** The streamed text so far, with line feeds. */
  heard(text: string): void;
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

/** From a cursor to a text: context, prompt, gate, model, early stop, filters. Rejects only with an `AbortError`. */
export function runCompletion(input: RunInput, events: RunEvents, signal: AbortSignal): Promise<RunResult> {
  const { cursor, model, settings } = input;
  const isBelow = model.description.endpointKind === 'embedded' && settings.afterStatements && isStatementEnd(cursor);
  return isBelow ? completeBelow(input, events, signal) : completeHere(input, events, signal);
}

/** The next line, break included, from a model that only knows how a line goes on. */
async function completeBelow(input: RunInput, events: RunEvents, signal: AbortSignal): Promise<RunResult> {
  const cursor = onNextLine(input.cursor);
  const added = cursor.prefix.slice(input.cursor.prefix.length);
  const heard = (text: string): void => events.heard(text === '' ? '' : withLineFeeds(added) + text);
  const result = await completeHere({ ...input, cursor }, { ...events, heard }, signal);
  return result.kind === 'text' ? { ...result, text: added + result.text, multiLine: true } : result;
}

async function completeHere(input: RunInput, events: RunEvents, signal: AbortSignal): Promise<RunResult> {
  const { cursor, clock } = input;
  const measures: Measuring = {};
  const nothing = (reason: DiscardReason): RunResult => ({ kind: 'nothing', reason, measures });
  const prepared = await prepare(input, measures, signal);
  if (prepared.kind === 'nothing') return nothing(prepared.reason);
  // The rules may have changed while the text was scanned for secrets.
  const sending = input.policy();
  if (sending?.epoch !== prepared.epoch) return nothing(sending ? 'superseded' : 'no-policy');

  const extent = wantedExtent(cursor, prepared.syntax, input.settings);
  events.asked();
  let answer: Answer;
  try {
    answer = await readAnswer(input, prepared.prompt, extent, measures, events, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'failed', error: asModelError(error), measures };
  }
  signal.throwIfAborted();
  const { text: said, judged, confidence } = answer;
  if (said.trim() === '') return nothing('empty');
  const { threshold, alternativeThreshold } = input.settings;
  const least = input.variety === undefined ? threshold : alternativeThreshold;
  if (confidence !== undefined && confidence < least) return nothing('low-confidence');

  const answered = clock.monotonic();
  const verdict = applyFilters({ text: said, replaceSuffix: 0, ...(judged ? { judged } : {}) }, filterCursor(cursor));
  measures.filterMs = clock.monotonic() - answered;
  if (verdict.kind === 'drop') return nothing(verdict.reason === 'empty' ? 'empty' : `filtered:${verdict.reason}`);
  // The user may have excluded the file while the model was writing.
  const newest = input.policy();
  if (!newest || newest.judge(cursor.uri).strength === 'private') return nothing('excluded');
  const { text, replaceSuffix } = verdict.candidate;
  return {
    kind: 'text',
    text: lineBreakOf(cursor) === '\n' ? text : text.replaceAll('\n', '\r\n'),
    replaceSuffix,
    multiLine: text.includes('\n'),
    ...(confidence === undefined ? {} : { confidence }),
    gate: prepared.prompt.report,
    measures,
  };
}

type Answer = StreamedCompletion & Pick<Candidate, 'judged'>;

/** The model's answer up to the end of the line or of the syntactic unit. */
async function readAnswer(
  { cursor, trace, model, settings, context, clock, variety }: RunInput,
  prompt: Sendable,
  extent: Extent,
  measures: Measuring,
  events: RunEvents,
  signal: AbortSignal,
): Promise<Answer> {
  const asked = clock.monotonic();
  let judged: Candidate['judged'];
  const embedded = model.description.endpointKind === 'embedded';
  const behind = (lead: string): readonly [Judging, string] => {
    const at = lead === '' ? cursor : { ...cursor, version: -1, prefix: cursor.prefix + lead };
    const judging = judgingAt(context, at, trace, signal, (text, verdict) => {
      judged = judgement(lead, text, verdict);
    });
    return [judging, at.prefix];
  };
  const lineBehind = (lead: string): StopRule => stopAtJudgedLineEnd(...behind(lead));
  const unitBehind = (lead: string): StopRule => stopAtUnitEnd(...behind(lead), settings.mostLines);
  const stops: Readonly<Record<Extent, () => StopRule>> = {
    line: () => lineBehind(''),
    unit: () => unitBehind(''),
    'line-or-line-below': () => stopOnLineOrBelow(lineBehind(''), lineBehind),
    'line-or-unit-below': () => stopOnLineOrBelow(isStatementEnd(cursor) ? unitBehind('') : lineBehind(''), unitBehind),
  };
  const stop = embedded ? takeAll : stops[extent]();
  const multiLine = !embedded && extent !== 'line';
  const maxTokens = multiLine ? settings.multiLineTokens : settings.singleLineTokens;
  const request = { trace, prompt, maxTokens, multiLine, ...(variety === undefined ? {} : { variety }) };
  const stream = model.complete(request, signal);
  const streamed = await readUntil(stream, stop, (text) => {
    if (text !== '') measures.firstTextMs ??= clock.monotonic() - asked;
    events.heard(text);
  });
  measures.modelMs = clock.monotonic() - asked;
  measures.completionTokens = estimateTokens(streamed.text);
  return judged ? { ...streamed, judged } : streamed;
}

/** What filters hear of a verdict; errors that a single line adds count only where they are its own. */
function judgement(lead: string, text: string, { errorDelta, breaksLine }: SyntaxVerdict): Candidate['judged'] {
  if (errorDelta === undefined) return undefined;
  const counts = text.trimEnd().includes('\n') || breaksLine === true;
  return { text: lead + text, errorDelta: counts ? errorDelta : Math.min(0, errorDelta) };
}

/** Clients throw model errors; anything else is a fault of theirs that must not end in silence. */
function asModelError(error: unknown): ModelError {
  if (isModelError(error)) return error;
  return new ModelError(
    'server-error',
    'The model failed unexpectedly: try again, and see the log if it happens again.',
  );
}
