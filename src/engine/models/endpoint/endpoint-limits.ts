import { ModelError } from '../model-client';
import { duration } from './endpoint-error';
import { sleep } from './sleep';

export interface LimitSettings {
  /** 0 for no limit; a fraction is rounded down, to no less than 1. */
  readonly requestsPerMinute: number;
  /** Tokens sent and received in one day; 0 for no limit. */
  readonly dailyTokens: number;
}

export interface TokenUse {
  readonly input: number;
  readonly output: number;
}

/** What was used of one endpoint today, kept over restarts by whoever implements it. */
export interface UseRecord {
  today(): TokenUse;
  add(use: TokenUse): void;
}

/** A request that may be sent. */
export interface Turn {
  /** Says that the request has ended, and what it used. */
  readonly end: (use: TokenUse) => void;
}

/** Requests that run at the same time; the next ones wait for their turn. */
const mostParallel = 4;
const minuteMs = 60_000;

/**
 * Keeps the requests to one endpoint, of all its clients, within what the user and the server allow: requests per minute, tokens per
 * day, requests at a time, and the wait that the server asked for. Times are monotonic milliseconds.
 */
export class EndpointLimits {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  /** When the requests of the last minute were sent. */
  #sent: readonly number[] = [];
  #pause: { readonly until: number; readonly kind: ModelError['kind'] } | undefined;

  constructor(
    private readonly host: string,
    private readonly settings: () => LimitSettings,
    private readonly use: UseRecord,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Resolves when a request may be sent. Rejects with a `ModelError` when that would take longer than `patienceMs`, at once and without
   * anything being sent, and with the signal's reason when it fires.
   */
  async enter(patienceMs: number, signal: AbortSignal): Promise<Turn> {
    const latest = this.now() + patienceMs;
    for (;;) {
      const obstacle = this.#obstacle();
      if (obstacle) {
        const wait = obstacle.retryAfterMs;
        if (wait === undefined || this.now() + wait > latest) throw obstacle;
        await sleep(wait, signal);
        continue;
      }
      await this.#place(signal);
      // Others may have been sent meanwhile.
      if (!this.#obstacle()) break;
      this.#leave();
    }
    this.#sent = [...this.#sent, this.now()];
    let ended = false;
    return {
      end: (use) => {
        if (ended) return;
        ended = true;
        this.#leave();
        if (use.input + use.output > 0) this.use.add(use);
      },
    };
  }

  /** Remembers how long the server wants to be left alone. */
  failed({ kind, retryAfterMs }: ModelError): void {
    if (retryAfterMs !== undefined && retryAfterMs > 0) this.#pause = { until: this.now() + retryAfterMs, kind };
  }

  /** Another key is another account, for which the server has asked nothing yet. */
  keyChanged(): void {
    this.#pause = undefined;
  }

  /** Why no request may be sent now; its `retryAfterMs` says for how long. */
  #obstacle(): ModelError | undefined {
    const now = this.now();
    const { requestsPerMinute, dailyTokens } = this.settings();
    const { input, output } = this.use.today();
    if (dailyTokens > 0 && input + output >= dailyTokens)
      return new ModelError(
        'over-budget',
        `Today's ${dailyTokens.toLocaleString('en')} tokens for ${this.host} are used up: raise cairn.endpoint.dailyTokens, or go on tomorrow.`,
      );
    if (this.#pause && now < this.#pause.until) {
      const wait = this.#pause.until - now;
      return new ModelError(
        this.#pause.kind,
        `${this.host} asked not to be asked: it can be asked again in ${duration(wait)}, or use another endpoint.`,
        wait,
      );
    }
    this.#sent = this.#sent.filter((at) => at > now - minuteMs);
    const most = Math.max(1, Math.floor(requestsPerMinute));
    const oldest = this.#sent[this.#sent.length - most];
    if (requestsPerMinute <= 0 || oldest === undefined) return undefined;
    const wait = oldest + minuteMs - now;
    return new ModelError(
      'rate-limited',
      `${most} requests were sent to ${this.host} in a minute: wait ${duration(wait)}, or raise cairn.endpoint.requestsPerMinute.`,
      wait,
    );
  }

  #leave(): void {
    this.#running--;
    this.#waiting.shift()?.();
  }

  #place(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#running < mostParallel) {
      this.#running++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const taken = (): void => {
        signal.removeEventListener('abort', aborted);
        this.#running++;
        resolve();
      };
      const aborted = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(taken), 1);
        reject(signal.reason);
      };
      this.#waiting.push(taken);
      signal.addEventListener('abort', aborted, { once: true });
    });
  }
}

/** Limits that only the server sets, for a client that is on its own. */
export function noLimits(host: string, now?: () => number): EndpointLimits {
  const none = { input: 0, output: 0 };
  const record = { today: () => none, add: () => undefined };
  return new EndpointLimits(host, () => ({ requestsPerMinute: 0, dailyTokens: 0 }), record, now);
}
