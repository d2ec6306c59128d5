import type { TraceId } from '../host';
import type { ModelClient } from '../models';
import type { CursorState } from './cursor';
import type { CompletionMeasures, Suggestion } from './outcome';
import type { CompletedText } from './run-completion';

/** A finished text and where it goes. */
export interface Offer {
  readonly id: TraceId;
  readonly trace: TraceId;
  readonly cursor: CursorState;
  readonly text: string;
  readonly replaceSuffix: number;
  readonly completed: CompletedText;
  readonly model: ModelClient;
  readonly cached: boolean;
}

/** An offer as the editor gets it. */
export function suggestionOf(offer: Offer): Suggestion {
  const { id, trace, cursor, text, replaceSuffix, completed, model, cached } = offer;
  return {
    id,
    trace,
    text,
    offset: cursor.prefix.length,
    replaceSuffix,
    multiLine: completed.multiLine,
    cached,
    ...(completed.confidence === undefined ? {} : { confidence: completed.confidence }),
    model: model.description,
    measures: cached ? { ...reusedMeasures(completed.measures), cached } : { ...completed.measures, cached },
    gate: completed.gate,
  };
}

/** Of the run that made a remembered text, what is still true of it. */
function reusedMeasures({ contextUris, policyEpoch }: CompletionMeasures): CompletionMeasures {
  return { ...(contextUris ? { contextUris } : {}), ...(policyEpoch === undefined ? {} : { policyEpoch }) };
}
