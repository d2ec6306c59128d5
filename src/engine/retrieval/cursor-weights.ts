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

/** Multiplies a definition's score when the file at the cursor is not of that kind itself. */
export const TEST_FACTOR = 0.25;
export const GENERATED_FACTOR = 0.25;
