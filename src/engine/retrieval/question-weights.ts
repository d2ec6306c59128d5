/** Reciprocal ranks and relative scores of these lists are added up to a file's score. */
export const LIST_WEIGHTS = {
  chunks: 1,
  file: 1,
  path: 0.25,
  names: 0.4,
  identifiers: 0.5,
} as const;

/** Multiplies a file's score when the question does not ask for such files. */
export const TEST_FACTOR = 0.25;
export const EXAMPLE_FACTOR = 0.25;
/** Markup, prose and data. */
export const PROSE_FACTOR = 0.35;
export const GENERATED_FACTOR = 0.25;
export const LOW_QUALITY_FACTOR = 0.5;

/** How many chunks are looked at, and how many of a file count towards it. */
export const CHUNK_CANDIDATES = 300;
export const CHUNKS_PER_FILE = 3;
export const FILE_CANDIDATES = 120;
/** A name with more definitions than this says little about which file is meant. */
export const MAX_DEFINING_FILES = 8;

/** A snippet's score: this share from its chunk, the rest from its file. */
export const CHUNK_SHARE = 0.5;
