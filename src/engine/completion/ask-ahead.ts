import type { ModelClient } from '../models';
import type { CompletionJob } from './completion-job';
import { type CursorState, onNextLine } from './cursor';
import type { Offer } from './offer';
import { isStatementEnd } from './place';

/** Milliseconds that a suggestion must stay on screen before the next one is asked for. */
const afterMs = 300;

/** At most one run for the place where the cursor will be when the suggestion on screen is taken. */
export class AskAhead {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #job: CompletionJob | undefined;
  /** What is on screen. */
  #offer: Offer | undefined;

  /** Begins a run some time from now, unless it is there for this text already or is cancelled before. */
  plan(offer: Offer, begin: (cursor: CursorState) => CompletionJob | undefined): void {
    if (this.#offer?.trace === offer.trace) return;
    this.cancel();
    this.#offer = offer;
    this.#timer = setTimeout(() => {
      this.#job = begin(cursorAfter(offer));
    }, afterMs);
  }

  /** The cursor rests: elsewhere than on the way to that place, the run is not wanted. */
  rested({ uri, prefix }: CursorState): void {
    if (!this.#offer) return;
    const from = this.#offer.cursor;
    const isOnTheWay = uri === from.uri && prefix.startsWith(from.prefix);
    if (!isOnTheWay || !cursorAfter(this.#offer).prefix.startsWith(prefix)) this.cancel();
  }

  /** Gives away the run if it serves a cursor; what it ended in before that is in memory. */
  take(cursor: CursorState, model: ModelClient): CompletionJob | undefined {
    const job = this.#job;
    if (!job || job.result || job.model !== model || !job.serves(cursor)) return undefined;
    this.#job = undefined;
    return job;
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#offer = undefined;
    this.#job?.supersede();
    this.#job = undefined;
  }
}

/** Where the cursor will be when the offer is taken: behind it, or on a new line where a statement has ended. */
function cursorAfter({ cursor, text, replaceSuffix }: Offer): CursorState {
  const suffix = cursor.suffix.slice(replaceSuffix);
  const version = replaceSuffix === 0 ? cursor.version : -1;
  const taken = { ...cursor, version, prefix: cursor.prefix + text, ahead: text, suffix };
  return isStatementEnd(taken) ? onNextLine(taken) : taken;
}
