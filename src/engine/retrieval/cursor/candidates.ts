import { CODE_WORDS } from './code-words';
import type { CursorSearch } from './cursor-search';
import { WEIGHTS } from './cursor-weights';
import { type Candidate, describeCandidate } from './describe-candidate';
import { type EvidenceKind, SLOTS } from './evidence';
import type { FolderUse } from './folder-names';
import { addImports } from './import-evidence';
import { addMembers } from './member-evidence';
import { type NameShare, type NearFindings, namesOf, rowsLikeText } from './near-findings';

/** Letters of a name after which all names that begin so are candidates. */
export const TYPED_UNITS = 3;
const MAX_TYPED_NAMES = 100;
/** Names of similar chunks that are looked up, those with the largest share. */
const MAX_NAMES = 400;
const CLOSE_HITS = 60;
const CLOSE_CHUNKS = 10;
const CLOSE_POSTINGS = 4_000;

/**
 * Definitions of other files that something speaks for, each with its evidence; of many, the `count` that most speaks for. They are
 * gathered in the search's set, which is emptied first.
 */
export function findCandidates(
  search: CursorSearch,
  near: NearFindings,
  folderUse: FolderUse,
  count: number,
): Candidate[] {
  const { candidates, cursor } = search;
  candidates.clear();
  addImports(search);
  addNames(search, near.namesOfSimilar, 'similar-chunk');
  for (const { identifier, name, share } of folderUse)
    if (!cursor.isUsed(name)) search.addIdentifier(identifier, 'folder-use', share);
  addText(search, near);
  addClose(search);
  addMembers(search);
  addTyped(search);
  return candidates
    .strongest(WEIGHTS, count)
    .map((found) => describeCandidate(found, search))
    .filter(({ symbol }) => !CODE_WORDS.has(symbol.name));
}

/** Names that the text at the cursor does not use yet. */
function addNames(search: CursorSearch, names: readonly NameShare[], kind: EvidenceKind): void {
  let left = MAX_NAMES;
  for (const { identifier, share } of names) {
    const name = search.index.nameOf(identifier);
    if (search.cursor.isUsed(name) || CODE_WORDS.has(name)) continue;
    if (left-- === 0) break;
    search.addIdentifier(identifier, kind, share);
  }
}

/** Definitions whose signature, name, type or path is like the text at the cursor. */
function addText(search: CursorSearch, near: NearFindings): void {
  const best = near.likeText[0]?.score ?? 1;
  for (const { row, score } of rowsLikeText(near, search)) search.candidates.add(row, SLOTS.text, score / best);
}

/** The same for the current line and the lines right above it, and the chunks most like these. */
function addClose(search: CursorSearch): void {
  const { index, cursor } = search;
  const close = [...cursor.closeNames].filter((name) => !CODE_WORDS.has(name));
  const terms = index.queryTerms(close.map((name) => [name, cursor.receiver[0] === name ? 3 : 1]));
  const like = search.searchDefinitions(terms, CLOSE_HITS, CLOSE_POSTINGS);
  for (const { row, score } of like) search.candidates.add(row, SLOTS['line-text'], score / (like[0]?.score ?? 1));
  const chunks = index.searchChunks(terms, CLOSE_CHUNKS, {
    maxPostings: CLOSE_POSTINGS,
    accept: (file) => file.strength === 'free' && search.accept(file),
  });
  addNames(search, namesOf(search, chunks), 'similar-line');
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
