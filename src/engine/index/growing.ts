/** Elements from which on an array grows by a quarter at a time: what is large may not stand half empty. */
const LARGE = 1 << 16;

/** A copy of a typed array with room for at least `length` elements, and for more than that while more may come. */
export function grown<A extends Uint8Array | Uint32Array | Int32Array | Float64Array>(from: A, length: number): A {
  const make = from.constructor as new (length: number) => A;
  const larger = new make(Math.max(length, Math.ceil(from.length * (from.length < LARGE ? 2 : 1.25))));
  larger.set(from);
  return larger;
}
