import { BODY_BITS, BODY_MASK, SIDE_BITS, SIDE_MASK } from './document-counts';
import { giveBack, grown } from './growing';
import { putNumber } from './packed-numbers';
import { ALL_ONE, BLOCK, FEW } from './posting-lists';
import { isFollowed } from './posting-pool';
import { PostingsInOrder } from './postings-in-order';

/** A posting takes 12 bytes at most, what stands before a block 7. */
const POSTING_BYTES = 12;
const BLOCK_HEAD_BYTES = 7;

/** Share of its room from which on what was written is not copied. */
const MOST_USED = 0.95;

/** Writes lists as `posting-lists` says; each is gathered first, in any order. */
export class PostingWriter {
  private bytes: Uint8Array;
  private end = 0;
  private readonly list = new PostingsInOrder();
  private count = 0;

  /** `room` in bytes; there can be more. */
  constructor(room = 1 << 16) {
    this.bytes = new Uint8Array(room);
  }

  /** Bytes written. */
  get size(): number {
    return this.end;
  }

  /** Adds to the list at hand a document that it does not have yet. */
  add(document: number, packed: number): void {
    this.list.reserve(this.count + 1);
    this.list.documents[this.count] = document;
    this.list.packed[this.count] = packed;
    this.count++;
  }

  /** Adds the postings in words of a `PostingPool`; `numberOf` gives the document's number in the list, -1 for one that is left out. */
  addLater(words: Uint32Array, from: number, to: number, numberOf: Int32Array): void {
    this.list.reserve(this.count + to - from);
    const { documents, packed } = this.list;
    let { count } = this;
    for (let at = from; at < to; at++) {
      const word = words[at] as number;
      if ((word & 0xff) === 0) continue;
      const number = numberOf[word >>> 8] as number;
      const frequencies = isFollowed(word) ? (words[++at] as number) : word & 0x7f;
      if (number < 0) continue;
      documents[count] = number;
      packed[count++] = frequencies;
    }
    this.count = count;
  }

  /** Ends the list at hand. */
  endList(): void {
    const { count } = this;
    if (count === 0) return;
    this.list.order(count);
    const room = this.end + 5 + POSTING_BYTES * count + BLOCK_HEAD_BYTES * Math.ceil(count / BLOCK);
    if (room > this.bytes.length) this.bytes = grown(this.bytes, room);
    this.end = putNumber(this.bytes, this.end, count);
    if (count <= BLOCK) this.end = this.writePostings(0, count, this.end, -1);
    else for (let from = 0; from < count; from += BLOCK) this.writeBlock(from, Math.min(count, from + BLOCK));
    this.count = 0;
  }

  /** What was written, without much room that is of no use; nothing more can be written. */
  data(): Uint8Array {
    const { bytes, end } = this;
    if (end > MOST_USED * bytes.length) return bytes.subarray(0, end);
    const data = bytes.slice(0, end);
    giveBack(bytes);
    return data;
  }

  /** One of several blocks, with what stands before it. */
  private writeBlock(from: number, to: number): void {
    const { bytes } = this;
    const { documents } = this.list;
    const before = from === 0 ? -1 : (documents[from - 1] as number);
    const head = putNumber(bytes, this.end, (documents[to - 1] as number) - before);
    const end = this.writePostings(from, to, head + 1, before);
    const length = end - head - 1;
    // Most blocks are so short that their length takes one byte; the others move by another.
    if (length > 127) bytes.copyWithin(head + 2, head + 1, end);
    this.end = putNumber(bytes, head, length) + length;
  }

  /** Writes postings of the list at hand at `start`, where there must be room, and returns where they end. */
  private writePostings(from: number, to: number, start: number, before: number): number {
    const { bytes } = this;
    const { documents, packed } = this.list;
    let end = start;
    let previous = before;
    for (let at = from; at < to; at++) {
      const document = documents[at] as number;
      const frequencies = packed[at] as number;
      const isFew = frequencies <= FEW;
      let rest = 4 * (document - previous) + (isFew ? frequencies - 1 : FEW);
      previous = document;
      while (rest > 127) {
        bytes[end++] = (rest & 127) | 128;
        rest >>>= 7;
      }
      bytes[end++] = rest;
      if (!isFew) end = putFrequencies(bytes, end, frequencies);
    }
    return end;
  }
}

/** Writes frequencies that a posting's first number does not tell; returns where they end. */
function putFrequencies(bytes: Uint8Array, start: number, packed: number): number {
  const body = packed & BODY_MASK;
  const second = (packed >>> BODY_BITS) & SIDE_MASK;
  const third = (packed >>> (BODY_BITS + SIDE_BITS)) & SIDE_MASK;
  const fourth = (packed >>> (BODY_BITS + 2 * SIDE_BITS)) & SIDE_MASK;
  const fields = (body && 1) | (second && 2) | (third && 4) | (fourth && 8);
  const isAllOne = body <= 1 && second <= 1 && third <= 1 && fourth <= 1;
  let end = start;
  bytes[end++] = isAllOne ? fields | ALL_ONE : fields;
  if (isAllOne) return end;
  if (body > 0) end = putNumber(bytes, end, body);
  if (second > 0) bytes[end++] = second;
  if (third > 0) bytes[end++] = third;
  if (fourth > 0) bytes[end++] = fourth;
  return end;
}
