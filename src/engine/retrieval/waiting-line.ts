/** Distinct texts, first in first out. */
export class WaitingLine {
  private readonly waiting = new Set<string>();
  /** Goes on where the last one was taken: a set that has lost its first thousands finds its first slowly. */
  private next: Iterator<string> = this.waiting.values();

  get size(): number {
    return this.waiting.size;
  }

  has(text: string): boolean {
    return this.waiting.has(text);
  }

  /** One that waits keeps its place. */
  add(text: string): void {
    this.waiting.add(text);
  }

  /** False when it was not there. */
  delete(text: string): boolean {
    return this.waiting.delete(text);
  }

  clear(): void {
    this.waiting.clear();
  }

  take(): string | undefined {
    let step = this.next.next();
    if (step.done) {
      // It does not see what was added after its end.
      this.next = this.waiting.values();
      step = this.next.next();
    }
    if (step.done) return undefined;
    this.waiting.delete(step.value);
    return step.value;
  }

  /** In their order; they may be deleted meanwhile. */
  [Symbol.iterator](): Iterator<string> {
    return this.waiting.values();
  }
}
