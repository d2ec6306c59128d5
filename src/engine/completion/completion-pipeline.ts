import type { Disposable, Host, TraceId } from '../host';
import { newTraceId } from '../host';
import type { ModelClient, ModelDescription, ModelError, SecretScanner } from '../models';
import type { ContextSource } from '../retrieval';
import type { Policy } from '../workspace';
import { BackOff } from './back-off';
import { CompletionJob, type JobEnd } from './completion-job';
import type { CursorState } from './cursor';
import { Lru } from './lru';
import type { CompletionMeasures, CompletionOutcome, DiscardReason, Suggestion } from './outcome';
import type { CompletedText, RunResult } from './run-completion';
import type { CompletionSettings } from './settings';
import { restOf } from './typed-through';
import { type CompletionTrigger, reasonNotToAsk } from './when';

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
  failed(error: ModelError): void;
  answered(model: ModelDescription): void;
}

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
}

/** A finished text and where it goes. */
interface Offer {
  readonly id: TraceId;
  readonly trace: TraceId;
  readonly cursor: CursorState;
  readonly text: string;
  readonly replaceSuffix: number;
  readonly completed: CompletedText;
  readonly model: ModelClient;
  readonly cached: boolean;
}

interface Ready {
  readonly model: ModelClient;
  readonly policy: Policy;
  readonly settings: CompletionSettings;
}

const cacheEntries = 200;
/** UTF-16 units on each side of the cursor that must be the same for a cached text to be offered again. */
const keyPrefixUnits = 1000;
const keySuffixUnits = 300;

const nothing = (reason: DiscardReason): CompletionOutcome => ({ kind: 'nothing', reason });

/** From a cursor to a suggestion. Owns what is running and what was offered; knows no editor. */
export class CompletionPipeline implements Disposable {
  /** The newest run of each document. */
  readonly #jobs = new Map<string, CompletionJob>();
  /** What is offered in each document, for typing along. */
  readonly #offers = new Map<string, Offer>();
  readonly #cache = new Lru<Offer>(cacheEntries);
  /** Ids that have neither been discarded nor handed out. */
  readonly #open = new Set<TraceId>();
  readonly #backOffs = new WeakMap<ModelClient, BackOff>();
  /** The newest request or change of each document, by its number. */
  readonly #turns = new Map<string, number>();
  #lastTurn = 0;
  #epoch = 0;
  #disposed = false;

  constructor(private readonly ports: CompletionPorts) {}

