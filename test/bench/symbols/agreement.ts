import type { Named } from './reference';

/** How far one list of definitions agrees with another: same name, same line. */
export interface Agreement {
  readonly wanted: number;
  readonly found: number;
  /** Of the wanted, how many were found. */
  readonly recalled: number;
  /** Of the found, how many are wanted. */
  readonly right: number;
}

export const noAgreement: Agreement = { wanted: 0, found: 0, recalled: 0, right: 0 };

export function agreement(wanted: readonly Named[], found: readonly Named[]): Agreement {
  const key = ({ name, line }: Named): string => `${line} ${name}`;
  const wantedKeys = new Set(wanted.map(key));
  const foundKeys = new Set(found.map(key));
  const both = [...wantedKeys].filter((each) => foundKeys.has(each)).length;
  return { wanted: wantedKeys.size, found: foundKeys.size, recalled: both, right: both };
}

export function sum(one: Agreement, other: Agreement): Agreement {
  return {
    wanted: one.wanted + other.wanted,
    found: one.found + other.found,
    recalled: one.recalled + other.recalled,
    right: one.right + other.right,
  };
}

export function recall({ recalled, wanted }: Agreement): number {
  return wanted === 0 ? 1 : recalled / wanted;
}

export function precision({ right, found }: Agreement): number {
  return found === 0 ? 1 : right / found;
}
