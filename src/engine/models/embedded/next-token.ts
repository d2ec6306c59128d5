import {
  ESCAPE,
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
import { GAP, isBorder, type TokenCode } from './vocabulary';

/** Stands for the end of the line among the continuations. */
export const END: TokenCode = 0;

/** One possible next token. */
export interface Continuation {
  readonly code: TokenCode;
  readonly probability: number;
  /** Longest context in tokens under which it was seen. */
  readonly order: number;
  /** Summed weight of the occurrences behind it. */
  readonly support: number;
}

/** Where occurrences may come from and which next tokens fit what is typed. */
export interface TokenScope {
  readonly corpus: Corpus;
  readonly document: DocumentView;
  /** The document's own learned version is left out: its open text stands for it. */
  readonly uri: string;
  readonly folder: string;
  readonly family: string;
}

export type Fits = (code: TokenCode) => boolean;

/**
 * Tokens that may follow `context`, best first: counts of all context lengths up to `MAX_ORDER`, from the open document and the
 * learned files, interpolated so that a context with few different continuations trusts itself more (Witten and Bell).
 * With `fits` only fitting tokens remain and `unseen` is the mass kept for fitting words never seen.
 */
export function nextTokens(scope: TokenScope, context: readonly TokenCode[], fits?: Fits, unseen = 0): Continuation[] {
  const counts = new Counts();
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
  counts: Counts,
): void {
  const { codes, above } = document;
  const last = (context[context.length - 1] ?? 0) >> 1;
  for (let i = 1; i < codes.length; i++) {
    const order = (codes[i - 1] ?? 0) >> 1 === last ? sharedTokens(codes, i, 0, context) : 0;
    if (order === 0 && (fits === undefined || isBorder(codes[i] ?? 0) || !fits(codes[i] ?? 0))) continue;
    counts.add(codes[i] ?? 0, order, Math.abs(i - above) <= NEAR_TOKENS ? WEIGHT_NEAR : WEIGHT_DOCUMENT);
  }
}

function countCorpus(scope: TokenScope, context: readonly TokenCode[], counts: Counts): void {
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

/** Weighted counts of next tokens for each length of shared context. */
class Counts {
  private readonly slots = new Map<TokenCode, Float64Array>();

  add(code: TokenCode, order: number, weight: number): void {
    const key = isBorder(code) ? END : code;
    let row = this.slots.get(key);
    if (row === undefined) {
      row = new Float64Array(MAX_ORDER + 1);
      this.slots.set(key, row);
    }
    row[order] = (row[order] ?? 0) + weight;
  }

  interpolate(): Continuation[] {
    const totals = new Float64Array(MAX_ORDER + 1);
    const kinds = new Float64Array(MAX_ORDER + 1);
    for (const row of this.slots.values()) {
      for (let order = MAX_ORDER - 1; order >= 0; order--) row[order] = (row[order] ?? 0) + (row[order + 1] ?? 0);
      for (let order = 0; order <= MAX_ORDER; order++) {
        const count = row[order] ?? 0;
        if (count === 0) break;
        totals[order] = (totals[order] ?? 0) + count;
        kinds[order] = (kinds[order] ?? 0) + 1;
      }
    }
    const found: Continuation[] = [];
    for (const [code, row] of this.slots) {
      let probability = 0;
      let reached = 0;
      for (let order = 0; order <= MAX_ORDER; order++) {
        const total = totals[order] ?? 0;
        if (total === 0) break;
        const count = row[order] ?? 0;
        if (count > 0) reached = order;
        const escape = ESCAPE * (kinds[order] ?? 0);
        probability = (count + escape * probability) / (total + escape);
      }
      found.push({ code, probability, order: reached, support: row[Math.min(reached, MAX_ORDER)] ?? 0 });
    }
    return found.sort((a, b) => b.probability - a.probability);
  }
}
