import type { FoundRow } from './candidate-set';
import type { CursorSearch } from './cursor-search';
import type { DefinitionFacts, KnownDefinitions } from './definition-facts';
import { allEvidence, setOfKind, type DescribedKinds, scoreOfKinds } from './described-kinds';
import { WEIGHTS } from './cursor-weights';
import { FOUND_KINDS, SLOTS } from './evidence';
import type { Placeable } from './placement';

/** Looked up once: this is done for each of hundreds of candidates. */
const {
  'near-words': NEAR_WORDS,
  'repeated-name': REPEATED_NAME,
  'receiver-module': RECEIVER_MODULE,
  'receiver-type': RECEIVER_TYPE,
  'imported-file': IMPORTED_FILE,
} = SLOTS;
const SAME_FOLDER = setOfKind('same-folder');
const MEMBER_AFTER_DOT = setOfKind('member-after-dot');
const TOP_AFTER_DOT = setOfKind('top-after-dot');
const MEMBER_ELSEWHERE = setOfKind('member-elsewhere');
const EXPECTED_TYPE = setOfKind('expected-type');
const UNEXPECTED_VALUE = setOfKind('unexpected-value');
const HIDDEN = setOfKind('hidden');
const UNREACHABLE = setOfKind('unreachable');
const SHOWN = setOfKind('shown');
const POPULAR_OF_RECEIVER = setOfKind('popular-of-receiver');
const POPULAR_IMPORTED = setOfKind('popular-imported');

/** A definition that may help, with what speaks for and against it. */
export interface Candidate extends Placeable {
  readonly facts: DefinitionFacts;
  readonly found: FoundRow;
  readonly kinds: DescribedKinds;
  /** The share of the words of its name that stand near the cursor. */
  readonly nearWords: number;
  /** Better candidates of its name: it says little that these do not. */
  readonly betterOfName: number;
}

/** Adds what follows from the definition itself and from its file; `isNearTerm` is true of the terms near the cursor. */
export function describeCandidate(
  found: FoundRow,
  { cursor, index, usable, names }: CursorSearch,
  definitions: KnownDefinitions,
  isNearTerm: (term: number) => boolean,
): Candidate {
  const { row, values, at } = found;
  const facts = definitions.of(row, index);
  const { isMember, isType, key, tokens } = facts;
  const isBeside = usable.beside.acceptsRow(row);
  const reach = isBeside ? facts.reachBeside : facts.reach;
  let kinds = isBeside ? SAME_FOLDER : 0;
  if (cursor.receiver.length > 0) kinds |= isMember ? MEMBER_AFTER_DOT : TOP_AFTER_DOT;
  else if (isMember) kinds |= MEMBER_ELSEWHERE;
  if (cursor.expectsType) kinds |= isType ? EXPECTED_TYPE : UNEXPECTED_VALUE;
  if (reach !== 'open') kinds |= reach === 'hidden' ? HIDDEN : UNREACHABLE;
  if (names.isUsed(facts.identifier)) kinds |= SHOWN;
  if ((values[at + RECEIVER_MODULE] as number) > 0 || (values[at + RECEIVER_TYPE] as number) > 0)
    kinds |= POPULAR_OF_RECEIVER;
  if ((values[at + IMPORTED_FILE] as number) > 0) kinds |= POPULAR_IMPORTED;
  const nearWords = index.shareOfWords(facts.identifier, isNearTerm);
  return {
    key,
    tokens,
    score: found.score + facts.score + scoreOfKinds(kinds, facts) + (WEIGHTS[NEAR_WORDS] as number) * nearWords,
    facts,
    found,
    kinds: kinds | facts.kinds,
    nearWords,
    betterOfName: 0,
  };
}

/** The same for a candidate that others of its name stand before. */
export function behindOthers(candidate: Candidate, betterOfName: number): Candidate {
  const lost = (WEIGHTS[REPEATED_NAME] as number) * (betterOfName - candidate.betterOfName);
  return { ...candidate, score: candidate.score + lost, betterOfName };
}

/** By the order of `EVIDENCE`. */
export function evidenceOf({ found: { values, at }, kinds, facts, nearWords, betterOfName }: Candidate): Float32Array {
  const evidence = allEvidence(values.subarray(at, at + FOUND_KINDS), kinds, facts);
  evidence[NEAR_WORDS] = nearWords;
  evidence[REPEATED_NAME] = betterOfName;
  return evidence;
}
