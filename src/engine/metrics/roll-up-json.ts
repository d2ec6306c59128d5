import { isLanguageId, isModelId } from './bounded';
import type { CountGroup, Counts } from './counts';
import { RETENTION_SECONDS } from './events';
import { newTally, type Tally } from './rates';
import { type Check, isCount, literal, oneOf, orNull, pick, type Shape } from './record-shape';
import type { RetentionTally } from './retention';
import { DISCARD_REASONS } from './suggestion';

/** Version of the file's format. */
const FORMAT = 1;

/** The sum of one day's segments. */
export interface RolledDay {
  /** Of the segments, `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** The day (UTC) on which they were summed up. */
  readonly rolledOn: string;
  /** Bytes of each segment that is in the sum, by name. */
  readonly segments: Readonly<Record<string, number>>;
  readonly torn: number;
  readonly corrupt: number;
  readonly counts: Counts;
}

/** `newer`: written by a later Cairn, whose file is left alone. */
export type ParsedRollUp = readonly RolledDay[] | 'newer' | 'damaged';

export function serializeRollUp(days: readonly RolledDay[]): string {
  return JSON.stringify({ format: FORMAT, days });
}

/** Reads a whole file; one unfit value makes all of it `damaged`, since a sum that is partly right is wrong. */
export function parseRollUp(text: string): ParsedRollUp {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'damaged';
  }
  if (!isRecord(value) || !isCount(value['format']) || !Array.isArray(value['days'])) return 'damaged';
  if (value['format'] > FORMAT) return 'newer';
  const days = value['days'].map(readDay);
  return days.every((day) => day !== undefined) ? days : 'damaged';
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isDay: Check<string> = (value): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
const isCountMap: Check<Readonly<Record<string, number>>> = (value): value is Readonly<Record<string, number>> =>
  isRecord(value) && Object.values(value).every(isCount);
const isReasons: Check<Tally['discardedByReason']> = (value): value is Tally['discardedByReason'] =>
  isCountMap(value) && Object.keys(value).every(oneOf(DISCARD_REASONS));

const TALLY = {
  ...Object.fromEntries(Object.keys(newTally()).map((name) => [name, isCount])),
  discardedByReason: isReasons,
} as unknown as Shape<Tally>;
const isTally: Check<Tally> = (value): value is Tally => isRecord(value) && !('problem' in pick(TALLY, value));

const GROUP: Shape<CountGroup> = { day: isDay, languageId: isLanguageId, model: orNull(isModelId), tally: isTally };
const isGroup: Check<CountGroup> = (value): value is CountGroup =>
  isRecord(value) && !('problem' in pick(GROUP, value));

function readDay(value: unknown): RolledDay | undefined {
  if (!isRecord(value) || !isRecord(value['counts'])) return undefined;
  const { day, rolledOn, segments, torn, corrupt, counts } = value;
  if (!isDay(day) || !isDay(rolledOn) || !isCountMap(segments) || !isCount(torn) || !isCount(corrupt)) return undefined;
  const { firstAt, groups, retained } = counts;
  if (!orNull(isCount)(firstAt) || !Array.isArray(groups) || !isRetained(retained)) return undefined;
  if (!groups.every(isGroup)) return undefined;
  return { day, rolledOn, segments, torn, corrupt, counts: { firstAt, groups, retained } };
}

function isRetained(value: unknown): value is readonly RetentionTally[] {
  if (!Array.isArray(value) || value.length !== RETENTION_SECONDS.length) return false;
  return RETENTION_SECONDS.every((seconds, at) => {
    const shape: Shape<RetentionTally> = {
      afterSeconds: literal(seconds),
      measured: isCount,
      censored: isCount,
      accepted: isCount,
      kept: isCount,
    };
    return isRecord(value[at]) && !('problem' in pick(shape, value[at]));
  });
}
