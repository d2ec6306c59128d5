import type { TraceId } from '../host';
import type { ModelClient } from '../models';
import type { Policy } from '../workspace';
import type { CursorState } from './cursor';
import type { CompletionObserver, RequestFacts } from './observer';
import type { CompletionMeasures, DiscardReason } from './outcome';
import type { CompletionSettings } from './settings';
import type { CompletionTrigger } from './when';

/** Sees to it that each id that the observer hears of comes back once: handed out in a suggestion, or discarded. */
export class Announcements {
  /** Ids that have neither been discarded nor handed out. */
  readonly #open = new Set<TraceId>();

  constructor(private readonly observer: CompletionObserver | undefined) {}

  isOpen(id: TraceId): boolean {
    return this.#open.has(id);
  }

  announce(facts: RequestFacts): void {
    this.#open.add(facts.id);
    this.observer?.requested(facts);
  }

  handedOut(id: TraceId): void {
    this.#open.delete(id);
  }

  discard(id: TraceId, reason: DiscardReason, measures?: CompletionMeasures): void {
    if (this.#open.delete(id)) this.observer?.discarded(id, reason, measures);
  }
}

/** What is known of a request when it begins. */
export function factsOf(
  id: TraceId,
  { uri, languageId }: CursorState,
  trigger: CompletionTrigger,
  {
    model,
    settings,
    policy,
  }: { readonly model: ModelClient; readonly settings: CompletionSettings; readonly policy: Policy },
): RequestFacts {
  const embedded = model.description.endpointKind === 'embedded';
  return {
    id,
    uri,
    languageId,
    trigger: trigger === 'invoked' ? 'manual' : 'automatic',
    model: model.description,
    contextStrategy: embedded ? 'embedded' : 'keyword',
    ...(embedded ? { threshold: settings.threshold } : {}),
    policyEpoch: policy.epoch,
  };
}
