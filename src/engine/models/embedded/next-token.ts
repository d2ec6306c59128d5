import { countAlike } from './alike-places';
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
import type { TokenKind } from './document-tokens';
import type { DocumentView } from './document-view';
import { codeAt, type TokenStream } from './token-stream';
import { DOCUMENT, EARLIER, END, type Evidence, FOLDER, type TokenCounts, WORKSPACE } from './token-counts';
import { GAP, isBorder, type TokenCode } from './vocabulary';
import { isNameShape } from './word-shape';

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
  readonly kind: (code: TokenCode) => TokenKind;
}

export type Fits = (code: TokenCode) => boolean;

/** What is known of the tokens that may follow `context`: from the open document, the learned files and the recent words. */
export function gatherEvidence(scope: TokenScope, context: readonly TokenCode[], fits?: Fits): Evidence[] {
  const { counts } = scope;
  counts.reset();
  countDocument(scope.document, context, fits, counts);
  countCorpus(scope, context, counts);
  const shapes = context.slice(-MAX_ORDER).map((code) => scope.kind(code).shape);
  countAlike(scope.document, context, shapes, counts);
  const spaced = counts.spaced ? 1 : 0;
  for (const code of scope.document.recent.keys()) {
    counts.know(isNameShape(scope.kind(code).shape) ? code | spaced : code);
  }
  const all = counts.interpolate();
  return fits === undefined ? all : all.filter((next) => next.code !== END && fits(next.code));
}

function countDocument(
  document: DocumentView,
  context: readonly TokenCode[],
  fits: Fits | undefined,
  counts: TokenCounts,
): void {
  const { codes, above, earlier } = document;
  const tokens = { numbers: codes };
  const count = (position: number, order: number): void => {
    const isEarlier = position >= earlier;
    const near = isEarlier || Math.abs(position - above) <= NEAR_TOKENS;
    counts.add(codes[position] ?? 0, isEarlier ? EARLIER : DOCUMENT, order, near ? WEIGHT_NEAR : WEIGHT_DOCUMENT);
  };
  document.followers(context[context.length - 1] ?? 0, (position) => {
    const order = sharedTokens(tokens, position, 0, context);
    if (order > 0) count(position, order);
  });
  if (fits === undefined) return;
  for (let i = 1; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (!isBorder(code) && fits(code) && document.counts(i)) count(i, 0);
  }
}

function countCorpus(scope: TokenScope, context: readonly TokenCode[], counts: TokenCounts): void {
  scope.corpus.visit(context, VISIT_LIMIT, (tokens, position, start, file, needed) => {
    if (file.family !== scope.family || file.uri === scope.uri) return;
    const order = sharedTokens(tokens, position, start, context);
    if (order < needed) return;
    const near = file.folder === scope.folder;
    counts.add(codeAt(tokens, position), near ? FOLDER : WORKSPACE, order, near ? WEIGHT_FOLDER : WEIGHT_WORKSPACE);
  });
}

/** Number of tokens before `end` that equal the end of `context`, spacing aside; a gap matches nothing. */
export function sharedTokens(
  { numbers, codes }: TokenStream,
  end: number,
  start: number,
  context: readonly TokenCode[],
): number {
  let count = 0;
  for (let i = end - 1, j = context.length - 1; i >= start && j >= 0 && count < MAX_ORDER; i--, j--, count++) {
    const number = numbers[i] ?? 0;
    const code = codes === undefined ? number : (codes[number] ?? 0);
    if (code >> 1 !== (context[j] ?? 0) >> 1 || code === GAP) break;
  }
  return count;
}
