/** Writes a number from 0 to 2^32 - 1 as bytes of seven bits, the lowest first, from `at` on; returns where it ends. Five bytes at most. */
export function putNumber(bytes: Uint8Array, at: number, value: number): number {
  let end = at;
  let rest = value;
  while (rest > 127) {
    bytes[end++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[end++] = rest;
  return end;
}