  /** Starts on a change of the document, before the editor asks. What is not asked for in time is aborted. */
  begin(cursor: CursorState): void {
    const ready = this.#ready(cursor, 'automatic');
    if (typeof ready === 'string') {
      this.#drop(cursor.uri);
      return;
    }
    this.#takeTurn(cursor.uri);
    if (this.#offered(cursor) || this.#cache.get(this.#key(cursor, ready))) return;
    const job = this.#serving(cursor, ready, 'automatic') ?? this.#start(cursor, ready, 'automatic');
    job?.expect();
  }

  /** Answers with exactly one outcome; never rejects. */
  async request(cursor: CursorState, trigger: CompletionTrigger, signal: AbortSignal): Promise<CompletionOutcome> {
    if (signal.aborted) return nothing('cancelled');
    const ready = this.#ready(cursor, trigger);
    if (typeof ready === 'string') {
      this.#drop(cursor.uri);
      return nothing(ready);
    }
    const turn = this.#takeTurn(cursor.uri);
    const offered = this.#offered(cursor) ?? this.#fromCache(cursor, ready, trigger);
    if (offered) return { kind: 'suggestion', suggestion: this.#suggestion(offered) };

    let job = this.#serving(cursor, ready, trigger);
    for (;;) {
      job ??= this.#start(cursor, ready, trigger);
      if (!job) return nothing('over-limit');
      const end = await job.follow(cursor, signal);
      if (signal.aborted) return nothing('cancelled');
      if (end.kind === 'cancelled' || end.kind === 'superseded') return nothing(end.kind);
      const outcome = this.#outcome(job, end, cursor);
      if (outcome) return outcome;
      if (this.#turns.get(cursor.uri) !== turn) return nothing('superseded');
      job = undefined;
    }
  }

  /** Forgets a suggestion that the user does not want, so that it is not offered again at once. */
  forget(id: TraceId): void {
    for (const [uri, offer] of this.#offers) {
      if (offer.id !== id) continue;
      this.#offers.delete(uri);
      this.#drop(uri);
      this.#cache.remove((cached) => cached.trace === offer.trace);
    }
  }

  /** Aborts what runs and forgets every text, for a change of policy or settings, or an erasure. */
  purge(): void {
    for (const uri of [...this.#jobs.keys()]) this.#drop(uri);
    this.#offers.clear();
    this.#cache.clear();
  }

  dispose(): void {
    this.#disposed = true;
    this.purge();
  }

  #ready(cursor: CursorState, trigger: CompletionTrigger): Ready | DiscardReason {
    if (this.#disposed) return 'disabled';
    const { clock, model: currentModel, policy: currentPolicy } = this.ports;
    const settings = this.ports.settings(cursor);
    const policy = currentPolicy();
    if (policy && policy.epoch !== this.#epoch) {
      this.purge();
      this.#epoch = policy.epoch;
    }
    const reason = reasonNotToAsk(cursor, trigger, settings, policy, clock.now());
    if (reason !== undefined || !policy) return reason ?? 'no-policy';
    const model = currentModel();
    if (!model) return 'no-model';
    return { model, policy, settings };
  }

  #takeTurn(uri: string): number {
    const turn = ++this.#lastTurn;
    this.#turns.delete(uri);
    this.#turns.set(uri, turn);
    return turn;
  }

  /** The document's run, if it serves a cursor. Asked for by hand, a run that came to nothing does not. */
  #serving(cursor: CursorState, ready: Ready, trigger: CompletionTrigger): CompletionJob | undefined {
    const current = this.#jobs.get(cursor.uri);
    if (!current || current.model !== ready.model || !current.serves(cursor)) return undefined;
    const fruitless = current.result !== undefined && current.result.kind !== 'text';
    return fruitless && trigger === 'invoked' ? undefined : current;
  }

  /** A new run, which supersedes the document's last; undefined while the model is left in peace. */
  #start(cursor: CursorState, ready: Ready, trigger: CompletionTrigger): CompletionJob | undefined {
    this.#drop(cursor.uri);
    const blocked = this.#backOffs.get(ready.model)?.blocked(this.ports.clock.monotonic()) ?? false;
    if (blocked && trigger === 'automatic') return undefined;
    const { context, policy, scanner, clock } = this.ports;
    const trace = newTraceId(clock);
    this.#announce(trace, cursor, ready, trigger);
    const job = new CompletionJob(
      cursor,
      { cursor, trace, model: ready.model, settings: ready.settings, context, policy, scanner, clock },
      {
        finished: (finished, result) => this.#finished(finished, result, ready),
        abandoned: (abandoned, asked) => {
          if (this.#jobs.get(cursor.uri) === abandoned) this.#jobs.delete(cursor.uri);
          this.#discard(abandoned.trace, asked ? 'cancelled' : 'not-asked', abandoned.result?.measures);
        },
      },
    );
    this.#jobs.set(cursor.uri, job);
    return job;
  }

  #finished(job: CompletionJob, result: RunResult, ready: Ready): void {
    const backOff = this.#backOffs.get(job.model) ?? new BackOff();
    this.#backOffs.set(job.model, backOff);
    if (result.kind === 'failed') {
      backOff.failed(result.error, this.ports.clock.monotonic());
      this.ports.health?.failed(result.error);
    } else {
      backOff.succeeded();
      this.ports.health?.answered(job.model.description);
    }
    if (result.kind === 'nothing') this.#discard(job.trace, result.reason, result.measures);
    if (result.kind === 'failed') this.#discard(job.trace, 'model-error', result.measures);
    if (result.kind !== 'text' || this.ports.policy()?.epoch !== ready.policy.epoch) return;
    this.#cache.set(this.#key(job.cursor, ready), this.#offerOf(job, result));
  }

  /** What a job's end means for a request; undefined when the request needs a run of its own. */
  #outcome(job: CompletionJob, end: JobEnd, cursor: CursorState): CompletionOutcome | undefined {
    if (end.kind !== 'result') return undefined;
    const { result } = end;
    const samePlace = job.cursor.prefix.length === cursor.prefix.length;
    if (result.kind === 'failed') return { kind: 'failed', error: result.error };
    if (result.kind === 'nothing') return samePlace ? nothing(result.reason) : undefined;
    const offer = this.#offerOf(job, result);
    const rest = restOf(offer, cursor);
    if (!rest) return undefined;
    this.#offers.set(cursor.uri, offer);
    return { kind: 'suggestion', suggestion: this.#suggestion({ ...offer, ...rest, cursor }) };
  }

  #offerOf(job: CompletionJob, completed: CompletedText): Offer {
    const { trace, cursor, model } = job;
    const { text, replaceSuffix } = completed;
    return { id: trace, trace, cursor, text, replaceSuffix, completed, model, cached: false };
  }

  /** What is left of the offer in this document; an offer that the cursor has left is forgotten. */
  #offered(cursor: CursorState): Offer | undefined {
    const offer = this.#offers.get(cursor.uri);
    const rest = offer && offer.model === this.ports.model() ? restOf(offer, cursor) : undefined;
    if (!offer || !rest) {
      this.#offers.delete(cursor.uri);
      return undefined;
    }
    return { ...offer, ...rest, cursor };
  }

