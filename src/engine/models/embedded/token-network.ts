/** Units between a token's values and its score. */
export const HIDDEN = 12;

/**
 * Scores tokens by their values: a weighted sum, and a small layer of units that see how the values go together. A token's
 * probability is in proportion to the exponential of its score.
 */
export class TokenNetwork {
  private readonly weights: Float64Array;

  /**
   * The weights are those of the sum, then for each depth the score of a token that nobody has written yet, then for each unit
   * those of the values, its bias and its share in the score. What is not given is zero.
   */
  constructor(
    weights: readonly number[],
    private readonly values: number,
    private readonly depths: number,
  ) {
    this.weights = Float64Array.from({ length: weightCount(values, depths) }, (_, i) => weights[i] ?? 0);
  }

  /** Score of the token whose values begin at `at`. */
  score(of: ArrayLike<number>, at: number): number {
    const { weights, values } = this;
    let score = 0;
    for (let i = 0; i < values; i++) score += (of[at + i] as number) * (weights[i] as number);
    let from = values + this.depths;
    for (let unit = 0; unit < HIDDEN; unit++) {
      let sum = weights[from + values] as number;
      for (let i = 0; i < values; i++) sum += (of[at + i] as number) * (weights[from + i] as number);
      score += bend(sum) * (weights[from + values + 1] as number);
      from += values + 2;
    }
    return score;
  }

  /** Score of a token that nobody has written yet. */
  unknown(depth: number): number {
    return this.weights[this.values + depth] as number;
  }
}

/** Number of weights of a network. */
export function weightCount(values: number, depths: number): number {
  return values + depths + HIDDEN * (values + 2);
}

/** What a unit answers to its sum: nearly the same about zero, at most one far from it. */
export function bend(sum: number): number {
  return sum / (1 + Math.abs(sum));
}
