import { Corpus, folderOf } from '../../../src/engine/models/embedded/corpus';
import { DocumentTokens } from '../../../src/engine/models/embedded/document-tokens';
import { languageFamily } from '../../../src/engine/models/embedded/language-family';
import { lineState } from '../../../src/engine/models/embedded/line-state';
import { gatherEvidence } from '../../../src/engine/models/embedded/next-token';
import { END, TokenCounts } from '../../../src/engine/models/embedded/token-counts';
import {
  DEPTHS,
  depthOf,
  likeliest,
  TOKEN_VALUES,
  tokenValues,
} from '../../../src/engine/models/embedded/token-mixing';
import { bend, HIDDEN, TokenNetwork, weightCount } from '../../../src/engine/models/embedded/token-network';
import { tokenizeLine } from '../../../src/engine/models/embedded/tokenize';
import type { TokenCode } from '../../../src/engine/models/embedded/vocabulary';
import { type AddedLine, treeChanges } from './commit-lines';
import type { Repository } from './git';
import { seeded } from './positions';

/** The next tokens that were weighed at one place of a real line, and which of them was written; -1 when none. */
export interface TokenChoice {
  readonly values: Float32Array;
  readonly count: number;
  readonly written: number;
  readonly depth: number;
}

const MOST_LINE_TOKENS = 40;

/** Writes the lines token by token in the tree in which they were written, and records what was weighed. */
export function tokenChoices(repository: Repository, lines: readonly AddedLine[]): TokenChoice[] {
  const corpus = new Corpus();
  const tokens = new DocumentTokens(corpus.vocabulary);
  const counts = new TokenCounts();
  const kind = (code: TokenCode) => tokens.kind(code);
  const changes = treeChanges(
    repository,
    lines.map(({ parent }) => parent),
  );
  const choices: TokenChoice[] = [];
  for (const { path, languageId, above, line, below } of lines) {
    const change = changes.next().value;
    for (const gone of change?.forget ?? []) corpus.remove(gone);
    for (const file of change?.learn ?? []) {
      corpus.remove(file.path);
      corpus.add(file.path, file.text, languageFamily(file.languageId));
    }
    tokens.clear();
    const cut = tokenizeLine(line)?.tokens ?? [];
    if (cut.length > MOST_LINE_TOKENS) continue;
    const indent = line.slice(0, line.length - line.trimStart().length);
    const document = tokens.view(above + indent, `\n${below}`, [corpus.codesOf(path)]);
    const family = languageFamily(languageId);
    const scope = { corpus, document, uri: path, folder: folderOf(path), family, counts, kind };
    const written = [...cut.map((token) => tokens.code(token)), END];
    written.forEach((code, i) => {
      const typed = written.slice(0, i);
      const context = [...document.context, ...typed];
      const mixing = { document, kind, line: lineState(typed, kind), previous: context.at(-1) ?? 0 };
      const evidence = gatherEvidence(scope, context).filter((each) => i > 0 || each.code !== END);
      const weighed = likeliest(mixing, evidence);
      const depth = depthOf(weighed);
      const values = new Float32Array(weighed.length * TOKEN_VALUES);
      weighed.forEach((each, row) => {
        tokenValues(mixing, each, depth, values, row * TOKEN_VALUES);
      });
      let at = weighed.findIndex((each) => each.code === code);
      if (at < 0 && code !== END) at = weighed.findIndex((each) => each.code >> 1 === code >> 1);
      choices.push({ values, count: weighed.length, written: at, depth });
    });
  }
  return choices;
}

const EPOCHS = 4;
const BATCH = 64;
const FIRST_RATE = 0.01;
const LAST_RATE = 0.0005;
const RIDGE = 1e-4;
/** Weight of all exact places before the fit, with which it begins near the plain mix. */
const FIRST_WEIGHT = 3;

/** Weights under which the written tokens are likeliest: softmax over the weighed ones and "unknown", fitted by Adam. */
export function fitTokens(choices: readonly TokenChoice[]): number[] {
  const random = seeded(1);
  const weights = firstWeights(random);
  const size = weights.length;
  const order = choices.map((_, i) => i);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    for (let from = 0; from < order.length; from += BATCH) {
      const gradient = new Float64Array(size);
      const batch = order.slice(from, from + BATCH);
      for (const i of batch) addGradient(choices[i] as TokenChoice, weights, gradient);
      step += 1;
      const rate = FIRST_RATE * (1 - (epoch + from / order.length) / EPOCHS) + LAST_RATE;
      for (let k = 0; k < size; k++) {
        const slope = (gradient[k] ?? 0) / batch.length + RIDGE * (weights[k] ?? 0);
        mean[k] = 0.9 * (mean[k] ?? 0) + 0.1 * slope;
        square[k] = 0.999 * (square[k] ?? 0) + 0.001 * slope * slope;
        const scaled = (mean[k] ?? 0) / (1 - 0.9 ** step);
        weights[k] = (weights[k] ?? 0) - (rate * scaled) / (Math.sqrt((square[k] ?? 0) / (1 - 0.999 ** step)) + 1e-8);
      }
    }
  }
  return Array.from(weights, (weight) => Number(weight.toFixed(3)));
}

