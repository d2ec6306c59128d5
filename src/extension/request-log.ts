import type * as vscode from 'vscode';
import {
  type CompletionObserver,
  type CompletionOutcome,
  type DiscardReason,
  reasonsBeforeAsking,
} from '../engine/completion';
import type { TraceId } from '../engine/host';

export interface RecentRequest {
  /** Absent where nothing was asked of anyone, as in an excluded file. */
  readonly trace?: TraceId;
  /** `running`, `suggestion`, or the reason why nothing was offered. */
  readonly outcome: string;
}

const kept = 200;

const unasked: ReadonlySet<DiscardReason> = new Set(reasonsBeforeAsking);

/** Remembers how the last completion requests ended, and passes on what it hears. No text is kept. */
export class RequestLog implements CompletionObserver {
  /** By trace id, or by a number for those without one; oldest first. */
  readonly #recent = new Map<TraceId | number, RecentRequest>();
  #lastNumber = 0;

  constructor(
    private readonly next: CompletionObserver,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  requested(facts: Parameters<CompletionObserver['requested']>[0]): void {
    this.#note(facts.id, 'running');
    this.next.requested(facts);
  }

  discarded(...[id, reason, measures]: Parameters<CompletionObserver['discarded']>): void {
    this.#note(id, reason);
    this.log.trace(`Completion ${id}: nothing, ${reason}.`);
    this.next.discarded(id, reason, measures);
  }

  ended(outcome: CompletionOutcome): void {
    if (outcome.kind === 'nothing' && unasked.has(outcome.reason))
      this.#keep(++this.#lastNumber, { outcome: outcome.reason });
    if (outcome.kind !== 'suggestion') return;
    const { id, trace, measures, cached } = outcome.suggestion;
    this.#note(trace, 'suggestion');
    if (id !== trace) this.#note(id, 'suggestion');
    const { contextMs, gateMs, modelMs } = measures;
    const times = [contextMs, gateMs, modelMs].map((ms) => ms?.toFixed(1) ?? '-').join(' + ');
    this.log.debug(`Completion ${trace}: ${cached ? 'from memory' : `${times} ms (context + gate + model)`}.`);
  }

  /** Newest last. */
  list(): readonly RecentRequest[] {
    return [...this.#recent.values()];
  }

  #note(trace: TraceId, outcome: string): void {
    this.#keep(trace, { trace, outcome });
  }

  #keep(key: TraceId | number, request: RecentRequest): void {
    this.#recent.delete(key);
    this.#recent.set(key, request);
    const oldest = this.#recent.size > kept ? this.#recent.keys().next() : undefined;
    if (oldest && !oldest.done) this.#recent.delete(oldest.value);
  }
}
