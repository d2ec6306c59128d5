const kept = 9;

/** The median of the last few values of something that changes slowly. */
export class RecentMedian {
  #values: readonly number[] = [];

  add(value: number): void {
    this.#values = [...this.#values, value].slice(-kept);
  }

  /** Undefined before the first value. */
  get value(): number | undefined {
    return this.#values.toSorted((a, b) => a - b)[this.#values.length >> 1];
  }
}
