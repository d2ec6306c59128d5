import { type ChunkHit, type DefinitionHit, placesByScore, type WeightedTerm } from '../../index';
import type { CursorSearch } from './cursor-search';
import { searchNames } from './cursor-text';
import { NumberPlaces } from './number-places';

const SIMILAR_CHUNKS = 15;
const SIMILAR_POSTINGS = 8_000;
const DEFINITION_HITS = 150;
const TEXT_POSTINGS = 6_000;
/** As many different names as chunks commonly have. */
const IDENTIFIERS = 1024;
/** Lines that a cursor may have moved on, and changes of the index, after which is searched anew. */
const MOST_LINES = 1;
const LAG = 100;

/** A name by its number in the index, and its share of the similarity of the chunks that use it. */
export interface NameShare {
  readonly identifier: number;
  readonly share: number;
}

/** What the names of many lines around a cursor find. A line more or less changes little of it, so that it serves the lines right above and below too. */
export interface NearFindings {
  /** Of the index. */
  readonly revision: number;
  /** The text above the cursor's line. */
  readonly head: string;
  readonly terms: readonly WeightedTerm[];
  /** The numbers of `terms`. */
  readonly termSet: ReadonlySet<number>;
  /** The words of `terms`. */
  readonly words: readonly string[];
  /** The chunks of other files most like the text, best first; of equal ones those of the cursor's own folder. */
  readonly similar: readonly ChunkHit[];
  /** Defined names that these chunks use, those with the largest share first. */
  readonly namesOfSimilar: readonly NameShare[];
  /** Definitions whose signature, name, type or path is like the text, best first. */
  readonly likeText: readonly KeptHit[];
}

/** A definition's place in the order of its file: its row may change. */
interface KeptHit extends Omit<DefinitionHit, 'row'> {
  readonly ordinal: number;
}

export function findNear(search: CursorSearch, head: string): NearFindings {
  const { index, cursor } = search;
  const terms = index.queryTerms(searchNames(cursor));
  const similar = similarChunks(search, terms);
  const likeText = search
    .searchDefinitions(terms, DEFINITION_HITS, TEXT_POSTINGS)
    .map(({ file, row, score }) => ({ file, score, ordinal: row - index.symbols.rowsIn(file.uri).first }));
  return {
    revision: index.revision,
    head,
    terms,
    termSet: new Set(terms.map(({ term }) => term)),
    words: index.termNames(terms),
    similar,
    namesOfSimilar: namesOf(search, similar),
    likeText,
  };
}

/** Whether findings serve a cursor whose line follows `head`. */
export function isNear(known: NearFindings, revision: number, head: string): boolean {
  if (revision - known.revision > LAG) return false;
  const [short, long] = known.head.length < head.length ? [known.head, head] : [head, known.head];
  return long.startsWith(short) && long.slice(short.length).split('\n', MOST_LINES + 2).length <= MOST_LINES + 1;
}

/** The definitions like the text that the index still has, by their rows. */
export function rowsLikeText({ likeText }: NearFindings, { index }: CursorSearch): Omit<DefinitionHit, 'file'>[] {
  return likeText
    .filter(({ file }) => index.file(file.uri) === file)
    .map(({ file, ordinal, score }) => ({ row: index.symbols.rowAt(file.uri, ordinal), score }));
}

/** Names that chunks use and that are defined somewhere. */
export function namesOf({ index }: CursorSearch, chunks: readonly ChunkHit[]): NameShare[] {
  const total = chunks.reduce((sum, hit) => sum + hit.score, 0);
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
  return placesByScore(shares, (a, b) => a - b).map((place) => ({
    identifier: identifiers.numberAt(place),
    share: shares[place] as number,
  }));
}

function similarChunks({ index, at, usable }: CursorSearch, terms: readonly WeightedTerm[]): readonly ChunkHit[] {
  const hits = index.searchChunks(terms, SIMILAR_CHUNKS, {
    maxPostings: SIMILAR_POSTINGS,
    accept: usable.free,
  });
  const isOwn = ({ file }: ChunkHit): number => Number(file.folder === at.folder);
  return [...hits].sort((a, b) => b.score - a.score || isOwn(b) - isOwn(a));
}
