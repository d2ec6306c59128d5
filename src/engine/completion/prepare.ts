import type { PromptPart, Sendable } from '../models';
import { gate } from '../models';
import type { CursorSyntax, Retrieval } from '../retrieval';
import { estimateTokens } from '../text';
import type { Policy } from '../workspace';
import { contextWithin } from './context';
import type { CompletionMeasures, DiscardReason } from './outcome';
import { placeDiscard } from './place';
import { completionParts } from './prompt';
import type { RunInput } from './run-completion';

export type Measuring = { -readonly [K in keyof CompletionMeasures]: CompletionMeasures[K] };

/** A prompt as a policy lets it go. */
export interface GatedPrompt {
  readonly prompt: Sendable;
  readonly policy: Policy | undefined;
  /** Estimated. */
  readonly tokens: number;
  /** Canonical URIs of the other files whose text is in it. */
  readonly uris: readonly string[];
}

/** A prompt that may be sent, or why there is none. */
export type Prepared =
  | {
      readonly kind: 'prompt';
      readonly prompt: Sendable;
      readonly epoch: number | undefined;
      readonly syntax?: CursorSyntax;
    }
  | { readonly kind: 'nothing'; readonly reason: DiscardReason };

/** Other files' text, then the prompt, through the gate. Notes what it measures; rejects with an `AbortError` only. */
export async function prepare(input: RunInput, measures: Measuring, signal: AbortSignal): Promise<Prepared> {
  const { cursor, settings, clock } = input;
  const begun = clock.monotonic();
  const retrieval = await contextOf(input, signal);
  const retrieved = clock.monotonic();
  if (retrieval) measures.contextMs = retrieved - begun;
  const reason = placeDiscard(cursor, retrieval?.syntax, settings);
  if (reason) return { kind: 'nothing', reason };

  const ready = await input.ready;
  const isValid = ready !== undefined && ready.policy?.epoch === input.policy()?.epoch;
  const { prompt, policy, tokens, uris } = isValid ? ready : await promptOf(input, retrieval);
  signal.throwIfAborted();
  measures.gateMs = clock.monotonic() - retrieved;
  measures.policyEpoch = prompt.report.epoch;
  measures.contextUris = uris;
  measures.promptTokens = tokens;
  // The gate keeps all of the document back or nothing.
  if (!prompt.parts.some((part) => part.slot === 'prefix')) return { kind: 'nothing', reason: 'excluded' };
  return { kind: 'prompt', prompt, epoch: policy?.epoch, ...(retrieval?.syntax ? { syntax: retrieval.syntax } : {}) };
}

/** What may be sent by the policy of now. */
export async function promptOf(
  { cursor, trace, settings, scanner, ...input }: Omit<RunInput, 'ready'>,
  retrieval: Retrieval | undefined,
): Promise<GatedPrompt> {
  const policy = input.policy();
  const parts = completionParts(cursor, retrieval, settings, policy?.folders ?? []);
  const prompt = await gate(parts, { policy, scanner, trace, currentUri: cursor.uri });
  const tokens = prompt.parts.reduce((sum, part) => sum + estimateTokens(part.text), 0);
  return { prompt, policy, tokens, uris: contextUris(prompt.parts) };
}

/** The embedded model lives with the index and looks up other files itself: only the syntax is asked for, where it matters. */
export function contextOf(
  { cursor, trace, model, settings, context }: RunInput,
  signal: AbortSignal,
): Promise<Retrieval | undefined> {
  const embedded = model.description.endpointKind === 'embedded';
  if (embedded && settings.inComments && settings.inStrings) return Promise.resolve(undefined);
  const { uri, languageId, version, prefix, ahead, suffix, recentEdits, pins = [] } = cursor;
  const budgetTokens = embedded ? 0 : settings.contextTokens;
  const query = { trace, uri, languageId, version, prefix, suffix, budgetTokens, recentEdits, pins };
  const asked = ahead === undefined ? query : { ...query, ahead };
  return contextWithin(context, asked, settings.contextWaitMs, signal);
}

function contextUris(parts: readonly PromptPart[]): readonly string[] {
  const uris = parts
    .filter((part) => part.slot !== 'prefix' && part.slot !== 'suffix')
    .flatMap(({ origin }) => (origin.kind === 'file' ? [origin.uri] : []));
  return [...new Set(uris)];
}
