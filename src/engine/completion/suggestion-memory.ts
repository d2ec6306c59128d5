import type { TraceId } from '../host';
import type { ModelClient } from '../models';
import type { CursorState } from './cursor';
import type { CompletedText } from './run-completion';

/** What a run ended in, and where: small, and without the document's text. */
interface Remembered {
  readonly trace: TraceId;
  readonly model: ModelClient;
  readonly completed: CompletedText;
  readonly uri: string;
  readonly context: string;
  /** UTF-16 offset of the cursor. */
  readonly offset: number;
  /** The nearest text before and after the cursor. */
  readonly before: string;
  readonly after: string;
  readonly suffixLength: number;
}

/** What is remembered of a run and still to be inserted at another cursor. */
export interface Recalled {
  readonly trace: TraceId;
  readonly completed: CompletedText;
  readonly text: string;
}

const mostRemembered = 200;
/** UTF-16 units on each side of the cursor that must be the same for a text to be offered again. */
const beforeUnits = 1000;
const afterUnits = 300;

/**
 * The last texts of runs, by document, text around the cursor, model and context. A text is found again at its own cursor, and
 * further on when what was typed since agrees with it: also after something else was typed and deleted again.
 */
export class SuggestionMemory {
  /** The one used longest ago first. */
  readonly #texts = new Map<TraceId, Remembered>();

  remember(trace: TraceId, cursor: CursorState, model: ModelClient, completed: CompletedText): void {
    this.#texts.set(trace, {
      trace,
      model,
      completed,
      uri: cursor.uri,
      context: contextOf(cursor),
      offset: cursor.prefix.length,
      before: detached(cursor.prefix.slice(-beforeUnits)),
      after: detached(cursor.suffix.slice(0, afterUnits)),
      suffixLength: cursor.suffix.length,
    });
    for (const oldest of this.#texts.keys()) {
      if (this.#texts.size <= mostRemembered) break;
      this.#texts.delete(oldest);
    }
  }

  /** The newest text that fits the cursor; one of this very place before all others. */
  recall(cursor: CursorState, model: ModelClient): Recalled | undefined {
    const context = contextOf(cursor);
    let best: { readonly known: Remembered; readonly text: string } | undefined;
    for (const known of this.#texts.values()) {
      if (known.uri !== cursor.uri || known.model !== model || known.context !== context) continue;
      const text = textAt(known, cursor);
      if (text === undefined) continue;
      const isExact = known.offset === cursor.prefix.length;
      if (isExact || best?.known.offset !== cursor.prefix.length) best = { known, text };
    }
    if (!best) return undefined;
    const { known, text } = best;
    this.#texts.delete(known.trace);
    this.#texts.set(known.trace, known);
    return { trace: known.trace, completed: known.completed, text };
  }

  forget(trace: TraceId): void {
    this.#texts.delete(trace);
  }

  clear(): void {
    this.#texts.clear();
  }
}

/** What of a remembered text is still to be inserted at a cursor; undefined when it does not belong there. */
function textAt(
  { completed, offset, before, after, suffixLength }: Remembered,
  cursor: CursorState,
): string | undefined {
  const { prefix, suffix } = cursor;
  if (suffix.length !== suffixLength || !suffix.startsWith(after)) return undefined;
  const typed = prefix.length - offset;
  if (typed < 0 || typed >= completed.text.length) return undefined;
  if (!prefix.startsWith(before, offset - before.length)) return undefined;
  return completed.text.startsWith(prefix.slice(offset)) ? completed.text.slice(typed) : undefined;
}

/** What besides the document decides a prompt: where else the user edited lately, and what is pinned. */
function contextOf({ uri, recentEdits, pins = [] }: CursorState): string {
  const elsewhere = recentEdits.filter((edit) => edit.uri !== uri);
  return [...elsewhere.map(({ uri: other, startLine, endLine }) => `${other}:${startLine}-${endLine}`), ...pins].join(
    '\n',
  );
}

/** A copy that does not keep the document alive that it was cut from. */
const detached = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
