/** A value that is made again when what it is made from changes. While it is out of date there is none. */
export class FreshValue<T> {
  #current: T | undefined;
  #generation = 0;

  /** Undefined before the first value is made, and from a change until the next one is. */
  get current(): T | undefined {
    return this.#current;
  }

  /** What the value is made from has changed; what is being made of it just now counts for nothing. */
  outdate(): void {
    this.#current = undefined;
    this.#generation++;
  }

  /** Makes the value; resolves to undefined when it was out of date before it was made. */
  async make(read: () => Promise<T>): Promise<T | undefined> {
    this.outdate();
    const generation = this.#generation;
    const value = await read();
    if (generation !== this.#generation) return undefined;
    this.#current = value;
    return value;
  }
}
