import type { WeightedTerm } from '../../index';
import { CODE_WORDS } from './code-words';
import type { CursorSearch } from './cursor-search';
import type { KnownDefinitions } from './definition-facts';
import { type Candidate, describeCandidate } from './describe-candidate';
import { SLOTS } from './evidence';
import type { FolderUse } from './folder-names';
import { addMembers } from './member-evidence';
import { type NearFindings, namesOf } from './near-findings';
import { addNames, type SurroundingEvidence } from './surrounding-evidence';

/** Letters of a name after which all names that begin so are candidates. */
export const TYPED_UNITS = 3;
const MAX_TYPED_NAMES = 100;
const CLOSE_HITS = 60;
const CLOSE_CHUNKS = 10;
const CLOSE_POSTINGS = 4_000;

/**
 * Definitions of other files that something speaks for, each with its evidence; of many, the `count` that most speaks for. They are
 * gathered in the search's set.
 */
export function findCandidates(
  search: CursorSearch,
  near: NearFindings,
  folderUse: FolderUse,
  surrounding: SurroundingEvidence,
  definitions: KnownDefinitions,
  count: number,
): Candidate[] {
  surrounding.putInto(search, near, folderUse);
  const close = new Set(addClose(search).map(({ term }) => term));
  addMembers(search);
  addTyped(search);
  const isNearTerm = (term: number): boolean => near.termSet.has(term) || close.has(term);
  return search.candidates
    .strongest(count)
    .map((found) => describeCandidate(found, search, definitions, isNearTerm))
    .filter(({ facts }) => !search.names.isCodeWord(facts.identifier));
}

/** Definitions whose signature, name, type or path is like the current line and those right above it, and names of the chunks most like these; gives the terms of these lines. */
function addClose(search: CursorSearch): readonly WeightedTerm[] {
  const { index, cursor } = search;
  const close = [...cursor.closeNames].filter((name) => !CODE_WORDS.has(name));
  const terms = index.queryTerms(close.map((name) => [name, cursor.receiver[0] === name ? 3 : 1]));
  const like = search.searchDefinitions(terms, CLOSE_HITS, CLOSE_POSTINGS);
  for (const { row, score } of like) search.candidates.add(row, SLOTS['line-text'], score / (like[0]?.score ?? 1));
  const chunks = index.searchChunks(terms, CLOSE_CHUNKS, {
    maxPostings: CLOSE_POSTINGS,
    accept: search.usable.free,
  });
  addNames(search, namesOf(search, chunks), 'similar-line');
  return terms;
}

function addTyped(search: CursorSearch): void {
  const typed = search.cursor.typed.slice(0, TYPED_UNITS);
  if (typed.length < TYPED_UNITS) return;
  let count = 0;
  for (const name of search.index.symbols.namesWithPrefix(typed)) {
    if (count++ >= MAX_TYPED_NAMES) break;
    search.addName(name, 'typed', 1);
  }
}
