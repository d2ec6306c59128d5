import { BODY_BITS, SIDE_BITS } from './document-counts';
import type { SmallNumbers } from './small-numbers';

/** Lists that lie one after the other: their bytes, where each begins, and a last start for the end. */
export interface LaidOut {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
}

/**
 * How a list is written, all numbers seven bits a byte: how many postings it has, then the postings, by document. A posting is how far its
 * document is from the one before, times four, plus what its frequencies are: 0 to 2 say one to three in the first field and none in
 * the others; 3, that a byte follows in which the low four bits say which fields have any. Their frequencies come next, unless the
 * fifth bit says that each is one.
 */
export const FEW = 3;
export const ALL_ONE = 16;
/** By the low bits of a posting's fields, how many there are besides the first. */
export const SIDES = Uint8Array.from(
  { length: 16 },
  (_, fields) => ((fields >> 1) & 1) + ((fields >> 2) & 1) + (fields >> 3),
);
/**
 * A list of more postings than this is cut into blocks of so many. Before each stands how far its last document is from that of the block
 * before, and how many bytes the block takes, so that it can be passed over.
 */
export const BLOCK = 64;

/** Postings of the list that begins at `from`. */
export function countAt(bytes: Uint8Array, from: number): number {
  let value = 0;
  for (let at = from, shift = 0; ; shift += 7) {
    const byte = bytes[at++] as number;
    value |= (byte & 127) << shift;
    if (byte < 128) return value;
  }
}

/**
 * Calls `visit` with the bytes of each block of a list, and the document before its first. Blocks for which `mayHold` is false are passed
 * over; it is asked for their last document.
 */
export function forEachBlock(
  bytes: Uint8Array,
  from: number,
  to: number,
  visit: (at: number, end: number, before: number) => void,
  mayHold?: (last: number) => boolean,
): void {
  let at = from;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] as number;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  if (number() <= BLOCK) return visit(at, to, -1);
  let before = -1;
  while (at < to) {
    const last = before + number();
    const length = number();
    if (!mayHold || mayHold(last)) visit(at, at + length, before);
    at += length;
    before = last;
  }
}

/** Calls `visit` with each posting of a list; `packed` are its frequencies as `DocumentCounts` has them. */
export function forEachPosting(
  bytes: Uint8Array,
  from: number,
  to: number,
  visit: (document: number, packed: number) => void,
): void {
  forEachBlock(bytes, from, to, (at, end, before) => forEachInBlock(bytes, at, end, before, visit));
}

/**
 * Calls `visit` with at least those postings of a list whose documents are among some, which ascend; with none but those that have another
 * number than 0 in `numbers`, when it is given.
 */
export function forEachPostingOf(
  documents: Uint32Array,
  bytes: Uint8Array,
  from: number,
  to: number,
  visit: (document: number, packed: number) => void,
  numbers?: SmallNumbers,
): void {
  forEachBlock(
    bytes,
    from,
    to,
    (at, end, before) => forEachInBlock(bytes, at, end, before, visit, numbers),
    holdsOneOf(documents),
  );
}

/** Postings of a list whose documents have another number than 0 in `numbers`. */
export function countPostingsWith(numbers: SmallNumbers, bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  forEachBlock(bytes, from, to, (at, end, before) => {
    count += countInBlock(numbers, bytes, at, end, before);
  });
  return count;
}

/** For `forEachBlock`, once: whether a block may hold one of some documents, which ascend. */
export function holdsOneOf(documents: Uint32Array): (last: number) => boolean {
  let next = 0;
  return (last) => {
    const first = next;
    while (next < documents.length && (documents[next] as number) <= last) next++;
    return next > first;
  };
}

function forEachInBlock(
  bytes: Uint8Array,
  from: number,
  to: number,
  before: number,
  visit: (document: number, packed: number) => void,
  numbers?: SmallNumbers,
): void {
  let at = from;
  let document = before;
  while (at < to) {
    let byte = bytes[at++] as number;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] as number;
      value |= (byte & 127) << shift;
    }
    document += value >>> 2;
    const few = value & FEW;
    const isWanted = numbers === undefined || numbers[document] !== 0;
    if (few < FEW) {
      if (isWanted) visit(document, few + 1);
      continue;
    }
    const fields = bytes[at++] as number;
    const isAllOne = (fields & ALL_ONE) !== 0;
    if (!isWanted) {
      if (!isAllOne) at = frequenciesEnd(bytes, at, fields);
      continue;
    }
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

function countInBlock(numbers: SmallNumbers, bytes: Uint8Array, from: number, to: number, before: number): number {
  let at = from;
  let document = before;
  let count = 0;
  while (at < to) {
    let byte = bytes[at++] as number;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] as number;
      value |= (byte & 127) << shift;
    }
    document += value >>> 2;
    if (numbers[document] !== 0) count++;
    if ((value & FEW) < FEW) continue;
    const fields = bytes[at++] as number;
    if ((fields & ALL_ONE) === 0) at = frequenciesEnd(bytes, at, fields);
  }
  return count;
}

/** Where the frequencies of some fields end that begin at `at`. */
function frequenciesEnd(bytes: Uint8Array, at: number, fields: number): number {
  const sides = (fields & 1) === 0 ? at : (bytes[at] as number) > 127 ? at + 2 : at + 1;
  return sides + (SIDES[fields] as number);
}
