import {
  MAX_ORDER,
  NEAR_TOKENS,
  VISIT_LIMIT,
  WEIGHT_DOCUMENT,
  WEIGHT_FOLDER,
  WEIGHT_NEAR,
  WEIGHT_WORKSPACE,
} from './constants';
import type { Corpus } from './corpus';
import type { DocumentView } from './document-tokens';
import { END, type Continuation, type TokenCounts } from './token-counts';
import { GAP, isBorder, type TokenCode } from './vocabulary';

/** Where occurrences may come from and which next tokens fit what is typed. */
export interface TokenScope {
  readonly corpus: Corpus;
  readonly document: DocumentView;
  /** The document's own learned version is left out: its open text stands for it. */
  readonly uri: string;
  readonly folder: string;
  readonly family: string;
  /** Used again for every token of one prediction. */
  readonly counts: TokenCounts;
}

export type Fits = (code: TokenCode) => boolean;

/**
 * Tokens that may follow `context`, best first: counts of all context lengths up to `MAX_ORDER`, from the open document and the
 * learned files, interpolated so that a context with few different continuations trusts itself more (Witten and Bell).
 * With `fits` only fitting tokens remain and `unseen` is the mass kept for fitting words never seen.
 */
export function nextTokens(scope: TokenScope, context: readonly TokenCode[], fits?: Fits, unseen = 0): Continuation[] {
  const { counts } = scope;
  counts.reset();
  countDocument(scope.document, context, fits, counts);
  countCorpus(scope, context, counts);
  const all = counts.interpolate();
  if (fits === undefined) return all;
  const fitting = all.filter((next) => next.code !== END && fits(next.code));
  const mass = fitting.reduce((sum, next) => sum + next.probability, 0) + unseen;
  return mass === 0 ? [] : fitting.map((next) => ({ ...next, probability: next.probability / mass }));
}

function countDocument(
  document: DocumentView,
  context: readonly TokenCode[],
  fits: Fits | undefined,
  counts: TokenCounts,
): void {
  const { codes, above } = document;
  const count = (position: number, order: number): void => {
    counts.add(codes[position] ?? 0, order, Math.abs(position - above) <= NEAR_TOKENS ? WEIGHT_NEAR : WEIGHT_DOCUMENT);
  };
  document.followers(context[context.length - 1] ?? 0, (position) => {
    const order = sharedTokens(codes, position, 0, context);
    if (order > 0) count(position, order);
  });
  if (fits === undefined) return;
  for (let i = 1; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (!isBorder(code) && fits(code)) count(i, 0);
  }
}

function countCorpus(scope: TokenScope, context: readonly TokenCode[], counts: TokenCounts): void {
  scope.corpus.visit(context, VISIT_LIMIT, (tokens, position, file, needed) => {
    if (file.family !== scope.family || file.uri === scope.uri) return;
    const order = sharedTokens(tokens, position, file.start, context);
    if (order < needed) return;
    counts.add(tokens[position] ?? 0, order, file.folder === scope.folder ? WEIGHT_FOLDER : WEIGHT_WORKSPACE);
  });
}

/** Number of tokens before `end` that equal the end of `context`, spacing aside; a gap matches nothing. */
export function sharedTokens(
  tokens: ArrayLike<TokenCode>,
  end: number,
  start: number,
  context: readonly TokenCode[],
): number {
  let count = 0;
  for (let i = end - 1, j = context.length - 1; i >= start && j >= 0 && count < MAX_ORDER; i--, j--, count++) {
    const code = tokens[i] ?? 0;
    if (code >> 1 !== (context[j] ?? 0) >> 1 || code === GAP) break;
  }
  return count;
}
