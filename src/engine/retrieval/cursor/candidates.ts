import type { ChunkHit, WeightedTerm, WorkspaceIndex } from '../../index';
import type { ProjectFacts } from '../imports';
import type { Candidate } from './candidate-set';
import { CODE_WORDS } from './code-words';
import { type CursorPlace, CursorSearch } from './cursor-search';
import type { CursorText } from './cursor-text';
import { WEIGHTS } from './cursor-weights';
import { describeCandidate } from './describe-candidate';
import type { EvidenceKind } from './evidence';
import type { FolderUse } from './folder-names';
import { addImports } from './import-evidence';
import { addMembers } from './member-evidence';

/** Letters of a name after which all names that begin so are candidates. */
export const TYPED_UNITS = 3;
const MAX_TYPED_NAMES = 100;
const DEFINITION_HITS = 150;
const CLOSE_HITS = 60;
const CLOSE_CHUNKS = 10;
const TEXT_POSTINGS = 12_000;
const CLOSE_POSTINGS = 6_000;

/** What was looked up for a cursor before. */
export interface CursorFindings {
  /** The chunks most like the text at the cursor, best first. */
  readonly similar: readonly ChunkHit[];
  /** The words they were found by. */
  readonly terms: readonly WeightedTerm[];
  readonly folderUse: FolderUse;
}

/**
 * Definitions of other files that something speaks for, each with its evidence; of many, the `count` that most speaks for.
 */
export function findCandidates(
  index: WorkspaceIndex,
  project: ProjectFacts,
  cursor: CursorText,
  at: CursorPlace,
  { similar, terms, folderUse }: CursorFindings,
  count: number,
): Candidate[] {
  const search = new CursorSearch(index, project, cursor, at);
  addImports(search);
  addNamesOf(search, similar, 'similar-chunk');
  for (const [name, share] of folderUse) if (!cursor.isUsed(name)) search.addName(name, 'folder-use', share);
  addText(search, terms);
  addClose(search);
  addMembers(search);
  addTyped(search);
  const candidates = search.candidates.strongest(WEIGHTS, count);
  for (const candidate of candidates) describeCandidate(candidate, search);
  return candidates;
}

/** Names that chunks use and the text at the cursor does not, each with the share of similarity of the chunks that use it. */
function addNamesOf(search: CursorSearch, chunks: readonly ChunkHit[], kind: EvidenceKind): void {
  const total = chunks.reduce((sum, hit) => sum + hit.score, 0);
  const shares = new Map<string, number>();
  for (const hit of chunks) {
    const share = hit.score / total;
    for (const name of search.index.identifiersIn(hit.file.uri, hit.ordinal)) {
      const known = shares.get(name);
      if (known !== undefined) shares.set(name, known + share);
      else if (!search.cursor.isUsed(name)) shares.set(name, share);
    }
  }
  for (const [name, share] of shares) search.addName(name, kind, share);
}

/** Definitions whose signature, name, type or path is like the text at the cursor. */
function addText(search: CursorSearch, terms: readonly WeightedTerm[]): void {
  const hits = search.searchDefinitions(terms, DEFINITION_HITS, TEXT_POSTINGS);
  for (const { file, symbol, score } of hits) search.add(file, symbol, 'text', score / (hits[0]?.score ?? 1));
}

/** The same for the current line and the lines right above it, and the chunks most like these. */
function addClose(search: CursorSearch): void {
  const { index, cursor } = search;
  const close = [...cursor.closeNames].filter((name) => !CODE_WORDS.has(name));
  const terms = index.queryTerms(close.map((name) => [name, cursor.receiver[0] === name ? 3 : 1]));
  const like = search.searchDefinitions(terms, CLOSE_HITS, CLOSE_POSTINGS);
  for (const { file, symbol, score } of like) search.add(file, symbol, 'line-text', score / (like[0]?.score ?? 1));
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
