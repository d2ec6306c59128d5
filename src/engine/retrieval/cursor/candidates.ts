import type { ChunkHit, WeightedTerm, WorkspaceIndex } from '../../index';
import type { ProjectFacts } from '../imports';
import type { CandidateSet } from './candidate-set';
import { CODE_WORDS } from './code-words';
import { type CursorPlace, CursorSearch } from './cursor-search';
import type { CursorText } from './cursor-text';
import { WEIGHTS } from './cursor-weights';
import { type Candidate, describeCandidate } from './describe-candidate';
import { type EvidenceKind, SLOTS } from './evidence';
import { NumberPlaces } from './number-places';
import type { FolderUse } from './folder-names';
import { addImports } from './import-evidence';
import { addMembers } from './member-evidence';

/** Letters of a name after which all names that begin so are candidates. */
export const TYPED_UNITS = 3;
const MAX_TYPED_NAMES = 100;
/** Names of similar chunks that are looked up, those with the largest share. */
const MAX_NAMES = 400;
/** As many different names as chunks commonly have. */
const IDENTIFIERS = 1024;
const DEFINITION_HITS = 150;
const CLOSE_HITS = 60;
const CLOSE_CHUNKS = 10;
const TEXT_POSTINGS = 6_000;
const CLOSE_POSTINGS = 4_000;

/** What was looked up for a cursor before. */
export interface CursorFindings {
  /** The chunks most like the text at the cursor, best first. */
  readonly similar: readonly ChunkHit[];
  /** The words they were found by. */
  readonly terms: readonly WeightedTerm[];
  readonly folderUse: FolderUse;
}

/**
 * Definitions of other files that something speaks for, each with its evidence; of many, the `count` that most speaks for. They are
 * gathered in `candidates`, which is emptied first.
 */
export function findCandidates(
  index: WorkspaceIndex,
  project: ProjectFacts,
  cursor: CursorText,
  at: CursorPlace,
  { similar, terms, folderUse }: CursorFindings,
  candidates: CandidateSet,
  count: number,
): Candidate[] {
  candidates.clear();
  const search = new CursorSearch(index, project, cursor, at, candidates);
  addImports(search);
  addNamesOf(search, similar, 'similar-chunk');
  for (const { identifier, name, share } of folderUse)
    if (!cursor.isUsed(name)) search.addIdentifier(identifier, 'folder-use', share);
  addText(search, terms);
  addClose(search);
  addMembers(search);
  addTyped(search);
  return candidates
    .strongest(WEIGHTS, count)
    .map((found) => describeCandidate(found, search))
    .filter(({ symbol }) => !CODE_WORDS.has(symbol.name));
}

/** Names that chunks use and the text at the cursor does not, each with the share of similarity of the chunks that use it. */
function addNamesOf(search: CursorSearch, chunks: readonly ChunkHit[], kind: EvidenceKind): void {
  const total = chunks.reduce((sum, hit) => sum + hit.score, 0);
  const { index, cursor } = search;
  const identifiers = new NumberPlaces(IDENTIFIERS);
  const shares: number[] = [];
  for (const hit of chunks) {
    const share = hit.score / total;
    index.forEachIdentifierOf(hit, (identifier) => {
      if (!index.symbols.isDefinedIdentifier(identifier)) return;
      const place = identifiers.placeOf(identifier);
      shares[place] = (shares[place] ?? 0) + share;
    });
  }
  let left = MAX_NAMES;
  for (const place of [...shares.keys()].sort((a, b) => (shares[b] as number) - (shares[a] as number))) {
    const identifier = identifiers.numberAt(place);
    const share = shares[place] as number;
    const name = index.nameOf(identifier);
    if (cursor.isUsed(name) || CODE_WORDS.has(name)) continue;
    if (left-- === 0) break;
    search.addIdentifier(identifier, kind, share);
  }
}

/** Definitions whose signature, name, type or path is like the text at the cursor. */
function addText(search: CursorSearch, terms: readonly WeightedTerm[]): void {
  const hits = search.searchDefinitions(terms, DEFINITION_HITS, TEXT_POSTINGS);
  for (const { row, score } of hits) search.candidates.add(row, SLOTS.text, score / (hits[0]?.score ?? 1));
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
  addNamesOf(search, chunks, 'similar-line');
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
