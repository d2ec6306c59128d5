import { within } from './context';
import type { CursorState } from './cursor';
import type { Alternative } from './outcome';
import { type RunInput, runCompletion } from './run-completion';

/** Besides the first text. */
const mostAlternatives = 2;
/** Milliseconds by which the first text may come later for the others' sake. */
const worthWaitingMs = 200;
const silent = { asked: () => undefined, heard: () => undefined };

interface Place {
  readonly cursor: CursorState;
  readonly texts: Promise<readonly Alternative[]>;
  readonly abort: AbortController;
  /** Requests that want the texts and are neither answered nor cancelled. */
  wanted: number;
  isDone: boolean;
}

/** Other texts for a place where the user asked. They are kept for an editor that asks again at this place, as for the next of them. */
export class Alternatives {
  #last: Place | undefined;

  /**
   * Begins runs side by side, unless they were begun for this place before. What it gives back resolves with the texts if they are there
   * soon; else they are there when the editor asks again. They are given up when the signal fires before and no other request wants them.
   */
  at(input: RunInput, signal: AbortSignal): () => Promise<readonly Alternative[]> {
    const place = this.#last && isSame(this.#last.cursor, input.cursor) ? this.#last : this.#begin(input);
    place.wanted++;
    const cancelled = (): void => {
      place.wanted--;
      if (place.wanted === 0 && this.#last === place) this.clear();
    };
    signal.addEventListener('abort', cancelled, { once: true });
    return async () => {
      const texts = await within(worthWaitingMs, signal, () => place.texts).catch(() => undefined);
      if (signal.aborted) return [];
      signal.removeEventListener('abort', cancelled);
      place.wanted--;
      return texts ?? [];
    };
  }

  /** The document changed: texts for another place that are still being written are given up. */
  changed(cursor: CursorState): void {
    if (this.#last && !this.#last.isDone && !isSame(this.#last.cursor, cursor)) this.clear();
  }

  /** Aborts what runs and forgets the texts. */
  clear(): void {
    this.#last?.abort.abort();
    this.#last = undefined;
  }

  #begin(input: RunInput): Place {
    this.clear();
    const abort = new AbortController();
    const place: Place = {
      cursor: input.cursor,
      abort,
      texts: textsOf(input, abort.signal).finally(() => {
        place.isDone = true;
      }),
      wanted: 0,
      isDone: false,
    };
    this.#last = place;
    return place;
  }
}

/** What is not there in time is left out. */
async function textsOf(input: RunInput, signal: AbortSignal): Promise<readonly Alternative[]> {
  const runs = Array.from({ length: mostAlternatives }, (_, at) =>
    within(input.settings.alternativesWaitMs, signal, (inner) =>
      runCompletion({ ...input, variety: at + 1 }, silent, inner),
    ),
  );
  const results = await Promise.all(runs.map((run) => run.catch(() => undefined)));
  return results.flatMap((result) => (result?.kind === 'text' ? [result] : []));
}

/** Those that say something else than the first, and than each other. */
export function distinctFrom(first: Alternative, others: readonly Alternative[]): readonly Alternative[] {
  const said = new Set([first.text.trim()]);
  const different: Alternative[] = [];
  for (const { text, replaceSuffix } of others) {
    if (said.has(text.trim())) continue;
    said.add(text.trim());
    different.push({ text, replaceSuffix });
  }
  return different;
}

const isSame = (one: CursorState, other: CursorState): boolean =>
  one.uri === other.uri && one.prefix === other.prefix && one.suffix === other.suffix;
