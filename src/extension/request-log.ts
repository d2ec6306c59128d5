import type * as vscode from 'vscode';
import type { CompletionObserver, CompletionOutcome } from '../engine/completion';
import type { TraceId } from '../engine/host';

export interface RecentRequest {
  readonly trace: TraceId;
  /** `running`, `suggestion`, or the reason why nothing was offered. */
  readonly outcome: string;
}

const kept = 200;

/** Remembers how the last completion requests ended, by trace id, and passes on what it hears. No text is kept. */
export class RequestLog implements CompletionObserver {
  readonly #recent = new Map<TraceId, string>();

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
    return [...this.#recent].map(([trace, outcome]) => ({ trace, outcome }));
  }

  #note(trace: TraceId, outcome: string): void {
    this.#recent.delete(trace);
    this.#recent.set(trace, outcome);
    const oldest = this.#recent.size > kept ? this.#recent.keys().next() : undefined;
    if (oldest && !oldest.done) this.#recent.delete(oldest.value);
  }
}
