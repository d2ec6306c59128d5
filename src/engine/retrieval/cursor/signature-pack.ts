import type { IndexedFile } from '../../index';
import type { Evidence } from '../contract';
import { behindOthers, type Candidate, evidenceOf } from './describe-candidate';
import type { CursorText } from './cursor-text';
import { TYPED_LETTER_WEIGHT, WEIGHTS } from './cursor-weights';
import { EVIDENCE } from './evidence';

/** Definitions of one name that are worth showing. */
const DEFINITIONS_PER_NAME = 3;

const LONGEST_TYPED = 5;

/** The best `count` of the candidates, best first, each signature once and each name a few times. */
export function rankSignatures(
  candidates: readonly Candidate[],
  { typed }: Pick<CursorText, 'typed'>,
  count: number,
): Candidate[] {
  const scored = (typed === '' ? [...candidates] : candidates.map((candidate) => withTyped(candidate, typed))).sort(
    bestFirst,
  );
  return withoutRepeats(scored).slice(0, count);
}

/** Of `scored`, best first, each signature once and each name a few times, the later ones for less; best first again. */
function withoutRepeats(scored: readonly Candidate[]): Candidate[] {
  const perName = new Map<string, number>();
  const filesWith = new Map<string, IndexedFile[]>();
  const firsts: Candidate[] = [];
  const repeats: Candidate[] = [];
  for (const definition of scored) {
    const { file, symbol } = definition.facts;
    const { name, signature } = symbol;
    const before = perName.get(name) ?? 0;
    const files = filesWith.get(signature);
    if (before >= DEFINITIONS_PER_NAME || files?.includes(file)) continue;
    perName.set(name, before + 1);
    if (files) files.push(file);
    else filesWith.set(signature, [file]);
    if (before === 0) firsts.push(definition);
    else repeats.push(behindOthers(definition, before));
  }
  // Two orders are merged: that takes few comparisons.
  return [...firsts, ...repeats.sort(bestFirst)].sort(bestFirst);
}

/** What each kind of evidence added to the score of a candidate, the strongest first. */
export function reasonsFor(candidate: Candidate): Evidence[] {
  return reasonsOf(candidate.facts.symbol.name, evidenceOf(candidate));
}

/** The same for a definition of this name; the values are by the order of `EVIDENCE`. */
export function reasonsOf(name: string, values: Float32Array): Evidence[] {
  const terms = [name];
  const found: Evidence[] = [];
  for (let at = 0; at < WEIGHTS.length; at++) {
    const weight = WEIGHTS[at] as number;
    const score = weight * (values[at] as number);
    if (score !== 0) found.push({ list: EVIDENCE[at] as string, rank: 0, score, terms, weight });
  }
  return found.sort((a, b) => Math.abs(b.score) - Math.abs(a.score));
}

/** The more of a name is typed, the more likely it is the one that is meant. */
function withTyped(candidate: Candidate, typed: string): Candidate {
  if (!candidate.facts.symbol.name.startsWith(typed)) return candidate;
  return { ...candidate, score: candidate.score + Math.min(typed.length, LONGEST_TYPED) * TYPED_LETTER_WEIGHT };
}

function bestFirst(a: Candidate, b: Candidate): number {
  return (
    b.score - a.score ||
    (a.facts.file.uri < b.facts.file.uri ? -1 : a.facts.file.uri > b.facts.file.uri ? 1 : 0) ||
    a.facts.symbol.nameLine - b.facts.symbol.nameLine ||
    a.facts.symbol.nameCharacter - b.facts.symbol.nameCharacter
  );
}
