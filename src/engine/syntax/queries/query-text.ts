/** The two parts of a language's query; at least one is there. */
export interface QueryText {
  readonly anyDepth?: string;
  /** Patterns whose outermost node stands at most `topLevelDepth` below the root: cheap, and free of locals. */
  readonly topLevel?: string;
  /**
   * Uses of names, at any depth; captured is the node that is the name. `@reference.call` what is called, made or applied,
   * `@reference.supertype` what a type extends or implements, `@reference.type` what is named as a type, `@reference.import` what is
   * imported, also under another name, `@reference.value` a node that holds code which the grammar does not parse,
   * `@reference.none` a name that stands there without being used. A name that none finds still is a use. Compiled when it is asked for.
   */
  readonly references?: string;
}
