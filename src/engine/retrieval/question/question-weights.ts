/**
 * What each list of files adds to the log-odds that a file answers a question, at its full strength: for a score as good as that of
 * the list's best file. The weights of files are fitted by `npm run bench -- question-weights` to the seven development repositories
 * of the grounding benchmark. Its questions hold no stack traces: the weight of `frames` is set by hand.
 */
export const FILE_WEIGHTS = {
  chunk: 0.39,
  file: 0.92,
  pairs: 0.39,
  identifiers: 0.48,
  messagePairs: 0.68,
  pathWords: 0.66,
  frames: 2,
  recency: 1.24,
} as const;

/** The same for the first place in a list among files that nothing speaks against. */
export const PLACE_WEIGHTS = {
  chunks: 0.71,
  chunk: 0.44,
  function: 0.74,
  file: 0.76,
  path: 0.28,
  names: 0.23,
  pairs: 0.71,
  commits: 0.6,
  messagePairs: 0.37,
  tested: 0.49,
  changedWithTests: 0.7,
  pathWords: 0.95,
} as const;

/**
 * The same for what a file is, unless the question asks for such files. The repositories hold too little generated and low-quality
 * code to fit its weights: these two are set by hand.
 */
export const KIND_WEIGHTS = {
  test: -1.8,
  benchmark: -0.41,
  example: -1.08,
  prose: -1.22,
  tool: -0.72,
  generated: -1.4,
  'low-quality': -0.7,
} as const;

/**
 * What adds to the log-odds that a chunk of the best files answers it, for each token that the chunk costs. Fitted to the same
 * repositories with earlier weights of files; the command's fit with these shows no more of the changed places.
 */
export const CHUNK_WEIGHTS = {
  chunk: 1.32,
  file: 0.67,
  rank: 0.27,
  inFile: 1.69,
  container: 0.28,
  definition: 0.76,
  first: 0.38,
  matches: 0.2,
  lines: -0.29,
  chunksInFile: -0.34,
} as const;

/** How many chunks are looked at, how many of them speak for their file with whatever they are, and how many of one file. */
export const CHUNKS_SEARCHED = 1_500;
export const CHUNK_CANDIDATES = 400;
export const CHUNKS_PER_FILE = 3;
export const FILE_CANDIDATES = 120;
/** Files whose chunks are weighed. */
export const FILES_QUOTED = 20;
/** A name with more definitions than this says little about which file is meant. */
export const MAX_DEFINING_FILES = 8;
/** The place in a list at which its weight is about half. */
export const HALF_PLACE = 10;
/** Tests and others that match best, of which the files are looked up that changed with them. */
export const CHANGED_SEEDS = 30;
/** Days in which the weight of a file's last change halves. */
export const RECENCY_DAYS = 90;
/** A file is at most so much less likely than the best one, as far as its chunks are concerned; log-odds. */
export const LEAST_FILE_ODDS = -8;
