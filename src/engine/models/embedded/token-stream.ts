import type { TokenCode } from './vocabulary';

/** Token codes by position. With `codes` the numbers are places among those; without, they are codes themselves. */
export interface TokenStream {
  readonly numbers: ArrayLike<number>;
  readonly codes?: Uint32Array | undefined;
}

/** The code at a position, 0 where there is none. */
export function codeAt({ numbers, codes }: TokenStream, position: number): TokenCode {
  const number = numbers[position] ?? 0;
  return codes === undefined ? number : (codes[number] ?? 0);
}
