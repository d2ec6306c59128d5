/** What a file's path and first bytes say of it; retrieval weighs by these. */
export interface FileSignals {
  readonly test: boolean;
  readonly example: boolean;
  readonly generated: boolean;
  readonly vendored: boolean;
}
