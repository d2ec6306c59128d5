import type { Disposable, TraceId } from '../host';
import { editSimilarity } from '../text';
import { type DocumentChange, mapSpan } from './change-effect';
import { countCharacters } from './characters';
import { RETENTION_SECONDS, type RetentionEvent } from './events';
import { type Suggestion, UNDO_WITHIN_MS } from './suggestion';
import type { Schedule } from './typing';

/** Product of two texts' lengths up to which comparing them does not hold up the editor. */
const MOST_COMPARED = 4_000_000;

/** How much of an accepted text is there some time later; `charactersKept` null when the document is gone or the text too large to compare. */
export type Retention = Pick<RetentionEvent, 'id' | 'afterSeconds' | 'charactersAccepted' | 'charactersKept'>;

export interface AcceptedSpansOptions {
  readonly schedule: Schedule;
  /** Text of a document between two UTF-16 offsets; undefined when the document is not open. */
  readonly textOf: (uri: string, start: number, end: number) => string | undefined;
  readonly retained: (retention: Retention) => void;
}

interface AcceptedSpan {
  readonly suggestion: Suggestion;
  readonly uri: string;
  /** Accepted text with `\n` line ends; empty when all of it was typed. */
  readonly text: string;
  readonly timers: Set<Disposable>;
  readonly due: number[];
  /** Undefined when nothing of it is left. */
  span: { readonly start: number; readonly end: number } | undefined;
  undoable: boolean;
}

/** Follows accepted text through the changes of its document: whether it is undone soon, and how much of it stays. */
export class AcceptedSpans implements Disposable {
  readonly #spans = new Set<AcceptedSpan>();

  constructor(private readonly options: AcceptedSpansOptions) {}

  /** Begins to follow; does nothing for a suggestion of which nothing was accepted. `now` is monotonic, in milliseconds. */
  add(suggestion: Suggestion, uri: string, now: number): void {
    const { acceptedSpan, acceptedAt, anchor } = suggestion;
    if (acceptedSpan === undefined || acceptedAt === undefined) return;
    const counted = suggestion.charactersAccepted > 0 && suggestion.state !== 'typed-through';
    const accepted: AcceptedSpan = {
      suggestion,
      uri,
      text: counted ? unixLines(suggestion.text.slice(acceptedSpan.from, acceptedSpan.to)) : '',
      timers: new Set(),
      due: counted ? [...RETENTION_SECONDS] : [],
      span: { start: anchor + acceptedSpan.from, end: anchor + acceptedSpan.to },
      undoable: true,
    };
    const passed = now - acceptedAt;
    this.#spans.add(accepted);
    this.#after(accepted, UNDO_WITHIN_MS - passed, () => {
      accepted.undoable = false;
      this.#forgetIfOver(accepted);
    });
    for (const seconds of accepted.due) this.#after(accepted, seconds * 1000 - passed, () => this.#measure(accepted));
  }

  /** Returns the suggestions of whose accepted text this change, an undo, leaves nothing soon after the accept. */
  documentChanged(change: DocumentChange): readonly Suggestion[] {
    const undone: Suggestion[] = [];
    for (const accepted of this.#spans) {
      if (accepted.uri !== change.uri || accepted.span === undefined) continue;
      accepted.span = mapSpan(accepted.span.start, accepted.span.end, change.changes);
      if (accepted.span !== undefined) continue;
      if (accepted.undoable && change.reason === 'undo') {
        undone.push(accepted.suggestion);
        this.#forget(accepted);
      } else {
        accepted.undoable = false;
        this.#forgetIfOver(accepted);
      }
    }
    return undone;
  }

  /** What was not measured yet stays unknown: neither kept nor lost. */
  documentClosed(uri: string): void {
    for (const accepted of this.#spans) if (accepted.uri === uri) this.#censor(accepted);
  }

  dispose(): void {
    for (const accepted of this.#spans) this.#censor(accepted);
  }

  #measure(accepted: AcceptedSpan): void {
    const seconds = accepted.due.shift();
    if (seconds === undefined) return;
    const { span, uri, text } = accepted;
    const found = span === undefined ? '' : this.options.textOf(uri, span.start, span.end);
    this.#report(accepted.suggestion.id, seconds, countCharacters(text), charactersKept(text, found));
    this.#forgetIfOver(accepted);
  }

  #censor(accepted: AcceptedSpan): void {
    for (const seconds of accepted.due)
      this.#report(accepted.suggestion.id, seconds, countCharacters(accepted.text), null);
    this.#forget(accepted);
  }

  #report(id: TraceId, seconds: number, charactersAccepted: number, charactersKept: number | null): void {
    const afterSeconds = RETENTION_SECONDS.find((known) => known === seconds);
    if (afterSeconds !== undefined) this.options.retained({ id, afterSeconds, charactersAccepted, charactersKept });
  }

  #forgetIfOver(accepted: AcceptedSpan): void {
    if (!accepted.undoable && accepted.due.length === 0) this.#forget(accepted);
  }

  #forget(accepted: AcceptedSpan): void {
    for (const timer of accepted.timers) timer.dispose();
    this.#spans.delete(accepted);
  }

  #after(accepted: AcceptedSpan, delayMs: number, run: () => void): void {
    const timer = this.options.schedule(Math.max(0, delayMs), () => {
      accepted.timers.delete(timer);
      run();
    });
    accepted.timers.add(timer);
  }
}

function charactersKept(text: string, found: string | undefined): number | null {
  if (found === undefined) return null;
  const now = unixLines(found);
  if (now === text) return countCharacters(text);
  return text.length * now.length > MOST_COMPARED
    ? null
    : Math.round(countCharacters(text) * editSimilarity(text, now));
}

function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
