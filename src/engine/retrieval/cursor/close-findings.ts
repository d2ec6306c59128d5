import type { DefinitionHit } from '../../index';
import { CODE_WORDS } from './code-words';
import type { CursorSearch } from './cursor-search';
import { SLOTS } from './evidence';
import { type NameShare, namesOf } from './near-findings';
import { addNames } from './surrounding-evidence';

const HITS = 60;
const CHUNKS = 10;
const POSTINGS = 4_000;

/** What the names of the current line and of those right above it find. */
export interface CloseFindings {
  /** Of the index. */
  readonly revision: number;
  readonly names: ReadonlySet<string>;
  /** The terms of these names. */
  readonly terms: ReadonlySet<number>;
  /** Definitions whose signature, name, type or path is like these lines, best first. */
  readonly likeLines: readonly DefinitionHit[];
  /** Names of the chunks most like these lines. */
  readonly namesOfSimilar: readonly NameShare[];
}

export function findClose(search: CursorSearch): CloseFindings {
  const { index, cursor, usable } = search;
  const names = [...cursor.closeNames].filter((name) => !CODE_WORDS.has(name));
  const terms = index.queryTerms(names.map((name) => [name, cursor.receiver[0] === name ? 3 : 1]));
  const chunks = index.searchChunks(terms, CHUNKS, { maxPostings: POSTINGS, accept: usable.free });
  return {
    revision: index.revision,
    names: cursor.closeNames,
    terms: new Set(terms.map(({ term }) => term)),
    likeLines: search.searchDefinitions(terms, HITS, POSTINGS),
    namesOfSimilar: namesOf(search, chunks),
  };
}

/**
 * Whether findings serve a cursor at the start of a line: they do when the line above was asked for when it was written, since then they
 * were found with all names that are close now, and those of one line more.
 */
export function servesLineStart(known: CloseFindings, { index, cursor }: CursorSearch): boolean {
  if (cursor.lineNames.length > 0 || known.revision !== index.revision) return false;
  for (const name of cursor.closeNames) if (!known.names.has(name)) return false;
  return true;
}

/** Adds the definitions that these findings speak for. */
export function addClose(search: CursorSearch, { likeLines, namesOfSimilar }: CloseFindings): void {
  for (const { row, score } of likeLines)
    search.candidates.add(row, SLOTS['line-text'], score / (likeLines[0]?.score ?? 1));
  addNames(search, namesOfSimilar, 'similar-line');
}
