import type { Disposable } from '../host';
import { type DocumentChange, mapSpan } from './change-effect';
import type { Suggestion } from './suggestion';
import type { Schedule } from './typing';

/** Milliseconds within which an undo takes an accept back. */
export const UNDO_WITHIN_MS = 10_000;

interface RecentAccept {
  readonly suggestion: Suggestion;
  readonly uri: string;
  readonly timer: Disposable;
  span: { readonly start: number; readonly end: number };
}

/** Follows accepted text through the changes of its document for as long as an undo takes the accept back. */
export class RecentAccepts implements Disposable {
  readonly #recent = new Set<RecentAccept>();

  constructor(private readonly schedule: Schedule) {}

  /** Begins to follow; does nothing for a suggestion of which nothing was accepted. `now` is monotonic, in milliseconds. */
  add(suggestion: Suggestion, uri: string, now: number): void {
    const { acceptedSpan, acceptedAt, anchor } = suggestion;
    if (acceptedSpan === undefined || acceptedAt === undefined) return;
    const left = UNDO_WITHIN_MS - (now - acceptedAt);
    if (left <= 0) return;
    const span = { start: anchor + acceptedSpan.from, end: anchor + acceptedSpan.to };
    const recent: RecentAccept = {
      suggestion,
      uri,
      span,
      timer: this.schedule(left, () => this.#recent.delete(recent)),
    };
    this.#recent.add(recent);
  }

  /** Returns the suggestions of whose accepted text this change, an undo, leaves nothing. */
  documentChanged(change: DocumentChange): readonly Suggestion[] {
    const undone: Suggestion[] = [];
    for (const recent of this.#recent) {
      if (recent.uri !== change.uri) continue;
      const span = mapSpan(recent.span.start, recent.span.end, change.changes);
      if (span !== undefined) {
        recent.span = span;
        continue;
      }
      recent.timer.dispose();
      this.#recent.delete(recent);
      if (change.reason === 'undo') undone.push(recent.suggestion);
    }
    return undone;
  }

  dispose(): void {
    for (const recent of this.#recent) recent.timer.dispose();
    this.#recent.clear();
  }
}
