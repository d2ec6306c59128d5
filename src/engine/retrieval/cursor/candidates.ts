import type { ChunkHit, WeightedTerm, WorkspaceIndex } from '../../index';
import type { ProjectFacts } from '../imports';
import type { Candidate } from './candidate-set';
import { CODE_WORDS } from './code-words';
import { type CursorPlace, CursorSearch } from './cursor-search';
import type { CursorText } from './cursor-text';
import { WEIGHTS } from './cursor-weights';
import { describeCandidate } from './describe-candidate';
import type { EvidenceKind } from './evidence';
import { addImports } from './import-evidence';
import { addMembers } from './member-evidence';

/** Letters of a name after which all names that begin so are candidates. */
export const TYPED_UNITS = 3;
const MAX_TYPED_NAMES = 100;
const DEFINITION_HITS = 150;
const CLOSE_HITS = 60;
const CLOSE_CHUNKS = 15;
const MAX_SIBLINGS = 40;
const TEXT_POSTINGS = 20_000;
const CLOSE_POSTINGS = 10_000;

/**
 * Definitions of other files that something speaks for, each with its evidence; of many, the `count` that most speaks for.
 * `similar` are the chunks most like the text at the cursor, and `terms` the words they were found by.
 */
export function findCandidates(
  index: WorkspaceIndex,
  project: ProjectFacts,
  cursor: CursorText,
  at: CursorPlace,
  { similar, terms }: { readonly similar: readonly ChunkHit[]; readonly terms: readonly WeightedTerm[] },
  count: number,
): Candidate[] {
  const search = new CursorSearch(index, project, cursor, at);
  addImports(search);
  for (const [name, nearness] of cursor.nearNames) search.addName(name, 'near-name', nearness);
  for (const name of cursor.closeNames) search.addName(name, 'close-name', 1);
  addNamesOf(search, similar, 'similar-chunk');
  addText(search, terms);
  addClose(search);
  addMembers(search);
  addSiblings(search);
  addTyped(search);
  const candidates = search.candidates.strongest(WEIGHTS, count);
  for (const candidate of candidates) describeCandidate(candidate, search);
  return candidates;
}

/** Names that chunks use, each with the share of similarity of the chunks that use it. */
function addNamesOf(search: CursorSearch, chunks: readonly ChunkHit[], kind: EvidenceKind): void {
  const total = chunks.reduce((sum, hit) => sum + hit.score, 0);
  const shares = new Map<string, number>();
  for (const hit of chunks) {
    for (const name of search.index.identifiersIn(hit.file.uri, hit.ordinal))
      shares.set(name, (shares.get(name) ?? 0) + hit.score / total);
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
  const named = search.searchDefinitions(terms, CLOSE_HITS, CLOSE_POSTINGS, [0, 1, 0, 0]);
  for (const { file, symbol, score } of named) search.add(file, symbol, 'name-text', score / (named[0]?.score ?? 1));
  const chunks = index.searchChunks(terms, CLOSE_CHUNKS, {
    maxPostings: CLOSE_POSTINGS,
    accept: (file) => file.strength === 'free' && search.accept(file),
  });
  addNamesOf(search, chunks, 'similar-line');
}

/** Names that files of the same directory import. */
function addSiblings(search: CursorSearch): void {
  const { at, index } = search;
  const directory = at.path.slice(0, Math.max(0, at.path.lastIndexOf('/')));
  const counts = new Map<string, number>();
  let files = 0;
  for (const uri of search.files.inDirectory(at.folder, directory).slice(0, MAX_SIBLINGS)) {
    const file = index.file(uri);
    if (!file || !search.accept(file) || file.imports.length === 0) continue;
    files++;
    for (const name of new Set(file.imports.map((each) => each.name))) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  for (const [name, count] of counts) search.addName(name, 'sibling', count / Math.max(3, files));
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
