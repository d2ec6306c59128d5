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
}

/** Other texts for a place where the user asked. They are kept for an editor that asks again at this place, as for the next of them. */
export class Alternatives {
  #last: Place | undefined;

  /** Begins runs side by side; what is not there in time is left out. The embedded model has no other text. */
  at(input: RunInput, signal: AbortSignal): Promise<readonly Alternative[]> {
    const { cursor, model } = input;
    if (model.description.endpointKind === 'embedded') return Promise.resolve([]);
    if (!this.#last || !isSame(this.#last.cursor, cursor)) this.#last = { cursor, texts: textsOf(input, signal) };
    return this.#last.texts;
  }

  clear(): void {
    this.#last = undefined;
  }
}

async function textsOf(input: RunInput, signal: AbortSignal): Promise<readonly Alternative[]> {
  const runs = Array.from({ length: mostAlternatives }, (_, at) =>
    within(input.settings.alternativesWaitMs, signal, (inner) =>
      runCompletion({ ...input, variety: at + 1 }, silent, inner),
    ),
  );
  const results = await Promise.all(runs.map((run) => run.catch(() => undefined)));
  return results.flatMap((result) => (result?.kind === 'text' ? [result] : []));
}

/** Those that are there soon; the others are there when the editor asks again. */
export async function soon(texts: Promise<readonly Alternative[]>): Promise<readonly Alternative[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<readonly Alternative[]>((resolve) => {
    timer = setTimeout(() => resolve([]), worthWaitingMs);
  });
  const first = await Promise.race([texts, late]);
  clearTimeout(timer);
  return first;
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
