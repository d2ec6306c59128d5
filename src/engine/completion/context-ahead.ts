import type { TraceId } from '../host';
import type { ContextSource, Retrieval } from '../retrieval';
import type { CursorState } from './cursor';
import { contextOf, type GatedPrompt, promptOf } from './prepare';
import type { RunInput } from './run-completion';

interface Asked {
  readonly cursor: CursorState;
  readonly trace: TraceId;
  /** Monotonic milliseconds. */
  readonly until: number;
  readonly retrieval: Promise<Retrieval | undefined>;
  readonly ready: Promise<GatedPrompt | undefined>;
  readonly abort: AbortController;
}

/** What other files have for the next line, asked for while the cursor rests at the end of the one before: it is there when the line is. */
export class ContextAhead {
  #asked: Asked | undefined;

  /** Asks for a cursor at the start of a line that may come, unless that was done. The prompt is made of what was found at once. */
  ask(input: RunInput): void {
    const { cursor, trace, settings, clock } = input;
    const known = this.#asked;
    if (known && clock.monotonic() < known.until && known.cursor.prefix === cursor.prefix && isOnLineOf(known, cursor))
      return;
    this.clear();
    const abort = new AbortController();
    const retrieval = contextOf(input, abort.signal).catch(() => undefined);
    const ready = retrieval.then((found) => (found && !abort.signal.aborted ? promptOf(input, found) : undefined));
    this.#asked = { cursor, trace, until: clock.monotonic() + settings.aheadWithinMs, retrieval, ready, abort };
  }

  /** A run's input with what was asked ahead for its line, once. */
  serve(input: RunInput): RunInput {
    const asked = this.#asked;
    if (!asked || !isOnLineOf(asked, input.cursor) || input.clock.monotonic() >= asked.until) return input;
    this.#asked = undefined;
    const { context } = input;
    const served: Pick<ContextSource, 'context' | 'judge'> = {
      context: async (query, signal) => (await asked.retrieval) ?? context.context(query, signal),
      judge: (streamed, signal) => context.judge(streamed, signal),
    };
    const isSame = asked.cursor.prefix === input.cursor.prefix;
    return { ...input, trace: asked.trace, context: served, ...(isSame ? { ready: asked.ready } : {}) };
  }

  closed(uri: string): void {
    if (this.#asked?.cursor.uri === uri) this.clear();
  }

  /** Forgets what was found, for it may have become private. */
  clear(): void {
    this.#asked?.abort.abort();
    this.#asked = undefined;
  }
}

/** Whether a cursor stands in the indentation of the line that was asked for. */
function isOnLineOf({ cursor: { prefix, suffix, uri, languageId } }: Asked, at: CursorState): boolean {
  const head = prefix.slice(0, prefix.lastIndexOf('\n') + 1);
  return (
    at.uri === uri &&
    at.languageId === languageId &&
    at.suffix === suffix &&
    at.prefix.startsWith(head) &&
    /^[ \t]*$/.test(at.prefix.slice(head.length))
  );
}
