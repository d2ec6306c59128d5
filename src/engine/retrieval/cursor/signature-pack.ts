import { type IndexedFile, placesByScore } from '../../index';
import type { Evidence } from '../contract';
import type { DefinitionFacts } from './definition-facts';
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
  const scored = typed === '' ? candidates : candidates.map((candidate) => withTyped(candidate, typed));
  return bestFirst(withoutRepeats(bestFirst(scored))).slice(0, count);
}

/** Of `scored`, best first, each signature once and each name a few times, the later ones for less. */
function withoutRepeats(scored: readonly Candidate[]): Candidate[] {
  const perName = new Map<number, number>();
  const filesWith = new Map<string, IndexedFile[]>();
  const kept: Candidate[] = [];
  for (const definition of scored) {
    const { file, symbol, identifier } = definition.facts;
    const { signature } = symbol;
    const before = perName.get(identifier) ?? 0;
    const files = filesWith.get(signature);
    if (before >= DEFINITIONS_PER_NAME || files?.includes(file)) continue;
    perName.set(identifier, before + 1);
    if (files) files.push(file);
    else filesWith.set(signature, [file]);
    kept.push(before === 0 ? definition : behindOthers(definition, before));
  }
  return kept;
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

function bestFirst(candidates: readonly Candidate[]): Candidate[] {
  const at = (place: number): Candidate => candidates[place] as Candidate;
  const places = placesByScore(
    candidates.map(({ score }) => score),
    (a, b) => byPlace(at(a).facts, at(b).facts),
  );
  return places.map(at);
}

function byPlace(a: DefinitionFacts, b: DefinitionFacts): number {
  return (
    (a.file.uri < b.file.uri ? -1 : a.file.uri > b.file.uri ? 1 : 0) ||
    a.symbol.nameLine - b.symbol.nameLine ||
    a.symbol.nameCharacter - b.symbol.nameCharacter
  );
}
