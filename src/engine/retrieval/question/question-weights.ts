/**
 * What each list of files adds to the log-odds that a file answers a question, at its full strength: for a score as good as that of
 * the list's best file. The weights of files are fitted by `npm run bench -- question-weights` to the seven development repositories
 * of the grounding benchmark, before other forms of the words were searched for; fitted anew they do no better on questions that
 * no fit has seen.
 */
export const FILE_WEIGHTS = {
  chunk: 0.42,
  file: 0.83,
  pairs: 0.42,
  identifiers: 0.54,
  messagePairs: 0.83,
  recency: 1.12,
} as const;

/** The same for the first place in a list among files that nothing speaks against. */
export const PLACE_WEIGHTS = {
  chunks: 0.79,
  chunk: 0.45,
  function: 0.82,
  file: 0.72,
  path: 0.62,
  names: 0.36,
  pairs: 0.67,
  commit: 0.26,
  commits: 0.22,
  messages: 1,
  messagePairs: 0.28,
  tested: 0.58,
  changedWithTests: 0.64,
} as const;

/**
 * The same for what a file is, unless the question asks for such files. The repositories hold too little generated and low-quality
 * code to fit its weights: these two are set by hand.
 */
export const KIND_WEIGHTS = {
  test: -1.79,
  benchmark: -0.42,
  example: -1.09,
  prose: -1.23,
  tool: -0.74,
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
/** A function shorter than this is a declaration. */
export const SHORTEST_FUNCTION_LINES = 3;
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
