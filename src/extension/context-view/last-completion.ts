import type { CompletionObserver, CompletionOutcome, DiscardReason, RequestFacts } from '../../engine/completion';
import type { TraceId } from '../../engine/host';

/** The newest suggestion, or as long as there is none the newest run that ended without one. References only. */
export interface CompletionRun {
  /** The run that made the text, known to the context source's `explain`. */
  readonly trace: TraceId;
  /** Canonical URI of the document at the cursor. */
  readonly uri: string;
  /** The embedded model finds other files by itself and is given no snippets. */
  readonly embedded: boolean;
  /** Why nothing was offered; undefined for a suggestion. */
  readonly nothing?: DiscardReason;
}

const unfinished: ReadonlySet<DiscardReason> = new Set(['cancelled', 'superseded', 'not-asked']);
const remembered = 50;

/**
 * Remembers the newest suggestion, and passes on what it hears. A run that ends without one does not take its place, or what was just
 * accepted could not be looked at.
 */
export class LastCompletion implements CompletionObserver {
  readonly #facts = new Map<TraceId, RequestFacts>();
  #run: CompletionRun | undefined;

  constructor(
    private readonly next: CompletionObserver,
    private readonly changed: () => void,
  ) {}

  get run(): CompletionRun | undefined {
    return this.#run;
  }

  requested(facts: RequestFacts): void {
    this.#facts.set(facts.id, facts);
    for (const id of this.#facts.keys()) {
      if (this.#facts.size <= remembered) break;
      this.#facts.delete(id);
    }
    this.next.requested(facts);
  }

  discarded(...[id, reason, measures]: Parameters<CompletionObserver['discarded']>): void {
    if (!unfinished.has(reason)) this.#note(id, id, reason);
    this.next.discarded(id, reason, measures);
  }

  ended(outcome: CompletionOutcome): void {
    if (outcome.kind === 'suggestion') this.#note(outcome.suggestion.id, outcome.suggestion.trace);
  }

  /** Forgets the run, as after an erasure. */
  forget(): void {
    this.#facts.clear();
    this.#run = undefined;
    this.changed();
  }

  #note(id: TraceId, trace: TraceId, nothing?: DiscardReason): void {
    const facts = this.#facts.get(id);
    if (!facts || (this.#run?.trace === trace && this.#run.nothing === nothing)) return;
    if (nothing && this.#run && !this.#run.nothing) return;
    const embedded = facts.model.endpointKind === 'embedded';
    this.#run = { trace, uri: facts.uri, embedded, ...(nothing ? { nothing } : {}) };
    this.changed();
  }
}
