import type { IndexedFile } from '../../index';
import type { SymbolDefinition } from '../../syntax';
import type { Evidence } from '../contract';
import type { Candidate } from './describe-candidate';
import type { CursorText } from './cursor-text';
import { TYPED_LETTER_WEIGHT, WEIGHTS } from './cursor-weights';
import type { DefinitionFacts } from './definition-facts';
import { EVIDENCE } from './evidence';

/** Definitions of one name that are worth showing. */
const DEFINITIONS_PER_NAME = 3;

export interface ScoredDefinition {
  readonly file: IndexedFile;
  readonly symbol: SymbolDefinition;
  readonly facts: DefinitionFacts;
  readonly score: number;
  /** By the order of `EVIDENCE`. */
  readonly values: Float32Array;
}

const LONGEST_TYPED = 5;

/** The best `count` of the candidates, best first, each signature once and each name a few times. */
export function rankSignatures(
  candidates: readonly Candidate[],
  { typed }: Pick<CursorText, 'typed'>,
  count: number,
): ScoredDefinition[] {
  const scored = candidates
    .map(({ file, symbol, facts, values }) => ({
      file,
      symbol,
      facts,
      values,
      score: scoreOf(values) + typedBonus(symbol.name, typed),
    }))
    .sort(bestFirst);
  const perName = new Map<string, number>();
  const filesWith = new Map<string, IndexedFile[]>();
  const best: ScoredDefinition[] = [];
  for (const definition of scored) {
    if (best.length >= count) break;
    const { name, signature } = definition.symbol;
    const before = perName.get(name) ?? 0;
    const files = filesWith.get(signature);
    if (before >= DEFINITIONS_PER_NAME || files?.includes(definition.file)) continue;
    perName.set(name, before + 1);
    if (files) files.push(definition.file);
    else filesWith.set(signature, [definition.file]);
    best.push(definition);
  }
  return best;
}

/** What each kind of evidence added to the score of a definition of this name, the strongest first. */
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

function scoreOf(values: Float32Array): number {
  let score = 0;
  for (let at = 0; at < WEIGHTS.length; at++) score += (values[at] as number) * (WEIGHTS[at] as number);
  return score;
}

/** The more of a name is typed, the more likely it is the one that is meant. */
function typedBonus(name: string, typed: string): number {
  return typed !== '' && name.startsWith(typed) ? Math.min(typed.length, LONGEST_TYPED) * TYPED_LETTER_WEIGHT : 0;
}

function bestFirst(a: ScoredDefinition, b: ScoredDefinition): number {
  return (
    b.score - a.score ||
    (a.file.uri < b.file.uri ? -1 : a.file.uri > b.file.uri ? 1 : 0) ||
    a.symbol.nameLine - b.symbol.nameLine ||
    a.symbol.nameCharacter - b.symbol.nameCharacter
  );
}
