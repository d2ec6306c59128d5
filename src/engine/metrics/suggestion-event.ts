import type { CompletionMeasures, RequestFacts as CompletionFacts } from '../completion';
import { boundedLanguageId, boundedModelId, boundedName, boundedVersion } from './bounded';
import { countCharacters } from './characters';
import { EVENT_VERSION, MOST_CONTEXT_FILES, type SuggestionEvent } from './events';
import { saltedFileId } from './file-id';
import { isTerminal, type Suggestion } from './suggestion';

/** What is known when a completion is asked for. Names that do not look like identifiers are recorded as `other`. */
export interface RequestFacts extends CompletionFacts {
  readonly experiment?: string;
  readonly variant?: string;
}

/** What is known of a request when it has been answered or discarded. */
export type RequestMeasures = CompletionMeasures;

export interface EventStamp {
  /** Milliseconds since the epoch at which the request began. */
  readonly requestedAt: number;
  readonly window: string;
  readonly cairnVersion: string;
  /** The workspace's salt for file ids. */
  readonly salt: string;
}

/** The record of a suggestion whose life has ended. Throws a `TypeError` while it is open. */
export function suggestionEvent(
  suggestion: Suggestion,
  facts: RequestFacts,
  measures: RequestMeasures,
  stamp: EventStamp,
): SuggestionEvent {
  if (!isTerminal(suggestion.state)) throw new TypeError(`a suggestion in state ${suggestion.state} has no record yet`);
  const since = (time: number | undefined): number | null =>
    time === undefined ? null : whole(time - suggestion.requestedAt);
  const lines = suggestion.text === '' ? 0 : suggestion.text.split('\n').length;
  return {
    v: EVENT_VERSION,
    at: whole(stamp.requestedAt),
    window: stamp.window,
    kind: 'suggestion',
    id: suggestion.id,
    outcome: suggestion.state,
    cause: suggestion.cause ?? 'discarded',
    discardReason: suggestion.discardReason ?? null,
    returnedMs: since(suggestion.returnedAt),
    shownMs: since(suggestion.shownAt),
    readMs: since(suggestion.readAt),
    endedMs: since(suggestion.endedAt) ?? 0,
    trigger: facts.trigger,
    languageId: boundedLanguageId(facts.languageId),
    multiLine: lines > 1,
    lines,
    characters: countCharacters(suggestion.text),
    charactersAccepted: suggestion.charactersAccepted,
    charactersTypedAlong: suggestion.charactersTypedAlong,
    wordAccepts: suggestion.pieces.word,
    lineAccepts: suggestion.pieces.line,
    otherAccepts: suggestion.pieces.other,
    model: boundedModelId(facts.model.id),
    endpointKind: facts.model.endpointKind,
    contextStrategy: boundedName(facts.contextStrategy),
    promptTemplate: boundedName(facts.model.promptTemplate),
    threshold: facts.threshold !== undefined && Number.isFinite(facts.threshold) ? facts.threshold : null,
    experiment: facts.experiment === undefined ? null : boundedName(facts.experiment),
    variant: facts.variant === undefined ? null : boundedName(facts.variant),
    cairnVersion: boundedVersion(stamp.cairnVersion),
    policyEpoch: whole(measures.policyEpoch ?? facts.policyEpoch),
    contextFiles: [...new Set(measures.contextUris ?? [])]
      .slice(0, MOST_CONTEXT_FILES)
      .map((uri) => saltedFileId(uri, stamp.salt)),
    cached: measures.cached ?? false,
    contextMs: wholeOrNull(measures.contextMs),
    gateMs: wholeOrNull(measures.gateMs),
    firstTextMs: wholeOrNull(measures.firstTextMs),
    modelMs: wholeOrNull(measures.modelMs),
    filterMs: wholeOrNull(measures.filterMs),
    promptTokens: wholeOrNull(measures.promptTokens),
    completionTokens: wholeOrNull(measures.completionTokens),
  };
}

function whole(value: number): number {
  return Number.isFinite(value) ? Math.max(0, Math.round(value)) : 0;
}

function wholeOrNull(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : whole(value);
}
