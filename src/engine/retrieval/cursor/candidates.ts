import { addClose, type CloseFindings } from './close-findings';
import type { CursorSearch } from './cursor-search';
import type { KnownDefinitions } from './definition-facts';
import { type Candidate, describeCandidate } from './describe-candidate';
import type { FolderUse } from './folder-names';
import { addMembers } from './member-evidence';
import type { NearFindings } from './near-findings';
import type { SurroundingEvidence } from './surrounding-evidence';

/** Letters of a name after which all names that begin so are candidates. */
export const TYPED_UNITS = 3;
const MAX_TYPED_NAMES = 100;

/** What was found around a cursor. */
export interface Findings {
  readonly near: NearFindings;
  readonly close: CloseFindings;
  readonly folderUse: FolderUse;
}

/** What serves one cursor after another. */
export interface KeptFromBefore {
  readonly surrounding: SurroundingEvidence;
  readonly definitions: KnownDefinitions;
}

/**
 * Definitions of other files that something speaks for, each with its evidence; of many, the `count` that most speaks for. They are
 * gathered in the search's set.
 */
export function findCandidates(
  search: CursorSearch,
  { near, close, folderUse }: Findings,
  { surrounding, definitions }: KeptFromBefore,
  count: number,
): Candidate[] {
  surrounding.putInto(search, near, folderUse);
  addClose(search, close);
  addMembers(search);
  addTyped(search);
  const isNearTerm = (term: number): boolean => near.termSet.has(term) || close.terms.has(term);
  return search.candidates
    .strongest(count)
    .map((found) => describeCandidate(found, search, definitions, isNearTerm))
    .filter(({ facts }) => !search.names.isCodeWord(facts.identifier));
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
