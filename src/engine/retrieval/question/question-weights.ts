/**
 * What each kind of evidence adds to the log-odds that a file answers a question, at its full strength. Fitted to the
 * development repositories of the grounding benchmark with an earlier index; `npm run bench -- question-weights` fits them anew.
 */
export const FILE_WEIGHTS = {
  chunks: 0.98,
  chunk: 1.34,
  file: 1.87,
  path: 0.88,
  names: 0.67,
  identifiers: 0.21,
  commit: 1.31,
  commits: 0.9,
  recency: 1.53,
} as const;

/**
 * The same for what a file is, unless the question asks for such files. The repositories hold too little generated and low-quality
 * code to fit its weights: these two are set by hand.
 */
export const KIND_WEIGHTS = {
  test: -3.46,
  benchmark: -0.83,
  example: -1.85,
  prose: -2.43,
  tool: -1.57,
  generated: -1.4,
  'low-quality': -0.7,
} as const;

/** What adds to the log-odds that a chunk of the best files answers it, for each token that the chunk costs. */
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

/** How many chunks are looked at, and how many of a file count towards it. */
export const CHUNK_CANDIDATES = 400;
export const CHUNKS_PER_FILE = 3;
export const FILE_CANDIDATES = 120;
/** Files whose chunks are weighed. */
export const FILES_QUOTED = 20;
/** A name with more definitions than this says little about which file is meant. */
export const MAX_DEFINING_FILES = 8;
/** Days in which the weight of a file's last change halves. */
export const RECENCY_DAYS = 90;
/** A file is at most so much less likely than the best one, as far as its chunks are concerned; log-odds. */
export const LEAST_FILE_ODDS = -8;
