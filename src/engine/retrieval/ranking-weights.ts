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

/** Weights of the evidence for showing a definition's signature at a cursor. */
export const SIGNATURE_WEIGHTS = {
  importedUnused: 3,
  importedUsed: 0.3,
  usedNearby: 0.6,
  similarChunks: 2.5,
  text: 1.5,
  importedFile: 0.8,
  sameFolder: 0.15,
  receiver: 1.2,
} as const;

/** A definition whose name the file shows already is worth this much less. */
export const SHOWN_NAME_FACTOR = 0.35;
export const SIMILAR_CHUNKS = 15;
export const DEFINITION_CANDIDATES = 150;
/** Definitions of one name that are worth showing. */
export const DEFINITIONS_PER_NAME = 3;
/** Names with more definitions than this are too common to say which is meant. */
export const MAX_DEFINITIONS = 12;
/** Postings that one search at a cursor reads at most. */
export const CURSOR_POSTINGS = 30_000;
