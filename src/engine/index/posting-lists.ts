import { BODY_BITS, BODY_MASK, SIDE_BITS, SIDE_MASK } from './document-counts';
import { grown } from './growing';

/** Lists that lie one after the other: their bytes, where each begins, and a last start for the end. */
export interface LaidOut {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
}

/**
 * How a list is written, all numbers seven bits a byte: how many postings it has, then for each how far its document is from the one
 * before, times four, plus what its frequencies are: 0 to 2 say one to three in the first field and none in the others; 3, that a byte
 * follows in which the low four bits say which fields have any. Their frequencies come next, unless the fifth bit says that each is one.
 */
export const FEW = 3;
export const ALL_ONE = 16;

/** Writes lists; each is gathered first, in any order. */
export class PostingWriter {
  private bytes = new Uint8Array(1 << 16);
  private end = 0;
  private documents = new Uint32Array(1 << 10);
  private packed = new Uint32Array(1 << 10);
  private count = 0;
  private isAscending = true;

  /** Bytes written. */
  get size(): number {
    return this.end;
  }

  /** Adds to the list at hand a document that it does not have yet. */
  add(document: number, packed: number): void {
    const { count } = this;
    if (count === this.documents.length) {
      this.documents = grown(this.documents, count + 1);
      this.packed = grown(this.packed, count + 1);
    }
    if (count > 0 && document < (this.documents[count - 1] as number)) this.isAscending = false;
    this.documents[count] = document;
    this.packed[count] = packed;
    this.count++;
  }

  /** Ends the list at hand. */
  endList(): void {
    const { count, documents, packed } = this;
    if (count === 0) return;
    const order = this.isAscending ? undefined : ascending(documents, count);
    // A posting takes 12 bytes at most.
    const room = this.end + 5 + 12 * count;
    if (room > this.bytes.length) this.bytes = grown(this.bytes, room);
    this.write(count);
    let previous = -1;
    for (let at = 0; at < count; at++) {
      const from = order ? (order[at] as number) : at;
      const document = documents[from] as number;
      this.writePosting(document - previous, packed[from] as number);
      previous = document;
    }
    this.count = 0;
    this.isAscending = true;
  }

  /** A copy of what was written. */
  data(): Uint8Array {
    return this.bytes.slice(0, this.end);
  }

  private writePosting(distance: number, packed: number): void {
    if (packed <= FEW) return this.write(4 * distance + packed - 1);
    this.write(4 * distance + FEW);
    const body = packed & BODY_MASK;
    const second = (packed >>> BODY_BITS) & SIDE_MASK;
    const third = (packed >>> (BODY_BITS + SIDE_BITS)) & SIDE_MASK;
    const fourth = (packed >>> (BODY_BITS + 2 * SIDE_BITS)) & SIDE_MASK;
    const fields = (body && 1) | (second && 2) | (third && 4) | (fourth && 8);
    if (body <= 1 && second <= 1 && third <= 1 && fourth <= 1) {
      this.bytes[this.end++] = fields | ALL_ONE;
      return;
    }
    this.bytes[this.end++] = fields;
    if (body > 0) this.write(body);
    if (second > 0) this.bytes[this.end++] = second;
    if (third > 0) this.bytes[this.end++] = third;
    if (fourth > 0) this.bytes[this.end++] = fourth;
  }

  private write(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.bytes[this.end++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.end++] = rest;
  }
}

/** Postings of the list that begins at `from`. */
export function countAt(bytes: Uint8Array, from: number): number {
  let value = 0;
  for (let at = from, shift = 0; ; shift += 7) {
    const byte = bytes[at++] as number;
    value |= (byte & 127) << shift;
    if (byte < 128) return value;
  }
}

/** Where the postings of the list that begins at `from` begin. */
export function afterCount(bytes: Uint8Array, from: number): number {
  let at = from;
  while ((bytes[at] as number) > 127) at++;
  return at + 1;
}

/** Calls `visit` with each posting of a list; `packed` are its frequencies as `DocumentCounts` has them. */
export function forEachPosting(
  bytes: Uint8Array,
  from: number,
  to: number,
  visit: (document: number, packed: number) => void,
): void {
  let at = afterCount(bytes, from);
  let document = -1;
  while (at < to) {
    let byte = bytes[at++] as number;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] as number;
      value |= (byte & 127) << shift;
    }
    document += value >>> 2;
    const few = value & FEW;
    if (few < FEW) {
      visit(document, few + 1);
      continue;
    }
    const fields = bytes[at++] as number;
    const isAllOne = (fields & ALL_ONE) !== 0;
    let packed = 0;
    if ((fields & 1) !== 0) {
      if (isAllOne) packed = 1;
      else {
        byte = bytes[at++] as number;
        packed = byte & 127;
        if (byte > 127) packed |= (bytes[at++] as number) << 7;
      }
    }
    if ((fields & 2) !== 0) packed += (isAllOne ? 1 : (bytes[at++] as number)) * 2 ** BODY_BITS;
    if ((fields & 4) !== 0) packed += (isAllOne ? 1 : (bytes[at++] as number)) * 2 ** (BODY_BITS + SIDE_BITS);
    if ((fields & 8) !== 0) packed += (isAllOne ? 1 : (bytes[at++] as number)) * 2 ** (BODY_BITS + 2 * SIDE_BITS);
    visit(document, packed);
  }
}

/** Places of the first `count` numbers, the lowest first. */
function ascending(numbers: Uint32Array, count: number): Float64Array {
  const keys = new Float64Array(count);
  for (let at = 0; at < count; at++) keys[at] = (numbers[at] as number) * PLACES + at;
  keys.sort();
  for (let at = 0; at < count; at++) keys[at] = (keys[at] as number) % PLACES;
  return keys;
}

/** More than a list has postings. */
const PLACES = 2 ** 26;
