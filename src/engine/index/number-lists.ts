import { grown } from './growing';
import { putNumber } from './packed-numbers';

/** Lists of numbers below 2^28, each a few bytes an element, one after the other in one array. */
export class NumberLists {
  private bytes: Uint8Array;
  private used = 0;

  /** `room` in bytes; there can be more. */
  constructor(room = 1 << 12) {
    this.bytes = new Uint8Array(room);
  }

  /** Bytes in use. */
  get size(): number {
    return this.used;
  }

  /** Appends the first `length` of `values` and returns where the list begins. */
  append(values: ArrayLike<number>, length: number): number {
    const start = this.used;
    this.reserve(5 * (length + 1));
    const { bytes } = this;
    let end = putNumber(bytes, start, length);
    for (let at = 0; at < length; at++) end = putNumber(bytes, end, values[at] as number);
    this.used = end;
    return start;
  }

  /** The list at `start`, and where the next one begins. */
  read(start: number): { values: Uint32Array; end: number } {
    const { bytes } = this;
    let values: Uint32Array | undefined;
    let index = 0;
    let value = 0;
    let shift = 0;
    for (let at = start; ; at++) {
      const byte = bytes[at] as number;
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte > 127) continue;
      if (values) values[index++] = value;
      else values = new Uint32Array(value);
      if (index === values.length) return { values, end: at + 1 };
      value = 0;
      shift = 0;
    }
  }

  /** Copies the list at `start`, which has at most as many numbers as `into`; returns where the next one begins. */
  readInto(start: number, into: Uint32Array): number {
    const { bytes } = this;
    let index = -1;
    let length = 0;
    for (let at = start; ; ) {
      let byte = bytes[at++] as number;
      let value = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++] as number;
        value |= (byte & 127) << shift;
      }
      if (index < 0) length = value;
      else into[index] = value;
      if (++index === length) return at;
    }
  }

  /** Calls `visit` with each number of the list at `start`; returns where the next one begins. */
  forEach(start: number, visit: (value: number) => void): number {
    const { bytes } = this;
    let left = -1;
    let value = 0;
    let shift = 0;
    for (let at = start; ; ) {
      const byte = bytes[at++] as number;
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte > 127) continue;
      if (left < 0) left = value;
      else {
        visit(value);
        left--;
      }
      if (left === 0) return at;
      value = 0;
      shift = 0;
    }
  }

  /** How many numbers the list at `start` has. */
  lengthAt(start: number): number {
    let length = 0;
    for (let at = start, shift = 0; ; shift += 7) {
      const byte = this.bytes[at++] as number;
      length |= (byte & 127) << shift;
      if (byte < 128) return length;
    }
  }

  /** Two neighbours of the list at `start`, the first at a place in it; undefined behind its end. */
  pairAt(start: number, index: number): readonly [number | undefined, number | undefined] {
    const { bytes } = this;
    let at = start;
    const next = (): number => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++] as number;
        value |= (byte & 127) << shift;
        if (byte < 128) return value;
      }
    };
    const length = next();
    if (index >= length) return [undefined, undefined];
    for (let left = index; left > 0; ) if ((bytes[at++] as number) < 128) left--;
    return [next(), index + 1 < length ? next() : undefined];
  }

  /** Appends the list of another at `start` with its numbers given anew; returns where the next one begins there. */
  appendMapped(other: NumberLists, start: number, numberOf: Uint32Array): number {
    const from = other.bytes;
    let left = other.lengthAt(start);
    this.reserve(5 * (left + 1));
    const { bytes } = this;
    let end = putNumber(bytes, this.used, left);
    let at = start;
    while ((from[at++] as number) > 127);
    for (; left > 0; left--) {
      let byte = from[at++] as number;
      let value = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = from[at++] as number;
        value |= (byte & 127) << shift;
      }
      end = putNumber(bytes, end, numberOf[value] as number);
    }
    this.used = end;
    return at;
  }

  /** Appends the lists of another that begin at `start` and end at `end`. */
  appendLists(other: NumberLists, start: number, end: number): void {
    this.reserve(end - start);
    this.bytes.set(other.bytes.subarray(start, end), this.used);
    this.used += end - start;
  }

  /** Where the list after the one at `start` begins. */
  end(start: number): number {
    const { bytes } = this;
    let at = start;
    let left = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] as number;
      left |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    while (left > 0) if ((bytes[at++] as number) < 128) left--;
    return at;
  }

  /** Forgets all lists, and keeps their room. */
  clear(): void {
    this.used = 0;
  }

  /** Takes over the bytes of lists. */
  restore(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.used = bytes.length;
  }

  /** The bytes of all lists. */
  data(): Uint8Array {
    return this.bytes.subarray(0, this.used);
  }

  private reserve(bytes: number): void {
    if (this.used + bytes > this.bytes.length) this.bytes = grown(this.bytes, this.used + bytes);
  }
}

/** Ascending places as the bytes of their differences; `startsOf` makes them again. */
export function packedStarts(starts: Uint32Array): Uint8Array {
  const lists = new NumberLists();
  const lengths = new Uint32Array(starts.length - 1);
  for (let at = 0; at < lengths.length; at++) lengths[at] = (starts[at + 1] as number) - (starts[at] as number);
  lists.append(lengths, lengths.length);
  return lists.data().slice();
}

export function startsOf(packed: Uint8Array): Uint32Array {
  const lists = new NumberLists();
  lists.restore(packed);
  const { values } = lists.read(0);
  const starts = new Uint32Array(values.length + 1);
  for (let at = 0; at < values.length; at++) starts[at + 1] = (starts[at] as number) + (values[at] as number);
  return starts;
}
