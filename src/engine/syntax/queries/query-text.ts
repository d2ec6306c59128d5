/** The two parts of a language's query; at least one is there. */
export interface QueryText {
  readonly anyDepth?: string;
  /** Patterns whose outermost node stands at most `topLevelDepth` below the root: cheap, and free of locals. */
  readonly topLevel?: string;
  /**
   * Uses of names, at any depth: `@reference.call` what is called, made or applied, `@reference.supertype` what a type extends or
   * implements, `@reference.type` what is named as a type. Compiled when it is asked for. A use that none finds still is one.
   */
  readonly references?: string;
}
