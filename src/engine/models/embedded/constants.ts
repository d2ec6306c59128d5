/** Learned text in UTF-16 units beyond which further files are refused. */
export const LEARNED_LIMIT = 20_000_000;

/** A text longer than this, in UTF-16 units, is data or generated code and is refused. */
export const FILE_LIMIT = 1_000_000;

/** UTF-16 units of the open document above and below the cursor's line that are looked at. */
export const ABOVE_LIMIT = 60_000;
export const BELOW_LIMIT = 20_000;

/** Learned positions looked at for one next token. */
export const VISIT_LIMIT = 2000;

/** Longest context that counts, in tokens. */
export const MAX_ORDER = 20;

/** Weights of one occurrence by where it stands; powers of two keep sums exact in any order. */
export const WEIGHT_NEAR = 4;
export const WEIGHT_DOCUMENT = 2;
export const WEIGHT_FOLDER = 2;
export const WEIGHT_WORKSPACE = 1;

/** Tokens around the cursor that count as near. */
export const NEAR_TOKENS = 600;

/** How much an order with many different continuations leaves to the shorter context. */
export const ESCAPE = 1;

/**
 * Weights of the features in `candidate.ts`, and the confidence from which a candidate is worth showing: the weights are the
 * output, the threshold is read off the tables of
 * `npm run bench -- embedded --fit --lines 100 --root zod/src --root openai/src --root three/src --root flask/src --root fastify/lib`
 * over unpacked sources of these packages. Every change to what a feature means, or to a constant above, needs a new fit.
 */
export const CONFIDENCE_WEIGHTS: readonly number[] = [
  -2.627, 0.421, -0.223, -0.121, -0.281, 1.701, 0.766, 0.551, -0.659, -0.197, 0.285, 2.42, -0.065, -0.123, -1.028,
  -4.044, 0.254, 0.282,
];
export const SHOW_THRESHOLD = 0.3;
