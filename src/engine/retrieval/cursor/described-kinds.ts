import { WEIGHTS } from './cursor-weights';
import { EVIDENCE, type EvidenceKind, FOUND_KINDS, SLOTS } from './evidence';

/** A set of kinds of evidence that describe a definition, a bit for each. */
export type DescribedKinds = number;

/** Evidence that is of more or less weight: how many files use a definition's name, how many definitions have it, and how much room its signature takes. */
export interface DefinitionCounts {
  readonly popular: number;
  readonly namesakes: number;
  readonly length: number;
}

const COUNTED: ReadonlyMap<number, keyof DefinitionCounts> = new Map([
  [SLOTS.namesakes, 'namesakes'],
  [SLOTS.popular, 'popular'],
  [SLOTS['popular-of-receiver'], 'popular'],
  [SLOTS['popular-imported'], 'popular'],
  [SLOTS.length, 'length'],
]);

/** The set of one kind, which is one that is not found by searching. */
export function setOfKind(kind: EvidenceKind): DescribedKinds {
  return 1 << (SLOTS[kind] - FOUND_KINDS);
}

/** What the kinds of a set add to a definition's score. */
export function scoreOfKinds(kinds: DescribedKinds, counts: DefinitionCounts): number {
  let score = 0;
  for (let left = kinds; left !== 0; left &= left - 1) {
    const slot = slotOfLowest(left);
    score += (WEIGHTS[slot] as number) * valueOf(slot, counts);
  }
  return score;
}

/** All evidence for a definition by the order of `EVIDENCE`: `found` by searching, and the kinds of a set. */
export function allEvidence(found: Float32Array, kinds: DescribedKinds, counts: DefinitionCounts): Float32Array {
  const values = new Float32Array(EVIDENCE.length);
  values.set(found);
  for (let left = kinds; left !== 0; left &= left - 1) {
    const slot = slotOfLowest(left);
    values[slot] = valueOf(slot, counts);
  }
  return values;
}

function slotOfLowest(kinds: DescribedKinds): number {
  return FOUND_KINDS + 31 - Math.clz32(kinds & -kinds);
}

function valueOf(slot: number, counts: DefinitionCounts): number {
  const counted = slot < SLOTS.namesakes ? undefined : COUNTED.get(slot);
  return counted === undefined ? 1 : counts[counted];
}
