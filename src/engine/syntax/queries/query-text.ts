/** The two parts of a language's query; at least one is there. */
export interface QueryText {
  readonly anyDepth?: string;
  /** Patterns whose outermost node stands at most `topLevelDepth` below the root: cheap, and free of locals. */
  readonly topLevel?: string;
}
