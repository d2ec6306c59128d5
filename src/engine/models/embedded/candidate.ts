/** A possible rest of the line, before the confidence is known. */
export interface Candidate {
  /** Text to insert at the cursor: one line, no trailing white space. */
  readonly text: string;
  /** What the confidence is computed from; see `FEATURE_NAMES`. */
  readonly features: readonly number[];
}

/** Meaning of a candidate's features, in order. Logarithms are natural. */
export const FEATURE_NAMES = [
  'one',
  'log probability of the whole rest',
  'log probability of the least sure token',
  'log probability of the first token',
  'length in tokens, log',
  'longest shared context at the first token, 0 to 1',
  'shortest such context on the way, 0 to 1',
  'least support on the way, log',
  'words in the rest, log',
  'line starts here',
  'a token is half typed',
  'share of retrieved lines that agree',
  'weight of retrieved lines, log',
  'the whole line already stands in the document',
  'the whole line stands within ten lines above',
  'the whole line stands right below',
  'log probability ahead of the next candidate',
  'closers that the whole line still owes',
  'least probability from earlier lines on the way',
  'least probability from alike places on the way',
  'the whole line was here and is gone',
  'the whole line was here, indented in another way',
  'comment or string',
  'log probability of the whole rest, line starts here',
  'log probability of the first token, line starts here',
  'share of retrieved lines that agree, line starts here',
  'the whole line already stands in the document, line starts here',
  'the whole line stands within ten lines above, line starts here',
  'least probability from earlier lines on the way, line starts here',
  'the whole line was here and is gone, line starts here',
  'words in the rest, log, line starts here',
  'log probability ahead of the next candidate, line starts here',
  'from earlier lines',
  'log probability of the whole rest, from earlier lines',
  'share of retrieved lines that agree, from earlier lines',
  'log probability ahead of the next candidate, from earlier lines',
  'least probability from alike places on the way, from earlier lines',
  'length in tokens, log, from earlier lines',
  'log probability ahead of the next candidate, squared',
  'log probability ahead of the next candidate by share of retrieved lines that agree',
] as const;

/** Probability that the candidate is exactly the rest of the line, by logistic regression. */
export function confidenceOf(features: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (features[i] ?? 0) * (weights[i] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}
