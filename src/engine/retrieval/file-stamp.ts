import type { FileStat } from '../host';
import type { FileStamp } from '../index';

/** A file that was changed more recently than this when it was looked at may change again without a trace; milliseconds. */
const SETTLED_MS = 2000;

/** Undefined when the file may have changed after it was looked at without a trace. */
export function stampOf(stat: FileStat | undefined, lookedAt: number): FileStamp | undefined {
  if (!stat || lookedAt - stat.modifiedMs < SETTLED_MS) return undefined;
  return { bytes: stat.size, modifiedMs: stat.modifiedMs };
}

export function isSame(stamp: FileStamp | undefined, found: FileStamp): boolean {
  return stamp?.bytes === found.bytes && stamp.modifiedMs === found.modifiedMs;
}
