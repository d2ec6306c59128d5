import * as vscode from 'vscode';

/** The quiet after several dismissals in a row, as the completion pipeline tells of it. */
export class Quiet implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  #until = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Fires when it begins, is prolonged or ends. */
  readonly onDidChange = this.#changed.event;

  /** Milliseconds since the epoch; undefined when it is over. */
  get until(): number | undefined {
    return Date.now() < this.#until ? this.#until : undefined;
  }

  /** From now on it lasts so many milliseconds; 0 ends it. */
  set(ms: number): void {
    this.#until = Date.now() + ms;
    clearTimeout(this.#timer);
    if (ms > 0) this.#timer = setTimeout(() => this.#changed.fire(), ms + 1);
    this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }
}
