import * as vscode from 'vscode';
import { canonicalUri } from '../engine/text';

/** Keeps completion quiet in this window for a while, or in single files until the window is closed. */
export class Snooze implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #files = new Set<string>();
  #until = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Fires when a snooze begins or ends. */
  readonly onDidChange = this.#changed.event;

  /** Milliseconds since the epoch until which nothing is offered unasked in a document; undefined when it is not snoozed. */
  until(uri: string): number | undefined {
    if (this.#files.has(canonicalUri(uri))) return Number.POSITIVE_INFINITY;
    return Date.now() < this.#until ? this.#until : undefined;
  }

  forMinutes(minutes: number): void {
    const ms = minutes * 60_000;
    this.#until = Date.now() + ms;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(), ms + 1);
    this.#changed.fire();
  }

  inFile(uri: string): void {
    this.#files.add(canonicalUri(uri));
    this.#changed.fire();
  }

  /** Ends the snooze that holds for a document. */
  end(uri: string | undefined): void {
    this.#until = 0;
    clearTimeout(this.#timer);
    if (uri !== undefined) this.#files.delete(canonicalUri(uri));
    this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }
}
