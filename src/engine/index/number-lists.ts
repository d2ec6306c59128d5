import { grown } from './growing';

/** Lists of numbers below 2^28, each a few bytes an element, one after the other in one array. */
export class NumberLists {
  constructor(
    private bytes: Uint8Array = new Uint8Array(1 << 12),
    private used = 0,
  ) {}

  /** Bytes in use. */
  get size(): number {
    return this.used;
  }

  /** Appends the first `length` of `values` and returns where the list begins. */
  append(values: ArrayLike<number>, length: number): number {
    const start = this.used;
    this.reserve(4 * (length + 1));
    this.write(length);
    for (let at = 0; at < length; at++) this.write(values[at] as number);
    return start;
  }

  /** The list at `start`. */
  read(start: number): { values: Uint32Array; end: number } {
    let at = start;
    const { bytes } = this;
    const next = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++] as number;
        value |= (byte & 127) << shift;
        if (byte < 128) return value;
      }
    };
    const values = new Uint32Array(next());
    for (let index = 0; index < values.length; index++) values[index] = next();
    return { values, end: at };
  }

  /** The bytes of all lists. */
  data(): Uint8Array {
    return this.bytes.subarray(0, this.used);
  }

  private reserve(bytes: number): void {
    if (this.used + bytes > this.bytes.length) this.bytes = grown(this.bytes, this.used + bytes);
  }

  private write(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.bytes[this.used++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.used++] = rest;
  }
}
