import type { IndexedFile } from '../../index';
import type { SymbolDefinition } from '../../syntax';
import type { FoundRow } from './candidate-set';
import type { CursorSearch } from './cursor-search';
import type { DefinitionFacts, KnownDefinitions } from './definition-facts';
import { SLOTS } from './evidence';

/** Looked up once: this is done for each of hundreds of candidates. */
const {
  'receiver-module': RECEIVER_MODULE,
  'receiver-type': RECEIVER_TYPE,
  'imported-file': IMPORTED_FILE,
  'same-folder': SAME_FOLDER,
  'member-after-dot': MEMBER_AFTER_DOT,
  'top-after-dot': TOP_AFTER_DOT,
  'member-elsewhere': MEMBER_ELSEWHERE,
  'expected-type': EXPECTED_TYPE,
  'unexpected-value': UNEXPECTED_VALUE,
  type: TYPE,
  function: FUNCTION,
  value: VALUE,
  shown: SHOWN,
  aside: ASIDE,
  derived: DERIVED,
  popular: POPULAR,
  'popular-of-receiver': POPULAR_OF_RECEIVER,
  'popular-imported': POPULAR_IMPORTED,
  namesakes: NAMESAKES,
} = SLOTS;

/** A definition that may help, with what speaks for and against it. */
export interface Candidate {
  readonly file: IndexedFile;
  readonly symbol: SymbolDefinition;
  readonly facts: DefinitionFacts;
  /** By the order of `EVIDENCE`. */
  readonly values: Float32Array;
}

/** Adds what follows from the definition itself and from its file. */
export function describeCandidate(
  { row, values }: FoundRow,
  search: CursorSearch,
  definitions: KnownDefinitions,
): Candidate {
  const { cursor, index } = search;
  const file = index.fileOfRow(row);
  const facts = definitions.of(row, file, index);
  const { symbol, isMember, isType, popular } = facts;
  if (cursor.receiver.length > 0) values[isMember ? MEMBER_AFTER_DOT : TOP_AFTER_DOT] = 1;
  else if (isMember) values[MEMBER_ELSEWHERE] = 1;
  if (cursor.expectsType) values[isType ? EXPECTED_TYPE : UNEXPECTED_VALUE] = 1;
  values[isType ? TYPE : facts.isFunction ? FUNCTION : VALUE] = 1;
  const isBeside = search.isBeside(file);
  if (isBeside) values[SAME_FOLDER] = 1;
  const reach = isBeside ? facts.reachBeside : facts.reach;
  if (reach !== 'open') values[SLOTS[reach]] = 1;
  if (cursor.isUsed(symbol.name)) values[SHOWN] = 1;
  const { signals } = file;
  if (signals.test || signals.example) values[ASIDE] = 1;
  if (signals.generated || signals.vendored) values[DERIVED] = 1;
  values[POPULAR] = popular;
  if ((values[RECEIVER_MODULE] as number) > 0 || (values[RECEIVER_TYPE] as number) > 0)
    values[POPULAR_OF_RECEIVER] = popular;
  if ((values[IMPORTED_FILE] as number) > 0) values[POPULAR_IMPORTED] = popular;
  values[NAMESAKES] = facts.namesakes;
  return { file, symbol, facts, values };
}
