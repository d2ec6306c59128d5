import type { TraceId } from '../host';
import type { CompletionChunk } from '../models';
import type { ContextSource, SyntaxVerdict } from '../retrieval';
import { within } from './context';
import { type CursorState, linePrefixOf, withLineFeeds } from './cursor';
import { hasOpenBrackets } from './filters';

export interface StreamedCompletion {
  /** With line feeds; what came after the stop is cut off. */
  readonly text: string;
  /** The lowest that any piece stated. */
  readonly confidence?: number;
}

/** Where a streamed text ends; undefined while it goes on. */
export type StopRule = (text: string, ended: boolean) => Promise<number | undefined> | number | undefined;

/** Reads a stream until `stop` says where the text ends; the rest is not waited for, and its socket is closed. */
export async function readUntil(
  stream: AsyncIterable<CompletionChunk>,
  stop: StopRule,
  onText: (text: string) => void,
): Promise<StreamedCompletion> {
  let raw = '';
  let confidence: number | undefined;
  const result = (text: string): StreamedCompletion => ({ text, ...(confidence === undefined ? {} : { confidence }) });
  for await (const chunk of stream) {
    if (chunk.confidence !== undefined) confidence = Math.min(confidence ?? 1, chunk.confidence);
    raw += chunk.text;
    // A carriage return at the end may be half of a line break.
    const text = withLineFeeds(raw.endsWith('\r') ? raw.slice(0, -1) : raw);
    onText(text);
    const end = await stop(text, false);
    if (end !== undefined) return result(text.slice(0, end));
  }
  const text = withLineFeeds(raw);
  return result(text.slice(0, (await stop(text, true)) ?? text.length));
}

const lineEndIn = (text: string): number | undefined => {
  const end = text.indexOf('\n');
  return end < 0 ? undefined : end;
};

export const takeAll: StopRule = () => undefined;

/** Behind a line that may be finished: `rest` where the text goes on with that line, `below` where it begins on a later one, after `lead`. */
export function stopOnLineOrBelow(rest: StopRule, below: (lead: string) => StopRule): StopRule {
  let begun: { readonly lead: string; readonly stop: StopRule } | undefined;
  return async (text, ended) => {
    if (text.trim() === '') return undefined;
    const lead = /^[^\S\n]*\n\s*/.exec(text)?.[0];
    if (lead === undefined) return rest(text, ended);
    begun ??= { lead, stop: below(lead) };
    const end = await begun.stop(text.slice(lead.length), ended);
    return end === undefined ? undefined : lead.length + end;
  };
}

/** Milliseconds after which indentation decides instead of the judge. */
const judgeWaitMs = 60;

/** Says what the context source thinks of a text at a place; undefined when it cannot in time. */
export type Judging = (text: string, goesOn: boolean) => Promise<SyntaxVerdict | undefined>;

/** `judged` hears each verdict. */
export function judgingAt(
  source: Pick<ContextSource, 'judge'>,
  { uri, languageId, version, prefix, ahead, suffix }: CursorState,
  trace: TraceId,
  signal: AbortSignal,
  judged: (text: string, verdict: SyntaxVerdict) => void,
): Judging {
  const place = { trace, uri, languageId, version, prefix, suffix, ...(ahead === undefined ? {} : { ahead }) };
  return async (text, goesOn) => {
    const verdict = await within(judgeWaitMs, signal, (inner) => source.judge({ ...place, text, goesOn }, inner));
    if (verdict) judged(text, verdict);
    return verdict;
  };
}

/** The rest of the cursor's line, which is judged once it is there; one that leaves a bracket open is not. */
export function stopAtJudgedLineEnd(judge: Judging, prefix: string): StopRule {
  return async (text, ended) => {
    const end = lineEndIn(text) ?? (ended ? text.length : undefined);
    const line = text.slice(0, end);
    if (end !== undefined && line.trim() !== '' && !hasOpenBrackets(line, linePrefixOf(prefix)))
      await judge(line, false);
    return end;
  };
}

/** The statement or block that was begun, as it is judged at each line end; by indentation where that cannot be. */
export function stopAtUnitEnd(judge: Judging, prefix: string, mostLines: number): StopRule {
  let judgedUpTo = 0;
  return async (text, ended) => {
    const upTo = ended ? text.length : text.lastIndexOf('\n') + 1;
    if (upTo === 0 || (upTo <= judgedUpTo && !ended)) return undefined;
    judgedUpTo = upTo;
    const seen = text.slice(0, upTo);
    const verdict = await judge(seen, !ended);
    if (verdict?.completeAt !== undefined) return Math.min(verdict.completeAt, seen.length);
    const end = (verdict ? undefined : dedentedAt(seen, prefix)) ?? lineLimitAt(seen, mostLines);
    if (end !== undefined && verdict && !ended) await judge(seen.slice(0, end), false);
    return end;
  };
}

/**
 * Where a text falls back behind the indentation at which it began. A closing bracket on that line belongs to it when it only goes
 * back to where the block was opened.
 */
export function dedentedAt(text: string, prefix: string): number | undefined {
  const begun = linePrefixOf(prefix);
  const base = widthOf(begun);
  const opener = begun.trim() !== '';
  let at = text.indexOf('\n') + 1;
  if (at === 0) return undefined;
  let lastEnd = at - 1;
  while (at < text.length) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    const line = text.slice(at, end);
    if (line.trim() !== '') {
      const width = widthOf(line);
      if (width < base) return lastEnd;
      if (opener && width === base) return /^\s*[)\]}]/.test(line) ? end : lastEnd;
      lastEnd = end;
    }
    at = end + 1;
  }
  return undefined;
}

function lineLimitAt(text: string, mostLines: number): number | undefined {
  let at = -1;
  for (let lines = 0; lines < mostLines; lines++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return undefined;
  }
  return at;
}

function widthOf(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0;
}
