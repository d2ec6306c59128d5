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
  TOKEN_SOURCES,
  TOKEN_VALUES,
  tokenValues,
} from '../../../src/engine/models/embedded/token-mixing';
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
const FIRST_RATE = 0.02;
const LAST_RATE = 0.0005;
const RIDGE = 1e-5;

/** Weights under which the written tokens are likeliest: softmax over the weighed ones and "unknown", fitted by Adam. */
export function fitTokens(choices: readonly TokenChoice[]): number[] {
  const size = TOKEN_VALUES + DEPTHS;
  const weights = new Float64Array(size);
  for (let depth = 0; depth < DEPTHS; depth++) weights[depth * TOKEN_SOURCES.length] = 0.8;
  const order = choices.map((_, i) => i);
  const random = seeded(1);
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

function scoresOf({ values, count, depth }: TokenChoice, weights: ArrayLike<number>): Float64Array {
  const scores = new Float64Array(count + 1);
  for (let row = 0; row < count; row++) {
    let score = 0;
    for (let k = 0; k < TOKEN_VALUES; k++) score += (values[row * TOKEN_VALUES + k] ?? 0) * (weights[k] ?? 0);
    scores[row] = score;
  }
  scores[count] = weights[TOKEN_VALUES + depth] ?? 0;
  return scores;
}

function addGradient(choice: TokenChoice, weights: Float64Array, gradient: Float64Array): void {
  const { values, count, written, depth } = choice;
  const scores = scoresOf(choice, weights);
  const highest = scores.reduce((a, b) => Math.max(a, b));
  const parts = scores.map((score) => Math.exp(score - highest));
  const total = parts.reduce((a, b) => a + b);
  const target = written < 0 ? count : written;
  for (let row = 0; row <= count; row++) {
    const error = (parts[row] ?? 0) / total - (row === target ? 1 : 0);
    if (row === count) gradient[TOKEN_VALUES + depth] = (gradient[TOKEN_VALUES + depth] ?? 0) + error;
    else {
      for (let k = 0; k < TOKEN_VALUES; k++) {
        gradient[k] = (gradient[k] ?? 0) + error * (values[row * TOKEN_VALUES + k] ?? 0);
      }
    }
  }
}

/** Share of places where the token with the highest score was written. */
export function firstIsWritten(choices: readonly TokenChoice[], weights: readonly number[]): number {
  let right = 0;
  for (const choice of choices) {
    const scores = scoresOf(choice, weights).slice(0, choice.count);
    let best = 0;
    for (let row = 1; row < scores.length; row++) if ((scores[row] ?? 0) > (scores[best] ?? 0)) best = row;
    if (choice.written === best) right += 1;
  }
  return right / Math.max(1, choices.length);
}
