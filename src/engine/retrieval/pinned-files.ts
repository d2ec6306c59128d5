import { type ChunkHit, FileFilter, type IndexedFile, type WeightedTerm } from '../index';
import type { Dropped, Evidence, Snippet } from './contract';
import type { Library } from './library';
import { termMatcher } from './matched-terms';
import { cutToBudget, droppedPlace, lineSnippet } from './snippet';

/** Pinned files take at most this share of an answer's budget together. */
export const PIN_SHARE = 0.4;
const PIN_SCORE = 2;
const CHUNKS_OF_PINS = 24;
/** A beginning of a chunk that is shorter than this says too little, in tokens. */
const SMALLEST_CUT_TOKENS = 40;

export interface PinnedFiles {
  readonly files: readonly IndexedFile[];
  readonly snippets: readonly Snippet[];
  readonly dropped: readonly Dropped[];
}

export interface PinnedQuery {
  /** Canonical URIs. */
  readonly pins: readonly string[];
  readonly terms: readonly WeightedTerm[];
  /** What pinned files may take together. */
  readonly budgetTokens: number;
  /** Tokens that a snippet costs beyond its text. */
  readonly headingTokens: number;
}

/**
 * What the pinned files have for a query: of each its best chunk, or its beginning when nothing in it matches, then what else
 * matches best. A pin lifts nothing: of a file that is not free no line is shown.
 */
export async function pinnedSnippets(library: Library, query: PinnedQuery, signal: AbortSignal): Promise<PinnedFiles> {
  const files: IndexedFile[] = [];
  const dropped: Dropped[] = [];
  for (const uri of new Set(query.pins)) {
    const { strength } = library.policy.judge(uri);
    const file = library.index.file(uri);
    if (strength !== 'free') dropped.push({ ...droppedPlace(uri, 0, 0, 'excluded'), strength });
    else if (file?.strength === 'low-quality')
      dropped.push({ ...droppedPlace(uri, 0, 0, 'excluded'), strength: 'low-quality' });
    else if (file) files.push(file);
  }
  if (files.length === 0) return { files, snippets: [], dropped };

  const snippets: Snippet[] = [];
  let left = Math.floor(query.budgetTokens);
  for (const { file, chunk, terms } of candidates(library, files, query.terms)) {
    const document = await library.texts.read(file.uri);
    signal.throwIfAborted();
    if (!document) continue;
    const why: Evidence = { list: 'pin', rank: 1 + files.indexOf(file), score: PIN_SCORE, terms };
    const snippet = lineSnippet(document, { ...file, ...chunk }, 'chunk', PIN_SCORE, [why]);
    if (!snippet) continue;
    const room = left - query.headingTokens;
    const fitting = snippet.tokens <= room ? snippet : cut(snippet, room);
    const isFirst = !snippets.some((known) => known.origin.uri === file.uri);
    if (fitting && (fitting === snippet || isFirst)) {
      snippets.push(fitting);
      left -= fitting.tokens + query.headingTokens;
    } else dropped.push(droppedPlace(file.uri, chunk.startLine, chunk.endLine, 'over-budget'));
  }
  return { files, snippets, dropped };
}

function cut(snippet: Snippet, budgetTokens: number): Snippet | undefined {
  return budgetTokens < SMALLEST_CUT_TOKENS ? undefined : cutToBudget(snippet, budgetTokens);
}

/** The best chunk of each file in the order of the pins, then the others that match, best first. */
function candidates({ index }: Library, files: readonly IndexedFile[], terms: readonly WeightedTerm[]) {
  const pinned = new Set(files.map((file) => file.uri));
  const hits: readonly ChunkHit[] = index.searchChunks(terms, CHUNKS_OF_PINS, {
    accept: new FileFilter(index, (file) => pinned.has(file.uri)),
  });
  const matched = termMatcher(index, terms);
  const firsts = files.flatMap((file) => {
    const hit = hits.find((candidate) => candidate.file.uri === file.uri);
    const chunk = hit?.chunk ?? file.chunks[0];
    return chunk ? [{ file, chunk, terms: hit ? matched(hit) : [] }] : [];
  });
  const taken = new Set(firsts.map(({ chunk }) => chunk));
  const others = hits.filter(({ chunk }) => !taken.has(chunk));
  return [...firsts, ...others.map((hit) => ({ ...hit, terms: matched(hit) }))];
}
