import type { Disposable } from '../host';

/** Milliseconds without an edit after which an open document's text is indexed. */
const PAUSE_MS = 400;

/** Open documents whose last text waits to be indexed until someone asks or pauses. */
export class EditPauses implements Disposable {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** `paused` is called with each document that does not wait any more. */
  constructor(private readonly paused: (uri: string) => void) {}

  edited(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.set(
      uri,
      setTimeout(() => this.end(uri), PAUSE_MS),
    );
  }

  /** Someone asks: nothing waits any more. */
  endAll(): void {
    for (const uri of [...this.timers.keys()]) this.end(uri);
  }

  forget(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
  }

  dispose(): void {
    for (const uri of [...this.timers.keys()]) this.forget(uri);
  }

  private end(uri: string): void {
    this.forget(uri);
    this.paused(uri);
  }
}
