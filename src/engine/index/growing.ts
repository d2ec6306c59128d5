/** A copy of a typed array with room for at least `length` elements, at least twice the old. */
export function grown<A extends Uint8Array | Uint32Array | Int32Array | Float64Array>(from: A, length: number): A {
  const make = from.constructor as new (length: number) => A;
  const larger = new make(Math.max(length, 2 * from.length));
  larger.set(from);
  return larger;
}
