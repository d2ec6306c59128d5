/** Numbers by place, in 16 bits each until one needs 32. */
export type SmallNumbers = Uint16Array | Uint32Array;

const MOST_IN_16_BITS = 0xffff;

/** `numbers` itself when it can hold `value`; otherwise a copy that can. */
export function holding(numbers: SmallNumbers, value: number): SmallNumbers {
  return value <= MOST_IN_16_BITS || numbers instanceof Uint32Array ? numbers : Uint32Array.from(numbers);
}
