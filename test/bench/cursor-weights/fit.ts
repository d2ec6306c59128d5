import { EVIDENCE } from '../../../src/engine/retrieval/cursor/evidence';
import type { Sample } from './dump';

const WIDTH = EVIDENCE.length;

/** The part of a sample that is fitted on, and how much it counts. */
interface Rows extends Pick<Sample, 'values' | 'wanted'> {
  readonly importance: number;
}

/** Imported names are found with almost any weights, so they count little. */
const IMPORTED_IMPORTANCE = 0.15;

const HARD_ROWS = 120;
const STEPS = 80;
const RATE = 0.08;
const DECAY = 0.003;

/** Weights for which the wanted definition most likely stands first, by gradient ascent of a softmax over each cursor's candidates, from `start` on. */
export function fit(samples: readonly Sample[], start: Float64Array): Float64Array {
  const weights = Float64Array.from(start);
  const mean = new Float64Array(WIDTH);
  const square = new Float64Array(WIDTH);
  const usable = samples.flatMap((sample) => (sample.wanted.includes(1) ? [hardest(sample, start)] : []));
  const total = usable.reduce((sum, { importance }) => sum + importance, 0);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = new Float64Array(WIDTH);
    for (const sample of usable) addGradient(sample, weights, gradient);
    for (let at = 0; at < WIDTH; at++) {
      const slope = (gradient[at] as number) / total - DECAY * (weights[at] as number);
      mean[at] = 0.9 * (mean[at] as number) + 0.1 * slope;
      square[at] = 0.999 * (square[at] as number) + 0.001 * slope * slope;
      const corrected = (mean[at] as number) / (1 - 0.9 ** step);
      weights[at] =
        (weights[at] as number) + (RATE * corrected) / (Math.sqrt((square[at] as number) / (1 - 0.999 ** step)) + 1e-8);
    }
  }
  return weights;
}

/** The rows that matter: the wanted ones and the strongest others. */
function hardest({ values, wanted, imported }: Sample, weights: Float64Array): Rows {
  const count = wanted.length;
  const importance = imported ? IMPORTED_IMPORTANCE : 1;
  if (count <= HARD_ROWS) return { values, wanted, importance };
  const scores = scoresOf(values, count, weights);
  const order = Array.from(scores.keys()).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const rows = order.filter((row, rank) => rank < HARD_ROWS || wanted[row] === 1);
  const kept = new Float32Array(rows.length * WIDTH);
  rows.forEach((row, at) => kept.set(values.subarray(row * WIDTH, (row + 1) * WIDTH), at * WIDTH));
  return { values: kept, wanted: Uint8Array.from(rows, (row) => wanted[row] as number), importance };
}

function addGradient({ values, wanted, importance }: Rows, weights: Float64Array, gradient: Float64Array): void {
  const rows = wanted.length;
  const scores = scoresOf(values, rows, weights);
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  let all = 0;
  let good = 0;
  for (let row = 0; row < rows; row++) {
    const chance = Math.exp((scores[row] as number) - highest);
    scores[row] = chance;
    all += chance;
    if (wanted[row] === 1) good += chance;
  }
  if (good === 0) good = 1e-300;
  for (let row = 0; row < rows; row++) {
    const chance = scores[row] as number;
    const pull = importance * ((wanted[row] === 1 ? chance / good : 0) - chance / all);
    if (Math.abs(pull) < 1e-6) continue;
    for (let at = 0, from = row * WIDTH; at < WIDTH; at++)
      gradient[at] = (gradient[at] as number) + pull * (values[from + at] as number);
  }
}

function scoresOf(values: Float32Array, rows: number, weights: Float64Array): Float64Array {
  const scores = new Float64Array(rows);
  for (let row = 0, from = 0; row < rows; row++, from += WIDTH) {
    let score = 0;
    for (let at = 0; at < WIDTH; at++) score += (values[from + at] as number) * (weights[at] as number);
    scores[row] = score;
  }
  return scores;
}

/** Tokens. */
export const LEVELS = [250, 500, 1500, 3000];
const DEFINITIONS_PER_NAME = 3;

/** For each level of tokens whether the wanted definition is among the signatures that fit. */
export function shownWithin(sample: Sample, weights: Float64Array): number[] {
  const scores = scoresOf(sample.values, sample.wanted.length, weights);
  const order = Array.from(scores.keys()).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const perName = new Map<number, number>();
  const seen = new Set<number>();
  let used = 0;
  for (const row of order) {
    const name = sample.names[row] as number;
    const count = perName.get(name) ?? 0;
    const key = sample.snippets[row] as number;
    if (count >= DEFINITIONS_PER_NAME || seen.has(key)) continue;
    perName.set(name, count + 1);
    seen.add(key);
    used += sample.tokens[row] as number;
    if (sample.wanted[row] === 1) return LEVELS.map((level) => (used <= level ? 1 : 0));
    if (used > 3000) break;
  }
  return LEVELS.map(() => 0);
}
