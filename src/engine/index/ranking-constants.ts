/** BM25 saturation of a term's weighted frequency. */
export const K1 = 1.2;

/** BM25 length normalisation: 0 ignores a field's length, 1 divides by it fully. */
export const B = 0.75;

/** Weights of one index's fields, in the order of its field names. */
export type FieldWeights = readonly [number, number, number, number];

/** Whole files: body, defined names, directory, base name. */
export const FILE_FIELDS: FieldWeights = [1, 3, 3, 6];

/** Function chunks: body, names, enclosing type, path. */
export const CHUNK_FIELDS: FieldWeights = [1, 2, 1, 1];

/** Definitions: signature, name, enclosing type, path. */
export const DEFINITION_FIELDS: FieldWeights = [1, 2, 1, 0.5];

/** Share of removed documents at which an index rewrites its postings. */
export const COMPACT_AT = 0.6;

/** Longest piece of a file without function borders, in lines. */
export const PIECE_LINES = 60;

/** Functions longer than this are split at the functions inside them, in lines. */
export const LONG_FUNCTION_LINES = 120;

/** A function shorter than this stays in the piece around it, in lines. */
export const SHORTEST_CHUNK_LINES = 3;

/** A function shorter than this is a declaration, in lines. */
export const SHORTEST_FUNCTION_LINES = 3;
