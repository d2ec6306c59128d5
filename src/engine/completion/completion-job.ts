import type { TraceId } from '../host';
import type { ModelClient } from '../models';
import { type CursorState, withLineFeeds } from './cursor';
import { type RunResult, runCompletion, type RunInput } from './run-completion';
import { typedSince } from './typed-through';

export type JobEnd =
  | { readonly kind: 'result'; readonly result: RunResult }
  /** The stream says something else than what was typed meanwhile. */
  | { readonly kind: 'diverged' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'superseded' };

interface Follower {
  readonly typed: string;
  readonly end: (end: JobEnd) => void;
}

/** Milliseconds that a running job survives its last follower, for the next key to take it over. */
const lingerMs = 5;
/** Made once: an error is slow to make where stack traces are long. */
const abandoned = new DOMException('Nobody waits for the completion any more.', 'AbortError');

/** UTF-16 units typed ahead of the stream for which it is worth waiting. */
const mostAhead = 12;

/** UTF-16 units that may be typed on while nothing has been heard: a guess over more than that is better made anew. */
const mostTypedUnheard = 8;

/**
 * One run and those who wait for it: the request that it was begun for, and later ones from cursors that its streamed text still
 * agrees with. Ends itself when nobody waits any more.
 */
export class CompletionJob {
  readonly model: ModelClient;
  readonly trace: TraceId;
  readonly #abort = new AbortController();
  readonly #followers = new Set<Follower>();
  /** The model has been asked. */
  #asked = false;
  #text = '';
  #result: RunResult | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Until when the editor is expected to ask, in `performance.now()`. */
  #expectedUntil = 0;
  #abandoned = false;
  #followed = false;

  constructor(
    readonly cursor: CursorState,
    private readonly input: RunInput,
    private readonly events: {
      readonly finished: (job: CompletionJob, result: RunResult) => void;
      /** Nobody waits for it any more; nobody ever did when `asked` is false. */
      readonly abandoned: (job: CompletionJob, asked: boolean) => void;
    },
    /** Milliseconds within which somebody must ask for it. */
    withinMs = input.settings.askWithinMs,
  ) {
    this.model = input.model;
    this.trace = input.trace;
    this.expect(withinMs);
    void this.#run();
  }

  get result(): RunResult | undefined {
    return this.#result;
  }

  /** Whether this run can serve a cursor: its own, or one typed on from there as the text so far goes. */
  serves(cursor: CursorState): boolean {
    const typed = typedSince(this.cursor, cursor);
    if (this.#abort.signal.aborted || typed === undefined) return false;
    // Nothing is lost by asking for the newer place instead.
    if (!this.#asked && !this.#result && typed !== '') return false;
    if (!this.#result && this.#text === '' && typed.length > mostTypedUnheard) return false;
    return this.#agrees(withLineFeeds(typed));
  }

  /** Gives whoever may ask soon the time to do so. */
  expect(withinMs = this.input.settings.askWithinMs): void {
    this.#expectedUntil = performance.now() + withinMs;
    if (this.#followers.size === 0) this.#wait(withinMs);
  }

  /** Waits for the result on behalf of a request at a cursor that this run serves. */
  follow(cursor: CursorState, signal: AbortSignal): Promise<JobEnd> {
    this.#followed = true;
    this.#expectedUntil = 0;
    clearTimeout(this.#timer);
    if (this.#result) return Promise.resolve({ kind: 'result', result: this.#result });
    const typed = withLineFeeds(typedSince(this.cursor, cursor) ?? '');
    return new Promise((resolve) => {
      const cancelled = (): void => follower.end({ kind: 'cancelled' });
      const follower: Follower = {
        typed,
        end: (end) => {
          signal.removeEventListener('abort', cancelled);
          this.#followers.delete(follower);
          resolve(end);
          if (end.kind === 'result' || this.#followers.size > 0 || this.#abandoned) return;
          this.#wait(Math.max(lingerMs, this.#expectedUntil - performance.now()));
        },
      };
      this.#followers.add(follower);
      signal.addEventListener('abort', cancelled, { once: true });
    });
  }

  /** Stops the run; those who wait for it are told that a newer request took its place. */
  supersede(): void {
    this.#abandon();
  }

  async #run(): Promise<void> {
    try {
      const result = await runCompletion(
        this.input,
        {
          asked: () => {
            this.#asked = true;
          },
          heard: (text) => this.#heard(text),
        },
        this.#abort.signal,
      );
      if (this.#abandoned) return;
      this.#result = result;
      this.events.finished(this, result);
      if (this.#followers.size === 0 && this.#followed) this.#wait(this.input.settings.askWithinMs);
      for (const follower of this.#followers) follower.end({ kind: 'result', result });
    } catch {
      // Aborted: the followers have been told.
      this.#abandon();
    }
  }

  #heard(text: string): void {
    this.#text = text;
    for (const follower of this.#followers) if (!this.#agrees(follower.typed)) follower.end({ kind: 'diverged' });
  }

  /** What is typed ahead of the stream may still turn out to agree, as long as it is little. */
  #agrees(typed: string): boolean {
    if (this.#text.startsWith(typed)) return true;
    const ahead = typed.slice(this.#text.length);
    return !this.#result && typed.startsWith(this.#text) && ahead.length <= mostAhead && !ahead.includes('\n');
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#followers.size === 0) this.#abandon();
    }, ms);
  }

  #abandon(): void {
    if (this.#abandoned) return;
    this.#abandoned = true;
    clearTimeout(this.#timer);
    this.#abort.abort(abandoned);
    for (const follower of this.#followers) follower.end({ kind: 'superseded' });
    this.events.abandoned(this, this.#followed);
  }
}