  #fromCache(cursor: CursorState, ready: Ready, trigger: CompletionTrigger): Offer | undefined {
    const known = this.#cache.get(this.#key(cursor, ready));
    // A run of this very place that was begun at the change has the same text, and its id is waiting.
    const job = this.#jobs.get(cursor.uri);
    if (!known || (job && job.trace === known.trace && this.#open.has(job.trace))) return undefined;
    const offer = { ...known, id: newTraceId(this.ports.clock), cursor, cached: true };
    this.#drop(cursor.uri);
    this.#announce(offer.id, cursor, ready, trigger);
    this.#offers.set(cursor.uri, offer);
    return offer;
  }

  #suggestion(offer: Offer): Suggestion {
    const { id, trace, cursor, text, replaceSuffix, completed, model, cached } = offer;
    this.#open.delete(id);
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

  #announce(id: TraceId, cursor: CursorState, ready: Ready, trigger: CompletionTrigger): void {
    this.#open.add(id);
    const model = ready.model.description;
    this.ports.observer?.requested({
      id,
      uri: cursor.uri,
      languageId: cursor.languageId,
      trigger: trigger === 'invoked' ? 'manual' : 'automatic',
      model,
      contextStrategy: model.endpointKind === 'embedded' ? 'embedded' : 'keyword',
      ...(model.endpointKind === 'embedded' ? { threshold: ready.settings.threshold } : {}),
      policyEpoch: ready.policy.epoch,
    });
  }

  #discard(id: TraceId, reason: DiscardReason, measures?: CompletionMeasures): void {
    if (this.#open.delete(id)) this.ports.observer?.discarded(id, reason, measures);
  }

  /** Ends the run of a document; what waits for it is superseded. */
  #drop(uri: string): void {
    const job = this.#jobs.get(uri);
    if (!job) return;
    this.#jobs.delete(uri);
    this.#discard(job.trace, 'superseded', job.result?.measures);
    job.supersede();
  }

  #key(cursor: CursorState, ready: Ready): string {
    const before = cursor.prefix.slice(-keyPrefixUnits);
    const after = cursor.suffix.slice(0, keySuffixUnits);
    return [ready.model.description.id, cursor.uri, before, after].join('\0');
  }
}

/** Of the run that made a cached text, what is still true of it. */
function reusedMeasures({ contextUris, policyEpoch }: CompletionMeasures): CompletionMeasures {
  return { ...(contextUris ? { contextUris } : {}), ...(policyEpoch === undefined ? {} : { policyEpoch }) };
}
