/** Whether a value is fit for one field of a record. */
export type Check<T> = (value: unknown) => value is T;

/** One check for every field of `T`, in the order in which they are written. Fields are flat: nothing can hide in a nested value. */
export type Shape<T> = { readonly [K in keyof T]-?: Check<T[K]> };

export function literal<const T extends string | number>(expected: T): Check<T> {
  return (value): value is T => value === expected;
}

export function oneOf<const T extends string | number>(values: readonly T[]): Check<T> {
  const known: ReadonlySet<unknown> = new Set(values);
  return (value): value is T => known.has(value);
}

export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

export function listOf<T>(check: Check<T>, most: number): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.length <= most && value.every(check);
}

/** A whole number from 0 on that JavaScript holds exactly. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** The fields of `shape` alone, in its order; a problem in words names the first unfit field, never its value. */
export function pick<T extends object>(shape: Shape<T>, value: object): T | { readonly problem: string } {
  const source = value as Record<string, unknown>;
  const picked: Record<string, unknown> = {};
  for (const field of Object.keys(shape) as (keyof T & string)[]) {
    if (!Object.hasOwn(source, field)) return { problem: `field "${field}" is missing` };
    if (!shape[field](source[field])) return { problem: `field "${field}" holds no value that belongs there` };
    picked[field] = source[field];
  }
  return picked as T;
}
