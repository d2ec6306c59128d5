import type { Rows } from './samples';

const STEPS = 200;
const RATE = 0.08;
const DECAY = 0.005;

/** Weights under which a softmax over each question's rows comes closest to their targets; gradient ascent with a small decay. */
export function fit(questions: readonly Rows[], width: number): Float64Array {
  const usable = questions.filter(({ targets }) => targets.some((target) => target > 0));
  const weights = new Float64Array(width);
  const mean = new Float64Array(width);
  const square = new Float64Array(width);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = new Float64Array(width);
    for (const rows of usable) addGradient(rows, weights, gradient);
    for (let at = 0; at < width; at++) {
      const slope = (gradient[at] as number) / usable.length - DECAY * (weights[at] as number);
      mean[at] = 0.9 * (mean[at] as number) + 0.1 * slope;
      square[at] = 0.999 * (square[at] as number) + 0.001 * slope * slope;
      const corrected = (mean[at] as number) / (1 - 0.9 ** step);
      const scale = Math.sqrt((square[at] as number) / (1 - 0.999 ** step)) + 1e-8;
      weights[at] = (weights[at] as number) + (RATE * corrected) / scale;
    }
  }
  return weights;
}

export function scoresOf({ values, targets }: Rows, weights: ArrayLike<number>): Float64Array {
  const scores = new Float64Array(targets.length);
  const width = weights.length;
  for (let row = 0, from = 0; row < scores.length; row++, from += width) {
    let score = 0;
    for (let at = 0; at < width; at++) score += (values[from + at] as number) * (weights[at] as number);
    scores[row] = score;
  }
  return scores;
}

function addGradient(rows: Rows, weights: Float64Array, gradient: Float64Array): void {
  const chances = scoresOf(rows, weights);
  const { values, targets } = rows;
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of chances) if (score > highest) highest = score;
  let all = 0;
  let wanted = 0;
  for (let row = 0; row < chances.length; row++) {
    chances[row] = Math.exp((chances[row] as number) - highest);
    all += chances[row] as number;
    wanted += targets[row] as number;
  }
  for (let row = 0; row < chances.length; row++) {
    const pull = (targets[row] as number) / wanted - (chances[row] as number) / all;
    if (Math.abs(pull) < 1e-6) continue;
    const from = row * weights.length;
    for (let at = 0; at < weights.length; at++)
      gradient[at] = (gradient[at] as number) + pull * (values[from + at] as number);
  }
}
