import { giveBack, grown } from './growing';
import { packedStarts, startsOf } from './number-lists';
import type { SavedColumn, SavedColumns } from './saved-file';

const FIRST_SLOTS = 1 << 12;
/** Names that get their slots without a pause. */
const NAMES_A_STEP = 1 << 13;

/** Start value of the hash of a name, which `hashByte` carries on byte by byte. */
export const HASH_START = 0x811c9dc5 | 0;

const HASH_FACTOR = 0x01000193;

export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, HASH_FACTOR);
}

/** Of the first `length` bytes. */
export function hashOfBytes(bytes: Uint8Array, length = bytes.length): number {
  let hash = HASH_START;
  for (let at = 0; at < length; at++) hash = hashByte(hash, bytes[at] as number);
  return hash;
}

export function hashBetween(bytes: Uint8Array, from: number, to: number): number {
  let hash = HASH_START;
  for (let at = from; at < to; at++) hash = hashByte(hash, bytes[at] as number);
  return hash;
}

/** Numbers for names given as UTF-8 bytes, counted from 0; bytes are compared, so that no two names share a number. */
export class NameTable {
  private bytes: Uint8Array = new Uint8Array(1 << 14);
  /** Where a name's bytes begin; one more than there are names. */
  private starts: Uint32Array = new Uint32Array(1 << 10);
  private count = 0;
  /**
   * A power of two of slots, of which at most three quarters are taken. A slot is free when it is 0; else it has the name's number + 1 in the bits of `mask`
   * and those of the name's hash above.
   */
  private slots = new Uint32Array(FIRST_SLOTS);
  private mask = FIRST_SLOTS - 1;
  /** Names that have a slot: the first ones, and all as soon as one is looked for. */
  private slotted = 0;

  get size(): number {
    return this.count;
  }

  /** Number of the name `source[from, to)`, -1 when it has none. `hash` is the hash of those bytes. */
  find(source: Uint8Array, from: number, to: number, hash: number): number {
    while (this.slotted < this.count) this.prepare();
    const { slots, mask, starts, bytes } = this;
    const length = to - from;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const value = slots[slot] as number;
      if (value === 0) return -1;
      if (((value ^ hash) & ~mask) !== 0) continue;
      const number = value & mask;
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
    if (this.isTooFullFor(this.slots.length)) this.slotted = 0;
    else {
      this.place(hash, this.count);
      this.slotted = this.count;
    }
    return this.count - 1;
  }

  /** Gives, in a step of less than a millisecond, slots to names that have none, since they were taken over or are too many; false when all have theirs. */
  prepare(): boolean {
    const { starts, bytes, slotted, count } = this;
    if (slotted === count) return false;
    if (slotted === 0) this.makeSlots();
    const last = Math.min(count, slotted + NAMES_A_STEP);
    for (let number = slotted; number < last; number++) {
      this.place(hashBetween(bytes, starts[number] as number, starts[number + 1] as number), number + 1);
    }
    this.slotted = last;
    return last < count;
  }

  name(number: number): string {
    return utf8Text(this.bytes, this.starts[number] as number, this.starts[number + 1] as number);
  }

  /** The chosen names' bytes one after the other, and where each begins and the last ends. */
  private columns(numbers: ArrayLike<number>): { readonly bytes: Uint8Array; readonly starts: Uint32Array } {
    const starts = new Uint32Array(numbers.length + 1);
    const bytes = new Uint8Array(this.starts[this.count] as number);
    let end = 0;
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at] as number;
      const last = this.starts[number + 1] as number;
      for (let from = this.starts[number] as number; from < last; from++) bytes[end++] = this.bytes[from] as number;
      starts[at + 1] = end;
    }
    const kept = bytes.slice(0, end);
    giveBack(bytes);
    return { bytes: kept, starts };
  }

  private restore(bytes: Uint8Array, starts: Uint32Array): void {
    this.bytes = bytes;
    this.starts = starts;
    this.count = starts.length - 1;
    this.slotted = 0;
  }

  /** The chosen names, numbered from 0 in the given order, as columns whose names begin with `prefix`. */
  *savedColumns(prefix: string, numbers: ArrayLike<number>): Generator<SavedColumn> {
    const { bytes, starts } = this.columns(numbers);
    yield { name: `${prefix}Bytes`, data: bytes };
    yield { name: `${prefix}Starts`, data: packedStarts(starts) };
  }

  /** Takes over what `savedColumns` gave; the table must be empty. */
  restoreColumns(prefix: string, columns: SavedColumns): void {
    this.restore(columns[`${prefix}Bytes`] as Uint8Array, startsOf(columns[`${prefix}Starts`] as Uint8Array));
  }

  private makeSlots(): void {
    let size = FIRST_SLOTS;
    while (this.isTooFullFor(size)) size *= 2;
    this.slots = new Uint32Array(size);
    this.mask = size - 1;
  }

  private isTooFullFor(slots: number): boolean {
    return 4 * this.count > 3 * slots;
  }

  private place(hash: number, number: number): void {
    let slot = spread(hash) & this.mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & this.mask;
    this.slots[slot] = (hash & ~this.mask) | number;
  }
}

/** Lets the upper bits of a hash take part in the choice of a slot. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

/** The text of UTF-8 bytes, without a byte order mark being lost. */
export function utf8Text(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
}
