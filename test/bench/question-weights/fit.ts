import type { Rows } from './samples';

const MOST_STEPS = 30;
const DECAY = 0.005;
const SMALLEST_GAIN = 1e-6;
const SHORTEST_STEP = 1e-3;

interface Slope {
  /** Mean log-likelihood less the decay. */
  readonly value: number;
  readonly gradient: Float64Array;
  /** Minus the second derivatives, row by row. */
  readonly curvature: Float64Array;
}

/** Weights under which a softmax over each question's rows comes closest to their targets; Newton's method with a small decay. */
export function fit(questions: readonly Rows[], width: number): Float64Array {
  const usable = questions.filter(({ targets }) => targets.some((target) => target > 0));
  let weights = new Float64Array(width);
  let here = slopeAt(usable, weights);
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = solved(here.curvature, here.gradient);
    let next = here;
    let moved = weights;
    for (let length = 1; length > SHORTEST_STEP && next.value <= here.value; length /= 2) {
      moved = weights.map((weight, at) => weight + length * (direction[at] as number));
      next = slopeAt(usable, moved);
    }
    if (next.value <= here.value) break;
    const gain = next.value - here.value;
    weights = moved;
    here = next;
    if (gain < SMALLEST_GAIN) break;
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

function slopeAt(questions: readonly Rows[], weights: Float64Array): Slope {
  const width = weights.length;
  const gradient = new Float64Array(width);
  const curvature = new Float64Array(width * width);
  let value = 0;
  for (const rows of questions) value += addQuestion(rows, weights, gradient, curvature);
  const count = Math.max(1, questions.length);
  value /= count;
  for (let at = 0; at < width; at++) {
    const weight = weights[at] as number;
    value -= 0.5 * DECAY * weight * weight;
    gradient[at] = (gradient[at] as number) / count - DECAY * weight;
    for (let other = 0; other <= at; other++) {
      const bend = (curvature[at * width + other] as number) / count + (at === other ? DECAY : 0);
      curvature[at * width + other] = bend;
      curvature[other * width + at] = bend;
    }
  }
  return { value, gradient, curvature };
}

/** Adds a question's share to the gradient and to the lower half of the curvature; returns its log-likelihood. */
function addQuestion(rows: Rows, weights: Float64Array, gradient: Float64Array, curvature: Float64Array): number {
  const width = weights.length;
  const { values, targets } = rows;
  const scores = scoresOf(rows, weights);
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  let all = 0;
  let wanted = 0;
  let reached = 0;
  for (let row = 0; row < scores.length; row++) {
    const target = targets[row] as number;
    all += Math.exp((scores[row] as number) - highest);
    wanted += target;
    reached += target * (scores[row] as number);
  }
  const mean = new Float64Array(width);
  for (let row = 0; row < scores.length; row++) {
    const chance = Math.exp((scores[row] as number) - highest) / all;
    const pull = (targets[row] as number) / wanted - chance;
    if (Math.abs(pull) < 1e-7) continue;
    const from = row * width;
    for (let at = 0; at < width; at++) {
      const own = values[from + at] as number;
      if (own === 0) continue;
      gradient[at] = (gradient[at] as number) + pull * own;
      mean[at] = (mean[at] as number) + chance * own;
      for (let other = 0; other <= at; other++) {
        const place = at * width + other;
        curvature[place] = (curvature[place] as number) + chance * own * (values[from + other] as number);
      }
    }
  }
  for (let at = 0; at < width; at++)
    for (let other = 0; other <= at; other++) {
      const place = at * width + other;
      curvature[place] = (curvature[place] as number) - (mean[at] as number) * (mean[other] as number);
    }
  return reached / wanted - highest - Math.log(all);
}

/** Solves `matrix · x = right` for a symmetric positive definite matrix, by Gaussian elimination. */
function solved(matrix: Float64Array, right: Float64Array): Float64Array {
  const width = right.length;
  const rows = matrix.slice();
  const result = right.slice();
  for (let pivot = 0; pivot < width; pivot++) {
    for (let row = pivot + 1; row < width; row++) {
      const factor = (rows[row * width + pivot] as number) / (rows[pivot * width + pivot] as number);
      for (let at = pivot; at < width; at++)
        rows[row * width + at] = (rows[row * width + at] as number) - factor * (rows[pivot * width + at] as number);
      result[row] = (result[row] as number) - factor * (result[pivot] as number);
    }
  }
  for (let row = width - 1; row >= 0; row--) {
    let rest = result[row] as number;
    for (let at = row + 1; at < width; at++) rest -= (rows[row * width + at] as number) * (result[at] as number);
    result[row] = rest / (rows[row * width + row] as number);
  }
  return result;
}
