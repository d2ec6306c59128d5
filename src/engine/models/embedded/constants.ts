/** Learned text in UTF-16 units beyond which further files are refused. */
export const LEARNED_LIMIT = 20_000_000;

/** A text longer than this, in UTF-16 units, is data or generated code and is refused. */
export const FILE_LIMIT = 1_000_000;

/** UTF-16 units of the open document above and below the cursor's line that are looked at. */
export const ABOVE_LIMIT = 60_000;
export const BELOW_LIMIT = 20_000;

/** Learned positions looked at for one next token. */
export const VISIT_LIMIT = 1500;

/** Longest context that counts, in tokens. */
export const MAX_ORDER = 10;

/** Weights of one occurrence by where it stands; powers of two keep sums exact in any order. */
export const WEIGHT_NEAR = 8;
export const WEIGHT_DOCUMENT = 4;
export const WEIGHT_FOLDER = 2;
export const WEIGHT_WORKSPACE = 1;

/** Tokens around the cursor that count as near. */
export const NEAR_TOKENS = 600;

/** How much an order with many different continuations leaves to the shorter context. */
export const ESCAPE = 1;

/**
 * Weights of the features in `candidate.ts`, and the confidence from which a candidate is worth showing. Both come from
 * `npm run bench -- embedded --fit --root FOLDER --root FOLDER …`.
 */
export const CONFIDENCE_WEIGHTS: readonly number[] = [
  -2.707, 0.477, -0.239, -0.028, -0.924, 2.35, -0.08, 0.527, 0.15, 0.491, 0.253, 2.573, -0.11, -0.292, -1.093, -3.965,
  0.221, 0.066,
];
export const SHOW_THRESHOLD = 0.35;
