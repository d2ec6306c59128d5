import type { Disposable } from '../host';
import type { DocumentChange } from './change-effect';
import { countCharacters, isClosing, withoutAutoClosed } from './characters';

const MOST_TYPED = 2;

/**
 * Characters that a change adds by typing: changes of at most two characters and their auto-closed brackets, without
 * undo, redo, paste, formatting and changes from outside. Several cursors that type the same count once.
 */
export function typedCharacters(change: DocumentChange): number {
  if (change.reason !== undefined || change.outside === true) return 0;
  const [first] = change.changes;
  if (first === undefined || first.inserted === '') return 0;
  if (change.changes.length > 1) {
    const same = change.changes.every((span) => span.inserted === first.inserted);
    if (!same || first.inserted.trim() === '') return 0;
  }
  // Typing over a closing bracket that closed itself: it was counted then.
  if (first.deleted === 1 && isClosing(first.inserted)) return 0;
  return countCharacters(withoutAutoClosed(first.inserted)) <= MOST_TYPED ? countCharacters(first.inserted) : 0;
}

/** Runs something once after a delay in milliseconds, unless disposed before. */
export type Schedule = (delayMs: number, run: () => void) => Disposable;

export interface TypingInterval {
  readonly languageId: string;
  readonly seconds: number;
  readonly characters: number;
}

/** Sums typed characters by language and hands them on at the end of each interval and on `dispose`. */
export class TypingCounter implements Disposable {
  readonly #characters = new Map<string, number>();
  #began = 0;
  #timer: Disposable | undefined;

  constructor(
    private readonly options: {
      /** Monotonic milliseconds. */
      readonly now: () => number;
      readonly schedule: Schedule;
      readonly intervalMs: number;
      readonly emit: (interval: TypingInterval) => void;
    },
  ) {}

  add(languageId: string, characters: number): void {
    if (characters <= 0) return;
    if (this.#timer === undefined) {
      this.#began = this.options.now();
      this.#timer = this.options.schedule(this.options.intervalMs, () => this.flush());
    }
    this.#characters.set(languageId, (this.#characters.get(languageId) ?? 0) + characters);
  }

  /** Hands on what was counted so far. */
  flush(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const seconds = Math.max(0, Math.round((this.options.now() - this.#began) / 1000));
    const counted = [...this.#characters];
    this.#characters.clear();
    for (const [languageId, characters] of counted) this.options.emit({ languageId, seconds, characters });
  }

  dispose(): void {
    this.flush();
  }
}
