/** The two parts of a language's query; at least one is there. */
export interface QueryText {
  readonly anyDepth?: string;
  /** Patterns whose outermost node stands at most `topLevelDepth` below the root: cheap, and free of locals. */
  readonly topLevel?: string;
  /**
   * Uses of names, at any depth: `@reference.call` what is called, made or applied, `@reference.supertype` what a type extends or
   * implements, `@reference.type` what is named as a type, `@reference.import`
   * what is imported under another name, `@reference.value` what holds code that is not parsed, `@reference.none`
   * what names itself without being a definition. Captured is the node that is the name. Compiled when it is asked for. A name that
   * none finds still is a use.
   */
  readonly references?: string;
}
