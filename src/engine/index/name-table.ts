import { grown } from './growing';

const FIRST_SLOTS = 1 << 12;

/** Start value of the hash of a name, which `hashByte` carries on byte by byte. */
export const HASH_START = 0x811c9dc5 | 0;

const HASH_FACTOR = 0x01000193;

export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, HASH_FACTOR);
}

/** Numbers for names given as UTF-8 bytes, counted from 0; bytes are compared, so that no two names share a number. */
export class NameTable {
  private bytes = new Uint8Array(1 << 14);
  /** Where a name's bytes begin; one more than there are names. */
  private starts = new Uint32Array(1 << 10);
  private count = 0;
  /** Pairs of hash and number + 1; a number of 0 is a free slot. */
  private slots = new Uint32Array(2 * FIRST_SLOTS);
  private mask = FIRST_SLOTS - 1;

  get size(): number {
    return this.count;
  }

  /** Number of the name `source[from, to)`, -1 when it has none. `hash` is the hash of those bytes. */
  find(source: Uint8Array, from: number, to: number, hash: number): number {
    const { slots, mask, starts, bytes } = this;
    const wanted = hash >>> 0;
    const length = to - from;
    for (let slot = spread(wanted) & mask; ; slot = (slot + 1) & mask) {
      const number = slots[2 * slot + 1] as number;
      if (number === 0) return -1;
      if (slots[2 * slot] !== wanted) continue;
      const start = starts[number - 1] as number;
      if ((starts[number] as number) - start !== length) continue;
      let at = 0;
      while (at < length && bytes[start + at] === source[from + at]) at++;
      if (at === length) return number - 1;
    }
  }

  /** Gives a new name its number; `find` must have said -1. */
  add(source: Uint8Array, from: number, to: number, hash: number): number {
    const start = this.starts[this.count] as number;
    const end = start + to - from;
    if (end > this.bytes.length) this.bytes = grown(this.bytes, end);
    for (let at = from; at < to; at++) this.bytes[start + at - from] = source[at] as number;
    this.count++;
    if (this.count >= this.starts.length) this.starts = grown(this.starts, this.count + 1);
    this.starts[this.count] = end;
    if (2 * this.count > this.mask) this.spreadOut();
    this.place(hash >>> 0, this.count);
    return this.count - 1;
  }

  name(number: number): string {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset).toString(
      'utf8',
      this.starts[number],
      this.starts[number + 1],
    );
  }

  /** The names' bytes one after the other, and where each begins and the last ends. */
  columns(): { readonly bytes: Uint8Array; readonly starts: Uint32Array } {
    const starts = this.starts.subarray(0, this.count + 1);
    return { bytes: this.bytes.subarray(0, starts[this.count]), starts };
  }

  private spreadOut(): void {
    const old = this.slots;
    this.slots = new Uint32Array(2 * old.length);
    this.mask = this.slots.length / 2 - 1;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] !== 0) this.place(old[at] as number, old[at + 1] as number);
    }
  }

  private place(hash: number, number: number): void {
    let slot = spread(hash) & this.mask;
    while (this.slots[2 * slot + 1] !== 0) slot = (slot + 1) & this.mask;
    this.slots[2 * slot] = hash;
    this.slots[2 * slot + 1] = number;
  }
}

/** Lets the upper bits of a hash take part in the choice of a slot. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}
