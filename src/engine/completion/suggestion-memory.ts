import { createHash } from 'node:crypto';
import type { TraceId } from '../host';
import type { ModelClient } from '../models';
import { detached } from '../text';
import { type CursorState, linePrefixOf } from './cursor';
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
  /** The cursor's line before it. */
  readonly line: string;
  readonly suffixLength: number;
  /** Of all lines above the cursor's, and of all that follows it. */
  readonly above: string;
  readonly after: string;
}

/** What is remembered of a run and still to be inserted at another cursor. */
export interface Recalled {
  readonly trace: TraceId;
  readonly completed: CompletedText;
  readonly text: string;
}

const mostRemembered = 200;

/**
 * The last texts of runs, by document, all text around the cursor, model and context. A text is found again at its own cursor, and
 * further on when what was typed since agrees with it: also after something else was typed and deleted again.
 */
export class SuggestionMemory {
  /** The one used longest ago first. */
  readonly #texts = new Map<TraceId, Remembered>();
  readonly #above = new LastDigest();
  readonly #after = new LastDigest();

  remember(trace: TraceId, cursor: CursorState, model: ModelClient, completed: CompletedText): void {
    const { uri, prefix, suffix } = cursor;
    const line = linePrefixOf(prefix);
    this.#texts.set(trace, {
      trace,
      model,
      completed,
      uri,
      context: contextOf(cursor),
      offset: prefix.length,
      line: detached(line),
      suffixLength: suffix.length,
      above: this.#above.of(prefix.slice(0, prefix.length - line.length)),
      after: this.#after.of(suffix),
    });
    for (const oldest of this.#texts.keys()) {
      if (this.#texts.size <= mostRemembered) break;
      this.#texts.delete(oldest);
    }
  }

  /** The newest text that fits the cursor; one of this very place before all others. */
  recall(cursor: CursorState, model: ModelClient): Recalled | undefined {
    const context = contextOf(cursor);
    const isSameAround = this.#around(cursor);
    let best: { readonly known: Remembered; readonly text: string } | undefined;
    for (const known of this.#texts.values()) {
      if (known.uri !== cursor.uri || known.model !== model || known.context !== context) continue;
      const text = textAt(known, cursor);
      if (text === undefined || !isSameAround(known)) continue;
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
    this.#above.clear();
    this.#after.clear();
  }

  /** Whether all above and after a remembered text's line is as it is around a cursor; each part is looked at once. */
  #around({ prefix, suffix }: CursorState): (known: Remembered) => boolean {
    const above = new Map<number, string>();
    let after: string | undefined;
    return (known) => {
      after ??= this.#after.of(suffix);
      if (known.after !== after) return false;
      const end = known.offset - known.line.length;
      const digest = above.get(end) ?? this.#above.of(prefix.slice(0, end));
      above.set(end, digest);
      return known.above === digest;
    };
  }
}

/** What of a remembered text is still to be inserted at a cursor, by the cursor's line; undefined when it does not belong there. */
function textAt({ completed, offset, line, suffixLength }: Remembered, cursor: CursorState): string | undefined {
  const { prefix, suffix } = cursor;
  if (suffix.length !== suffixLength) return undefined;
  const typed = prefix.length - offset;
  if (typed < 0 || typed >= completed.text.length) return undefined;
  if (!prefix.startsWith(line, offset - line.length)) return undefined;
  return completed.text.startsWith(prefix.slice(offset)) ? completed.text.slice(typed) : undefined;
}

/** Digests of long texts of which the same one is asked for again and again, as while a line is typed: comparing is faster. */
class LastDigest {
  #text: string | undefined;
  #digest = '';

  of(text: string): string {
    if (text !== this.#text) {
      this.#digest = createHash('sha1').update(text).digest('base64');
      this.#text = text;
    }
    return this.#digest;
  }

  clear(): void {
    this.#text = undefined;
  }
}

/** What besides the document decides a prompt: where else the user edited lately, and what is pinned. */
function contextOf({ uri, recentEdits, pins = [] }: CursorState): string {
  const elsewhere = recentEdits.filter((edit) => edit.uri !== uri);
  return [...elsewhere.map(({ uri: other, revision }) => `${other}:${revision}`), ...pins].join('\n');
}
