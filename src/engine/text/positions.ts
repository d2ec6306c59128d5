/** A place in a text: zero-based line, zero-based UTF-16 unit in that line (as in the Language Server Protocol). */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Half-open: `end` is the first position that does not belong. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}
