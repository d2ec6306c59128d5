/** A secret found in a text; offsets are UTF-16 units, `end` exclusive. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  /** Name of the kind of secret, for the trace. */
  readonly rule: string;
}

export interface SecretScanner {
  /** Spans in ascending order, without overlaps. */
  scan(text: string): Promise<readonly SecretSpan[]>;
}
