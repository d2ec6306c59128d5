import type { TokenKind } from './document-tokens';
import type { DocumentView, Occurrences } from './document-view';
import { closing, type LineState } from './line-state';
import { END, type Evidence } from './token-counts';
import type { TokenCode } from './vocabulary';
import { isNameShape, type Shape } from './word-shape';

/** Probabilities that are mixed, in order; each enters as a natural logarithm that is bounded below and shifted to start at zero. */
export const TOKEN_SOURCES = [
  'all exact places',
  'document',
  'folder',
  'workspace',
  'earlier lines',
  'alike places',
  'recent tokens',
  'alike places, the shape',
] as const;

/** Contexts are told apart by the longest exact match: up to 1, 3, 7 tokens, or longer. Each has its own weights of the sources. */
export const DEPTHS = 4;

/** Further values of a token, in order. */
export const TOKEN_FLAGS = [
  'longest context it was seen in, 0 to 1',
  'end of line',
  'word',
  'closes what the line owes',
  'closes what the line does not owe',
  'end of line while the line owes a closer',
  'stands on the line already',
  'same as the token before',
  'word that the document has once',
  'word that the document has only below',
  'word that the document does not have',
  'distance to the word above in tokens, log',
  'seen only at alike places',
  'support, log',
  'seen at no place',
] as const;

const SOURCES = TOKEN_SOURCES.length;
/** Values of a token. In a list of weights those of an unknown token follow, one for each depth. */
export const TOKEN_VALUES = SOURCES * DEPTHS + TOKEN_FLAGS.length;

/** Tokens that are weighed at most. */
const MOST_TOKENS = 32;
const FLOOR = 1e-4;
const SHAPE_UNITS = 2 ** 30;
const NO_TOKEN = { text: '', word: false };
const NOWHERE: Occurrences = { last: -1, above: 0, below: false };

/** Evidence with the probability of its shape at alike places and its share among the recent tokens. */
export interface Weighed extends Evidence {
  readonly shape: number;
  readonly recent: number;
}

export interface NextToken extends Evidence {
  readonly probability: number;
}

export interface MixingScope {
  readonly document: DocumentView;
  readonly kind: (code: TokenCode) => TokenKind;
  readonly line: LineState;
  readonly previous: TokenCode;
}

/** The likeliest of the tokens with their probabilities, and the probability that it is one nobody has written yet. */
export function mixTokens(
  scope: MixingScope,
  evidence: readonly Evidence[],
  weights: readonly number[],
): { readonly next: NextToken[]; readonly unknown: number } {
  const weighed = likeliest(scope, evidence);
  const depth = depthOf(weighed);
  const values = new Float64Array(TOKEN_VALUES);
  const scores = weighed.map((each) => {
    tokenValues(scope, each, depth, values, 0);
    let score = 0;
    for (let i = 0; i < TOKEN_VALUES; i++) score += (values[i] ?? 0) * (weights[i] ?? 0);
    return Math.exp(score);
  });
  const unknown = Math.exp(weights[TOKEN_VALUES + depth] ?? 0);
  const total = scores.reduce((sum, score) => sum + score, unknown);
  const next = weighed.map((each, i) => ({ ...each, probability: (scores[i] ?? 0) / total }));
  return { next, unknown: unknown / total };
}

/** The tokens worth weighing, by a rough estimate. */
export function likeliest({ document, kind }: MixingScope, evidence: readonly Evidence[]): Weighed[] {
  const shapes = new Map<Shape, number>();
  const shapeAt = (code: TokenCode): Shape => (code === END ? END : kind(code).shape);
  for (const { code, alike } of evidence) {
    // Whole numbers add up to the same in any order.
    if (alike > 0) shapes.set(shapeAt(code), (shapes.get(shapeAt(code)) ?? 0) + Math.round(alike * SHAPE_UNITS));
  }
  interface Estimated {
    readonly each: Weighed;
    readonly estimate: number;
  }
  const before = (a: Estimated, b: Estimated): boolean => {
    if (a.estimate !== b.estimate) return a.estimate > b.estimate;
    const [x, y] = [kind(a.each.code).text, kind(b.each.code).text];
    return x === y ? (a.each.code & 1) < (b.each.code & 1) : x < y;
  };
  const best: Estimated[] = [];
  for (const each of evidence) {
    const shape = (shapes.get(shapeAt(each.code)) ?? 0) / SHAPE_UNITS;
    const key = each.code !== END && isNameShape(kind(each.code).shape) ? each.code & ~1 : each.code;
    const recent = document.recent.get(key) ?? 0;
    const entry = {
      each: { ...each, shape, recent },
      estimate: each.all + 0.3 * each.alike + (0.02 + 0.2 * shape) * (recent / (recent + 4)),
    };
    let at = best.length;
    while (at > 0 && before(entry, best[at - 1] as Estimated)) at -= 1;
    if (at >= MOST_TOKENS) continue;
    best.splice(at, 0, entry);
    if (best.length > MOST_TOKENS) best.pop();
  }
  return best.map(({ each }) => each);
}

/** Which weights of the sources apply. */
export function depthOf(evidence: readonly Evidence[]): number {
  let deepest = 0;
  for (const { order } of evidence) if (order > deepest) deepest = order;
  if (deepest <= 1) return 0;
  return deepest <= 3 ? 1 : deepest <= 7 ? 2 : 3;
}

/** Writes the values of one token into `into`, from `at`. */
export function tokenValues(
  { document, line, previous, kind }: MixingScope,
  evidence: Weighed,
  depth: number,
  into: Float64Array | Float32Array,
  at: number,
): void {
  const { code } = evidence;
  const end = code === END;
  const { text, word } = end ? NO_TOKEN : kind(code);
  const { last, above, below } = word ? document.occurrences(code) : NOWHERE;
  const closes = end ? 0 : closing(line, text);
  into.fill(0, at, at + TOKEN_VALUES);
  let i = at + depth * SOURCES;
  const put = (value: number | boolean): void => {
    into[i++] = Number(value);
  };
  put(log(evidence.all));
  put(log(evidence.document));
  put(log(evidence.folder));
  put(log(evidence.workspace));
  put(log(evidence.earlier));
  put(log(evidence.alike));
  put(Math.log(1 + 20 * evidence.recent));
  put(log(evidence.shape));
  i = at + SOURCES * DEPTHS;
  put(evidence.order / 20);
  put(end);
  put(word);
  put(closes === 1);
  put(closes === -1);
  put(end && line.owed.length > 0);
  put(word && line.words.has(code >> 1));
  put(code >> 1 === previous >> 1);
  put(word && above === 1 && !below);
  put(word && above === 0 && below);
  put(word && above === 0 && !below);
  put(last >= 0 ? Math.log(1 + document.above - last) : 0);
  put(evidence.all === 0 && evidence.alike > 0);
  put(Math.log(1 + evidence.support));
  put(evidence.all === 0 && evidence.alike === 0);
}

function log(probability: number): number {
  return Math.log(probability + FLOOR) - Math.log(FLOOR);
}
