/** Learned tokens beyond which further files are refused. */
export const LEARNED_TOKENS = 6_000_000;

/** A text longer than this, in UTF-16 units, is data or generated code and is refused. */
export const FILE_LIMIT = 1_000_000;

/** UTF-16 units of the open document above and below the cursor's line that are looked at. */
export const ABOVE_LIMIT = 60_000;
export const BELOW_LIMIT = 20_000;

/** Learned positions looked at for one next token. */
export const VISIT_LIMIT = 1000;

/** Longest context that counts, in tokens. */
export const MAX_ORDER = 20;

/** Alike places of the open document that are looked at for one next token. */
export const ALIKE_VISITS = 400;

/** Weights of one occurrence by where it stands; powers of two keep sums exact in any order. */
export const WEIGHT_NEAR = 4;
export const WEIGHT_DOCUMENT = 2;
export const WEIGHT_FOLDER = 2;
export const WEIGHT_WORKSPACE = 1;

/** Tokens around the cursor that count as near. */
export const NEAR_TOKENS = 600;

/** How much an order with many different continuations leaves to the shorter context. */
export const ESCAPE = 1;

/** The confidence from which a prediction is worth showing. */
export const SHOW_THRESHOLD = 0.3;

/** The probability over which the rest of a half-typed word is offered alone: of two words at most one has it. */
export const WORD_THRESHOLD = 0.5;

/** UTF-16 units that are typed faster than read when they are fewer. */
export const LEAST_OFFERED = 3;