/** Small numbers for the units, which would else all learn the same. */
function firstWeights(random: () => number): Float64Array {
  const weights = new Float64Array(weightCount(TOKEN_VALUES, DEPTHS));
  weights[0] = FIRST_WEIGHT;
  for (let unit = 0; unit < HIDDEN; unit++) {
    const from = unitAt(unit);
    for (let i = 0; i < TOKEN_VALUES; i++) weights[from + i] = (2 * random() - 1) * Math.sqrt(3 / TOKEN_VALUES);
    weights[from + TOKEN_VALUES + 1] = 0.2 * (2 * random() - 1);
  }
  return weights;
}

function unitAt(unit: number): number {
  return TOKEN_VALUES + DEPTHS + unit * (TOKEN_VALUES + 2);
}

const MOST_ROWS = 32;
const sums = new Float64Array(MOST_ROWS * HIDDEN);
const scores = new Float64Array(MOST_ROWS + 1);

/** Scores of a place's tokens and, behind them, of "unknown"; keeps what the units summed up. */
function forward({ values, count, depth }: TokenChoice, weights: Float64Array): void {
  for (let row = 0; row < count; row++) {
    const at = row * TOKEN_VALUES;
    let score = 0;
    for (let k = 0; k < TOKEN_VALUES; k++) score += (values[at + k] as number) * (weights[k] as number);
    for (let unit = 0; unit < HIDDEN; unit++) {
      const from = unitAt(unit);
      let sum = weights[from + TOKEN_VALUES] as number;
      for (let k = 0; k < TOKEN_VALUES; k++) sum += (values[at + k] as number) * (weights[from + k] as number);
      sums[row * HIDDEN + unit] = sum;
      score += bend(sum) * (weights[from + TOKEN_VALUES + 1] as number);
    }
    scores[row] = score;
  }
  scores[count] = weights[TOKEN_VALUES + depth] as number;
}

function addGradient(choice: TokenChoice, weights: Float64Array, gradient: Float64Array): void {
  const { values, count, written, depth } = choice;
  forward(choice, weights);
  let highest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row <= count; row++) highest = Math.max(highest, scores[row] as number);
  let total = 0;
  for (let row = 0; row <= count; row++) total += Math.exp((scores[row] as number) - highest);
  const target = written < 0 ? count : written;
  for (let row = 0; row < count; row++) {
    const at = row * TOKEN_VALUES;
    const error = Math.exp((scores[row] as number) - highest) / total - (row === target ? 1 : 0);
    for (let k = 0; k < TOKEN_VALUES; k++) add(gradient, k, error * (values[at + k] as number));
    for (let unit = 0; unit < HIDDEN; unit++) {
      const from = unitAt(unit);
      const sum = sums[row * HIDDEN + unit] as number;
      const slope = (error * (weights[from + TOKEN_VALUES + 1] as number)) / (1 + Math.abs(sum)) ** 2;
      for (let k = 0; k < TOKEN_VALUES; k++) add(gradient, from + k, slope * (values[at + k] as number));
      add(gradient, from + TOKEN_VALUES, slope);
      add(gradient, from + TOKEN_VALUES + 1, error * bend(sum));
    }
  }
  const missed = Math.exp((scores[count] as number) - highest) / total - (target === count ? 1 : 0);
  add(gradient, TOKEN_VALUES + depth, missed);
}

function add(into: Float64Array, at: number, value: number): void {
  into[at] = (into[at] as number) + value;
}

/** Share of places where the token with the highest score was written. */
export function firstIsWritten(choices: readonly TokenChoice[], weights: readonly number[]): number {
  const network = new TokenNetwork(weights, TOKEN_VALUES, DEPTHS);
  let right = 0;
  for (const { values, count, written } of choices) {
    let best = 0;
    let highest = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < count; row++) {
      const score = network.score(values, row * TOKEN_VALUES);
      if (score <= highest) continue;
      best = row;
      highest = score;
    }
    if (written === best) right += 1;
  }
  return right / Math.max(1, choices.length);
}
