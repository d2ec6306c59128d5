import { free } from '../host';

/** Elements from which on an array grows by a quarter at a time: what is large may not stand half empty. */
const LARGE = 1 << 16;

/** Bytes from which on an array is given back at once: collected later, it was a large part of what an index that grows held. */
const WORTH_FREEING = 1 << 14;

/**
 * A copy of a typed array with room for at least `length` elements, and for more than that while more may come. The array itself and all
 * views of it are done with.
 */
export function grown<A extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(
  from: A,
  length: number,
): A {
  const make = from.constructor as new (length: number) => A;
  const larger = new make(Math.max(length, Math.ceil(from.length * (from.length < LARGE ? 2 : 1.25))));
  larger.set(from);
  if (from.byteLength >= WORTH_FREEING) giveBack(from);
  return larger;
}

/** Frees what an array lies in, unless others lie there too, as in the file of a loaded index; no view of it may be used any more. */
export function giveBack({ buffer, byteLength }: ArrayBufferView): void {
  if (buffer.byteLength === byteLength) free(buffer);
}
