import type { Dropped, Snippet } from '../contract';
import type { Library } from '../library';
import { droppedPlace, linesRange } from '../snippet';
import type { FoundAtCursor } from './cursor-memory';
import { LatestSignatures } from './latest-signatures';
import { HEADING_TOKENS, type IsQuoted, type Packed } from './packed';
import type { Candidate } from './describe-candidate';
import { type Placed, placeOnLine, placesOf, placeStably } from './placement';
import { rankSignatures, reasonsFor } from './signature-pack';

/** Signatures that are told of as left out. */
const MOST_DROPPED = 30;
/** Signatures that are ranked; a budget of a few thousand tokens holds fewer. */
const RANKED = 300;
/** Of the budget, what the first answer in a document leaves free for what comes up while one types. */
const SLACK = 0.1;
/** Odds, as a logarithm, by which a new signature must beat the least of the kept ones. */
const MARGIN = 0.7;
/** While one types on a line, the prompt changes when one of so many best signatures is not there; so many come in then, the first of them in place of others. */
const LEADING = 3;
const JOINING = 60;
const DISPLACING = 20;

export interface PackedSignatures extends Packed {
  readonly placed: readonly Placed<Candidate>[];
  /** The snippets for a trace. */
  readonly kept: LatestSignatures;
}

/** The signatures for a cursor within a budget, best first, each with its place in the prompt; `before` are those of the key before. */
export function packSignatures(
  { texts, index }: Library,
  { candidates, cursor }: FoundAtCursor,
  isPinned: IsQuoted,
  budgetTokens: number,
  before: readonly Placed<Candidate>[],
  isSameLine: boolean,
  dropped: Dropped[],
): PackedSignatures {
  const mayShow = ({ facts: { file, symbol } }: Candidate): boolean =>
    !isPinned(file.uri, symbol.nameLine, symbol.nameLine) &&
    (file.strength === 'free' || cursor.importedNames.has(symbol.name) || cursor.isUsed(symbol.name));
  const ranked = rankSignatures(candidates, cursor, RANKED).filter(mayShow);
  const fits = before.reduce((sum, { item }) => sum + item.tokens, 0) <= budgetTokens;
  const asBefore = before.filter(({ item }) => index.file(item.facts.file.uri) === item.facts.file && mayShow(item));
  const placed =
    isSameLine && fits && asBefore.length > 0
      ? placeOnLine(ranked, asBefore, { budgetTokens, leading: LEADING, joining: JOINING, displacing: DISPLACING })
      : placeStably(ranked, placesOf(before), { budgetTokens, slack: SLACK, margin: MARGIN });
  const versionOf = (uri: string): number => texts.opened(uri)?.version ?? -1;
  const snippets = placed.map(({ item, place }) => signatureSnippet(item, place, versionOf(item.facts.file.uri)));
  const shown = new Set(placed.map(({ item }) => item.key));
  for (const item of ranked) {
    if (dropped.length >= MOST_DROPPED) break;
    if (shown.has(item.key)) continue;
    const { file, symbol } = item.facts;
    dropped.push(droppedPlace(file.uri, symbol.nameLine, symbol.nameLine, 'over-budget'));
  }
  return {
    snippets,
    kept: new LatestSignatures(placed, snippets),
    tokens: placed.reduce((sum, { item }) => sum + item.tokens, 0),
    placed,
  };
}

function signatureSnippet(signature: Candidate, place: number, version: number): Snippet {
  const { facts, score, tokens } = signature;
  const { file, symbol } = facts;
  const { uri, path, languageId } = file;
  const { nameLine, signature: text } = symbol;
  return {
    origin: { kind: 'file', uri, range: linesRange(nameLine, nameLine), version },
    path,
    languageId,
    text,
    tokens: tokens - HEADING_TOKENS,
    kind: 'signature',
    score,
    // Few ever look at it.
    get why() {
      return reasonsFor(signature);
    },
    place,
  };
}
