import type { TraceId } from '../host';
import type { ModelDescription, ModelError } from '../models';
import type { CompletionMeasures, DiscardReason } from './outcome';

/** What is known of a request when it begins. */
export interface RequestFacts {
  readonly id: TraceId;
  readonly uri: string;
  readonly languageId: string;
  readonly trigger: 'automatic' | 'manual';
  readonly model: ModelDescription;
  readonly contextStrategy: string;
  readonly threshold?: number;
  readonly policyEpoch: number;
}

/** Hears of every request that exists; each id given to `requested` comes back in a suggestion or in `discarded`, once. */
export interface CompletionObserver {
  requested(facts: RequestFacts): void;
  discarded(id: TraceId, reason: DiscardReason, measures?: CompletionMeasures): void;
}

/** Hears of every run of a model that ended, also of those that nobody waited for. */
export interface ModelHealth {
  failed(error: ModelError, model: ModelDescription): void;
  answered(model: ModelDescription): void;
}
