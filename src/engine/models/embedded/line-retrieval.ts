import { NEAR_TOKENS, VISIT_LIMIT, WEIGHT_DOCUMENT, WEIGHT_FOLDER, WEIGHT_NEAR, WEIGHT_WORKSPACE } from './constants';
import { type Fits, sharedTokens, type TokenScope } from './next-token';
import { codeAt, type TokenStream } from './token-stream';
import { isBorder, LINE_DEEPER, LINE_SAME, LINE_SHALLOWER, type TokenCode } from './vocabulary';

/** The rest of a line that stands somewhere in the workspace behind the same beginning. */
export interface RetrievedLine {
  readonly codes: readonly TokenCode[];
  /** Summed weight of its occurrences. */
  readonly weight: number;
}

export interface Retrieved {
  /** Heaviest first. */
  readonly lines: readonly RetrievedLine[];
  readonly total: number;
}

/** Tokens that must agree for a line to count as following a similar one. */
const SIMILAR_TOKENS = 4;
const FOLLOWS_SAME_LINE = 4;

/**
 * Line retrieval: lines that begin with the tokens typed so far, or, when nothing is typed, follow a line that ends like the
 * one above. Lines of the open document weigh more, and so do lines that also follow a similar line.
 */
export function retrieveLines(
  scope: TokenScope,
  context: readonly TokenCode[],
  lineStart: number,
  textOf: (codes: readonly TokenCode[]) => string,
  fits?: Fits,
): Retrieved {
  const typed = context.length - lineStart;
  const votes = new Map<string, { codes: readonly TokenCode[]; weight: number }>();
  let total = 0;
  const consider = (tokens: TokenStream, position: number, start: number, weight: number): void => {
    const first = codeAt(tokens, position);
    if (isBorder(first) || (fits !== undefined && !fits(first))) return;
    if (!sameBeginning(tokens, position, start, context, typed)) return;
    const before = sharedTokens(tokens, position - typed, start, context.slice(0, lineStart));
    if (typed === 0 && before < SIMILAR_TOKENS) return;
    const codes: TokenCode[] = [];
    for (let i = position; i < tokens.numbers.length && !isBorder(codeAt(tokens, i)); i++)
      codes.push(codeAt(tokens, i));
    const key = textOf(codes);
    const vote = before >= 3 ? weight * FOLLOWS_SAME_LINE : weight;
    const known = votes.get(key);
    if (known === undefined) votes.set(key, { codes, weight: vote });
    else known.weight += vote;
    total += vote;
  };
  const { codes, above, earlier, counts } = scope.document;
  const document = { numbers: codes };
  for (let i = 1; i < codes.length; i++) {
    const near = i >= earlier || Math.abs(i - above) <= NEAR_TOKENS;
    if (counts(i)) consider(document, i, 0, near ? WEIGHT_NEAR : WEIGHT_DOCUMENT);
  }
  for (const variant of variants(context, lineStart, typed)) {
    scope.corpus.visit(variant, VISIT_LIMIT, (tokens, position, start, file, needed) => {
      if (file.family !== scope.family || file.uri === scope.uri) return;
      if (sharedTokens(tokens, position, start, variant) < needed) return;
      consider(tokens, position, start, file.folder === scope.folder ? WEIGHT_FOLDER : WEIGHT_WORKSPACE);
    });
  }
  const lines = [...votes].sort(([a, x], [b, y]) => y.weight - x.weight || (a < b ? -1 : 1)).map(([, line]) => line);
  return { lines, total };
}

/** The context with each way of being indented, where the border belongs to what is looked up. */
function variants(context: readonly TokenCode[], lineStart: number, typed: number): (readonly TokenCode[])[] {
  if (typed !== 1) return [context];
  return [LINE_SAME, LINE_DEEPER, LINE_SHALLOWER].map((border) => context.with(lineStart - 1, border));
}

function sameBeginning(
  tokens: TokenStream,
  position: number,
  start: number,
  context: readonly TokenCode[],
  typed: number,
): boolean {
  const begin = position - typed;
  if (begin <= start || !isBorder(codeAt(tokens, begin - 1))) return false;
  for (let i = 0; i < typed; i++) {
    if (codeAt(tokens, begin + i) >> 1 !== (context[context.length - typed + i] ?? 0) >> 1) return false;
  }
  return true;
}
