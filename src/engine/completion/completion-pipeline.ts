import type { Disposable, Host, TraceId } from '../host';
import { newTraceId } from '../host';
import type { ModelClient, SecretScanner } from '../models';
import type { ContextSource } from '../retrieval';
import type { Policy } from '../workspace';
import { Alternatives, distinctFrom } from './alternatives';
import { Announcements, factsOf } from './announcements';
import { AskAhead } from './ask-ahead';
import { CompletionJob, type JobEnd } from './completion-job';
import { ContextAhead } from './context-ahead';
import { type CursorState, onNextLine } from './cursor';
import { Dismissals } from './dismissals';
import { ModelWatch } from './model-watch';
import type { CompletionObserver, ModelHealth } from './observer';
import { type Offer, suggestionOf } from './offer';
import type { CompletionOutcome, DiscardReason } from './outcome';
import type { CompletedText, RunInput, RunResult } from './run-completion';
import type { CompletionSettings } from './settings';
import { SuggestionMemory } from './suggestion-memory';
import { restOf, typedSince } from './typed-through';
import { type CompletionTrigger, isOnlyQuiet, reasonNotToAsk } from './when';

/** The world of the pipeline as values; the functions give what holds at the time of each call. */
export interface CompletionPorts {
  readonly context: Pick<ContextSource, 'context' | 'judge'>;
  readonly model: () => ModelClient | undefined;
  readonly policy: () => Policy | undefined;
  readonly scanner: SecretScanner;
  readonly clock: Pick<Host, 'now' | 'monotonic' | 'randomId'>;
  readonly settings: (cursor: CursorState) => CompletionSettings;
  readonly observer?: CompletionObserver;
  readonly health?: ModelHealth;
  /** Hears for how many milliseconds nothing is offered unasked, because several suggestions in a row were dismissed; 0 ends it. */
  readonly quiet?: (ms: number) => void;
}

interface Ready {
  readonly model: ModelClient;
  readonly policy: Policy;
  readonly settings: CompletionSettings;
}

const nothing = (reason: DiscardReason): CompletionOutcome => ({ kind: 'nothing', reason });

/**
 * From a cursor to a suggestion; knows no editor. A request is served, in this order, by the suggestion on screen as far as it was
 * typed, by memory, by the document's running job if its stream agrees with what was typed, or by a new job.
 */
export class CompletionPipeline implements Disposable {
  /** The newest run of each document that is not handed out yet. */
  readonly #jobs = new Map<string, CompletionJob>();
  /** What is offered now, for typing along. */
  #offer: Offer | undefined;
  readonly #memory = new SuggestionMemory();
  readonly #ahead = new AskAhead();
  readonly #contextAhead = new ContextAhead();
  readonly #alternatives = new Alternatives();
  readonly #announcements: Announcements;
  readonly #watch: ModelWatch;
  readonly #dismissals = new Dismissals();
  /** The newest request or change of each document in which a request waits, by its number. */
  readonly #turns = new Map<string, number>();
  #lastTurn = 0;
  #purges = 0;
  #epoch = 0;
  #disposed = false;

  constructor(private readonly ports: CompletionPorts) {
    this.#announcements = new Announcements(ports.observer);
    this.#watch = new ModelWatch(ports.health);
  }

