import type { ChunkHit, WeightedTerm } from '../../index';
import type { Dropped, Snippet } from '../contract';
import type { Library } from '../library';
import type { DocumentText } from '../document-texts';
import { termMatcher } from '../matched-terms';
import { droppedPlace, lineSnippet } from '../snippet';
import { costOf, HEADING_TOKENS, type IsQuoted, type Packed } from './packed';
import { type Placeable, type Placed, placesOf, placeStably } from './placement';
import type { ShownLines } from './shown-lines';

const MAX_BODIES = 6;
/** A chunk that has this share of its lines in what the editor shows adds nothing. */
const SHOWN_SHARE = 0.5;

interface BodyChoice {
  readonly similar: readonly ChunkHit[];
  /** What the chunks were found by. */
  readonly terms: readonly WeightedTerm[];
  /** Lines that the editor shows. */
  readonly shownLines: ShownLines;
  readonly isPinned: IsQuoted;
  /** What was read ahead. */
  readonly texts: BodyTexts | undefined;
}

/** By URI. */
export type BodyTexts = ReadonlyMap<string, Promise<DocumentText | undefined>>;

interface RankedBody extends Placeable {
  readonly snippet: Snippet;
  readonly hit: ChunkHit;
}

export interface PackedBodies extends Packed {
  readonly placed: readonly Placed<RankedBody>[];
}

const NO_BODIES: PackedBodies = { snippets: [], tokens: 0, placed: [] };

/** What was packed, while the files are the same and it still fits. */
export function keepBodies(
  { index }: Library,
  packed: PackedBodies | undefined,
  isPinned: IsQuoted,
  budgetTokens: number,
): PackedBodies | undefined {
  if (!packed || packed.tokens > budgetTokens) return undefined;
  const isAsBefore = packed.placed.every(
    ({ item: { hit } }) =>
      index.file(hit.file.uri) === hit.file && !isPinned(hit.file.uri, hit.chunk.startLine, hit.chunk.endLine),
  );
  return isAsBefore ? packed : undefined;
}

/** Begins to read the texts that `packBodies` looks at. */
export function readBodies(
  { texts }: Library,
  similar: readonly ChunkHit[],
  before: PackedBodies = NO_BODIES,
): BodyTexts {
  const uris = new Set(similar.slice(0, mostLookedAt(before)).map(({ file }) => file.uri));
  return new Map(Array.from(uris, (uri) => [uri, texts.read(uri)]));
}

const mostLookedAt = ({ placed }: PackedBodies): number => Math.max(MAX_BODIES, 2 * placed.length);

/** Bodies of similar chunks within a budget, best first, each with its place in the prompt. */
export async function packBodies(
  library: Library,
  { similar, terms, shownLines, isPinned, texts }: BodyChoice,
  budgetTokens: number,
  before: PackedBodies = NO_BODIES,
  dropped: Dropped[],
): Promise<PackedBodies> {
  if (budgetTokens < 2 * HEADING_TOKENS) return NO_BODIES;
  const free = similar.filter(({ file, chunk }) => !isPinned(file.uri, chunk.startLine, chunk.endLine));
  const candidates = free.slice(0, mostLookedAt(before));
  const known = texts ?? readBodies(library, candidates, before);
  const read = await Promise.all(candidates.map(({ file }) => known.get(file.uri) ?? library.texts.read(file.uri)));
  const ranked: RankedBody[] = [];
  candidates.forEach((hit, at) => {
    const { file, chunk, score } = hit;
    const document = read[at];
    const snippet = document && lineSnippet(document, { ...file, ...chunk }, 'chunk', score, []);
    if (!snippet) return;
    if (isShown(snippet.text, shownLines))
      dropped.push(droppedPlace(file.uri, chunk.startLine, chunk.endLine, 'already-shown'));
    else if (costOf(snippet) > budgetTokens)
      dropped.push(droppedPlace(file.uri, chunk.startLine, chunk.endLine, 'over-budget'));
    else {
      const key = `${file.uri}\n${chunk.startLine}\n${chunk.endLine}`;
      ranked.push({ key, score: -at, tokens: costOf(snippet), snippet, hit });
    }
  });
  const placed = placeStably(ranked, placesOf(before.placed), { budgetTokens, slack: 0, margin: MAX_BODIES }).slice(
    0,
    MAX_BODIES,
  );
  const matched = termMatcher(library.index, terms);
  return {
    snippets: placed.map(({ item: { snippet, hit, score }, place }) => {
      const why = { list: 'similar-chunk', rank: 1 - score, score: hit.score, terms: matched(hit) };
      return { ...snippet, place, why: [why] };
    }),
    tokens: placed.reduce((sum, { item }) => sum + item.tokens, 0),
    placed,
  };
}

/** Half of its lines of some length stand in the text around the cursor already. */
function isShown(text: string, shownLines: ShownLines): boolean {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length > 3);
  const known = lines.filter((line) => shownLines.has(line)).length;
  return lines.length === 0 || known >= SHOWN_SHARE * lines.length;
}
