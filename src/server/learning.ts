import type { Disposable } from '../engine/host';
import type { EmbeddedModel } from '../engine/models';

/** Milliseconds of learning between two turns of the event loop. */
const SLICE_MS = 4;
/** UTF-16 units that may wait; what comes then is learned at once, the oldest first. */
const MOST_WAITING = 8_000_000;

interface Lesson {
  readonly uri: string;
  readonly text: string;
  readonly languageId: string;
  readonly isOpen: boolean;
}

/** Has the model learn file by file while nothing else is to be done, in the order of the files' last texts. */
export class Learning implements Disposable {
  private readonly waiting = new Map<string, Lesson>();
  private waitingUnits = 0;
  private current: { readonly uri: string; readonly steps: Iterator<undefined> } | undefined;
  private isGoing = false;
  private disposed = false;

  /** `turn` resolves when others have had theirs. */
  constructor(
    private readonly model: Pick<EmbeddedModel, 'learnSteps' | 'forget'>,
    private readonly turn: () => Promise<void>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  learn(lesson: Lesson): void {
    this.drop(lesson.uri);
    this.waiting.set(lesson.uri, lesson);
    this.waitingUnits += lesson.text.length;
    while (this.waitingUnits > MOST_WAITING) this.step();
    if (!this.isGoing) void this.goOn();
  }

  /** The file is forgotten at once, also when it waits or is being learned. */
  forget(uri: string): void {
    this.drop(uri);
    this.model.forget(uri);
  }

  /** Learns all that waits. */
  finish(): void {
    while (this.step());
  }

  dispose(): void {
    this.disposed = true;
    this.waiting.clear();
    this.current?.steps.return?.();
    this.current = undefined;
  }

  private async goOn(): Promise<void> {
    this.isGoing = true;
    do await this.turn();
    while (!this.disposed && this.slice());
    this.isGoing = false;
  }

  /** False when nothing is left to learn. */
  private slice(): boolean {
    const end = this.now() + SLICE_MS;
    while (this.step()) if (this.now() >= end) return true;
    return false;
  }

  /** False when nothing is left to learn. */
  private step(): boolean {
    this.current ??= this.begin();
    if (!this.current) return false;
    if (this.current.steps.next().done) this.current = undefined;
    return true;
  }

  private begin(): typeof this.current {
    const lesson = this.waiting.values().next().value;
    if (!lesson) return undefined;
    const { uri, text, languageId, isOpen } = lesson;
    this.take(lesson);
    return { uri, steps: this.model.learnSteps(uri, text, languageId, isOpen) };
  }

  private take(lesson: Lesson): void {
    this.waiting.delete(lesson.uri);
    this.waitingUnits -= lesson.text.length;
  }

  private drop(uri: string): void {
    const lesson = this.waiting.get(uri);
    if (lesson) this.take(lesson);
    if (this.current?.uri !== uri) return;
    this.current.steps.return?.();
    this.current = undefined;
  }
}