  /** Starts on a change of the document, before the editor asks. What is not asked for in time is aborted. */
  begin(cursor: CursorState): void {
    const ready = this.#ready(cursor, 'automatic');
    if (typeof ready === 'string') {
      this.#drop(cursor.uri);
      return;
    }
    if (this.#turns.has(cursor.uri)) this.#takeTurn(cursor.uri);
    this.#alternatives.changed(cursor);
    if (this.#offered(cursor) || this.#memory.recall(cursor, ready.model)) return;
    const job = this.#serving(cursor, ready, 'automatic') ?? this.#start(cursor, ready, 'automatic');
    job?.expect();
  }

  /** The cursor rests at the end of a line: what a completion of the next one needs to know of other files is asked for. */
  rested(cursor: CursorState): void {
    this.#ahead.rested(cursor);
    const next = onNextLine(cursor);
    const ready = this.#ready(next, 'automatic');
    if (typeof ready === 'string' || ready.model.description.endpointKind === 'embedded') return;
    if (!this.#isBlocked(ready.model)) this.#contextAhead.ask(this.#runInput(next, ready));
  }

  /** Answers with exactly one outcome; never rejects. */
  async request(cursor: CursorState, trigger: CompletionTrigger, signal: AbortSignal): Promise<CompletionOutcome> {
    if (signal.aborted) return nothing('cancelled');
    if (trigger === 'invoked') this.welcome();
    const ready = this.#ready(cursor, trigger);
    if (typeof ready === 'string') {
      // What the user asked for stays while it is typed along.
      const offered = isOnlyQuiet(ready) ? this.#offered(cursor) : undefined;
      if (offered) return { kind: 'suggestion', suggestion: suggestionOf(offered), alternatives: [] };
      this.#drop(cursor.uri);
      return nothing(ready);
    }
    const first = this.#serve(cursor, ready, trigger, signal);
    const others =
      trigger === 'invoked' && !this.#isBlocked(ready.model)
        ? this.#alternatives.at(this.#runInput(cursor, ready), signal)
        : undefined;
    const outcome = await first;
    if (outcome.kind !== 'suggestion') return outcome;
    const alternatives = others ? distinctFrom(outcome.suggestion, await others()) : [];
    return this.#handOver({ ...outcome, alternatives }, signal);
  }

  /** What the editor gets, unless it was cancelled or forgotten while other texts were waited for. */
  #handOver(outcome: Extract<CompletionOutcome, { kind: 'suggestion' }>, signal: AbortSignal): CompletionOutcome {
    const { id, measures } = outcome.suggestion;
    if (!signal.aborted && this.#offer?.id === id) {
      this.#announcements.handedOut(id);
      return outcome;
    }
    const reason = signal.aborted ? 'cancelled' : 'superseded';
    this.#announcements.discard(id, reason, measures);
    return nothing(reason);
  }

  async #serve(
    cursor: CursorState,
    ready: Ready,
    trigger: CompletionTrigger,
    signal: AbortSignal,
  ): Promise<CompletionOutcome> {
    const turn = this.#takeTurn(cursor.uri);
    try {
      const known = this.#offered(cursor) ?? this.#fromMemory(cursor, ready, trigger);
      return known ? this.#handOut(known, ready) : await this.#fromRuns(cursor, ready, trigger, signal, turn);
    } finally {
      if (this.#turns.get(cursor.uri) === turn) this.#turns.delete(cursor.uri);
    }
  }

  /** The rules or the model changed while the editor waited, and it does not ask again. */
  #serveAnew(cursor: CursorState, trigger: CompletionTrigger, signal: AbortSignal): Promise<CompletionOutcome> {
    const ready = this.#ready(cursor, trigger);
    return typeof ready === 'string' ? Promise.resolve(nothing(ready)) : this.#serve(cursor, ready, trigger, signal);
  }

  async #fromRuns(
    cursor: CursorState,
    ready: Ready,
    trigger: CompletionTrigger,
    signal: AbortSignal,
    turn: number,
  ): Promise<CompletionOutcome> {
    const purges = this.#purges;
    let job = this.#serving(cursor, ready, trigger);
    for (;;) {
      job ??= this.#start(cursor, ready, trigger);
      if (!job) return nothing('over-limit');
      const end = await job.follow(cursor, signal);
      if (signal.aborted) return nothing('cancelled');
      if (
        end.kind === 'superseded' &&
        !this.#disposed &&
        purges !== this.#purges &&
        this.#turns.get(cursor.uri) === turn
      )
        return this.#serveAnew(cursor, trigger, signal);
      if (end.kind === 'cancelled' || end.kind === 'superseded') return nothing(end.kind);
      const outcome = this.#outcome(job, end, cursor, ready);
      if (outcome) return outcome;
      if (this.#turns.get(cursor.uri) !== turn) return nothing('superseded');
      job = undefined;
    }
  }

  /** Forgets a suggestion that the user does not want, so that it is not offered again at once. */
  dismissed(id: TraceId): void {
    const now = this.ports.clock.monotonic();
    this.#dismissals.dismissed(now);
    if (this.#dismissals.isQuiet(now)) this.ports.quiet?.(this.#dismissals.quietMs(now));
    const offer = this.#offer;
    if (offer?.id !== id) return;
    this.#offer = undefined;
    this.#memory.forget(offer.trace);
    this.#ahead.cancel();
    this.#alternatives.clear();
    this.#drop(offer.cursor.uri);
  }

  /** Suggestions are wanted: ends the quiet after dismissals. */
  welcome(): void {
    const wasQuiet = this.#dismissals.isQuiet(this.ports.clock.monotonic());
    this.#dismissals.welcomed();
    if (wasQuiet) this.ports.quiet?.(0);
  }

  /** Forgets a document that the editor has closed. */
  closed(uri: string): void {
    this.#drop(uri);
    this.#contextAhead.closed(uri);
    if (this.#offer?.cursor.uri !== uri) return;
    this.#offer = undefined;
    this.#ahead.cancel();
    this.#alternatives.clear();
  }

  /** Aborts what runs and forgets every text, for a change of policy or settings, or an erasure. */
  purge(): void {
    this.#purges++;
    for (const uri of [...this.#jobs.keys()]) this.#drop(uri);
    this.#ahead.cancel();
    this.#contextAhead.clear();
    this.#offer = undefined;
    this.#alternatives.clear();
    this.#memory.clear();
  }

  dispose(): void {
    this.#disposed = true;
    this.purge();
  }

  #ready(cursor: CursorState, trigger: CompletionTrigger): Ready | DiscardReason {
    if (this.#disposed) return 'disabled';
    const { clock, model: currentModel, policy: currentPolicy } = this.ports;
    const set = this.ports.settings(cursor);
    const settings = trigger === 'invoked' ? { ...set, inComments: true, inStrings: true, afterStatements: true } : set;
    const policy = currentPolicy();
    if (policy && policy.epoch !== this.#epoch) {
      this.purge();
      this.#epoch = policy.epoch;
    }
    const reason = reasonNotToAsk(cursor, trigger, settings, policy, clock.now());
    if (reason !== undefined || !policy) return reason ?? 'no-policy';
    if (trigger === 'automatic' && this.#dismissals.isQuiet(clock.monotonic())) return 'dismissed-often';
    const model = currentModel();
    if (!model) return 'no-model';
    return { model, policy, settings };
  }

  #takeTurn(uri: string): number {
    const turn = ++this.#lastTurn;
    this.#turns.set(uri, turn);
    return turn;
  }

  /** The run that serves a cursor: the one begun ahead, or the document's. Asked for by hand, one that came to nothing does not. */
  #serving(cursor: CursorState, ready: Ready, trigger: CompletionTrigger): CompletionJob | undefined {
    const ahead = this.#ahead.take(cursor, ready.model);
    if (ahead) {
      this.#drop(cursor.uri);
      this.#announce(ahead.trace, cursor, ready, trigger);
      this.#jobs.set(cursor.uri, ahead);
      return ahead;
    }
    const current = this.#jobs.get(cursor.uri);
    if (!current || current.model !== ready.model || !current.serves(cursor)) return undefined;
    const fruitless = current.result !== undefined && current.result.kind !== 'text';
    return fruitless && trigger === 'invoked' ? undefined : current;
  }

  /** A new run, which supersedes the document's last; undefined while the model is left in peace. */
  #start(cursor: CursorState, ready: Ready, trigger: CompletionTrigger): CompletionJob | undefined {
    this.#drop(cursor.uri);
    for (const [uri, { result }] of [...this.#jobs]) if (result) this.#drop(uri);
    this.#ahead.cancel();
    if (trigger === 'automatic' && this.#isBlocked(ready.model)) return undefined;
    const job = this.#run(cursor, ready);
    this.#announce(job.trace, cursor, ready, trigger);
    this.#jobs.set(cursor.uri, job);
    return job;
  }

  #isBlocked(model: ModelClient): boolean {
    return this.#watch.isBlocked(model, this.ports.clock.monotonic());
  }

  #runInput(cursor: CursorState, { model, settings }: Ready): RunInput {
    const { context, policy, scanner, clock } = this.ports;
    return { cursor, trace: newTraceId(clock), model, settings, context, policy, scanner, clock };
  }

  #run(cursor: CursorState, ready: Ready, askWithinMs?: number): CompletionJob {
    const events = {
      finished: (job: CompletionJob, result: RunResult) => this.#finished(job, result, ready),
      abandoned: (job: CompletionJob, asked: boolean) => {
        if (this.#jobs.get(cursor.uri) === job) this.#jobs.delete(cursor.uri);
        this.#announcements.discard(job.trace, asked ? 'cancelled' : 'not-asked', job.result?.measures);
      },
    };
    return new CompletionJob(cursor, this.#contextAhead.serve(this.#runInput(cursor, ready)), events, askWithinMs);
  }

  #finished(job: CompletionJob, result: RunResult, ready: Ready): void {
    const { measures } = result;
    this.#watch.ended(job.model, result, this.ports.clock.monotonic());
    if (result.kind === 'nothing') this.#announcements.discard(job.trace, result.reason, measures);
    if (result.kind === 'failed') this.#announcements.discard(job.trace, 'model-error', measures);
    if (result.kind === 'text' && this.ports.policy()?.epoch === ready.policy.epoch)
      this.#memory.remember(job.trace, job.cursor, job.model, result);
  }

  /** What a job's end means for a request; undefined when the request needs a run of its own. */
  #outcome(job: CompletionJob, end: JobEnd, cursor: CursorState, ready: Ready): CompletionOutcome | undefined {
    if (end.kind !== 'result') return undefined;
    const { result } = end;
    const samePlace = job.cursor.prefix.length === cursor.prefix.length;
    if (result.kind === 'failed') return { kind: 'failed', error: result.error };
    if (result.kind === 'nothing') return samePlace ? nothing(result.reason) : undefined;
    const offer = offerOf(job, result);
    const rest = restOf(offer, cursor);
    if (!rest) return undefined;
    this.#offer = offer;
    if (this.#jobs.get(cursor.uri) === job) this.#jobs.delete(cursor.uri);
    return this.#handOut({ ...offer, ...rest, cursor }, ready);
  }

  /** What is left of the offer; an offer that the cursor has left is forgotten. */
  #offered(cursor: CursorState): Offer | undefined {
    const offer = this.#offer;
    if (!offer) return undefined;
    const rest = offer.model === this.ports.model() ? restOf(offer, cursor) : undefined;
    const typed = typedSince(offer.cursor, cursor) ?? '';
    if (typed !== '' && (rest || typed.startsWith(offer.text))) this.welcome();
    if (rest) return { ...offer, ...rest, cursor };
    this.#offer = undefined;
    return undefined;
  }

  #fromMemory(cursor: CursorState, ready: Ready, trigger: CompletionTrigger): Offer | undefined {
    const known = this.#memory.recall(cursor, ready.model);
    // A run of this very place that was begun at the change has the same text, and its id is waiting.
    const job = this.#jobs.get(cursor.uri);
    if (!known || (job?.trace === known.trace && this.#announcements.isOpen(job.trace))) return undefined;
    const { trace, completed, text } = known;
    const id = newTraceId(this.ports.clock);
    this.#drop(cursor.uri);
    this.#announce(id, cursor, ready, trigger);
    const { replaceSuffix } = completed;
    this.#offer = { id, trace, cursor, text, replaceSuffix, completed, model: ready.model, cached: true };
    return this.#offer;
  }

  #handOut(offer: Offer, ready: Ready): CompletionOutcome {
    if (ready.settings.askAhead && ready.model.description.endpointKind !== 'embedded')
      this.#ahead.plan(offer, (cursor) => this.#askAhead(cursor));
    return { kind: 'suggestion', suggestion: suggestionOf(offer), alternatives: [] };
  }

  /** The run that is wanted when the suggestion on screen is taken. Nobody hears of it before that. */
  #askAhead(cursor: CursorState): CompletionJob | undefined {
    const ready = this.#ready(cursor, 'automatic');
    if (typeof ready === 'string' || this.#isBlocked(ready.model)) return undefined;
    if (this.#memory.recall(cursor, ready.model)) return undefined;
    return this.#run(cursor, ready, ready.settings.aheadWithinMs);
  }

  #announce(id: TraceId, cursor: CursorState, ready: Ready, trigger: CompletionTrigger): void {
    this.#announcements.announce(factsOf(id, cursor, trigger, ready));
  }

  /** Ends the run of a document; what waits for it is superseded. */
  #drop(uri: string): void {
    const job = this.#jobs.get(uri);
    if (!job) return;
    this.#jobs.delete(uri);
    this.#announcements.discard(job.trace, 'superseded', job.result?.measures);
    job.supersede();
  }
}

function offerOf({ trace, cursor, model }: CompletionJob, completed: CompletedText): Offer {
  const { text, replaceSuffix } = completed;
  return { id: trace, trace, cursor, text, replaceSuffix, completed, model, cached: false };
}
