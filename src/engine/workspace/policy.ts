/**
 * How strongly a file is kept from models; the strictest of several wins: `private` > `unindexed` > `low-quality` > `free`. Each leaves
 * less than the next: `low-quality` still gives signature lines, `unindexed` does not.
 */
export type Strength = 'private' | 'low-quality' | 'unindexed' | 'free';

/** Where a rule was written, so that each decision can name it. */
export type RuleSource =
  | { readonly kind: 'builtin' }
  | { readonly kind: 'gitignore'; readonly uri: string }
  | { readonly kind: 'cairnignore'; readonly uri: string }
  | {
      readonly kind: 'setting';
      readonly setting: 'cairn.exclude.private' | 'cairn.exclude.lowQuality';
      readonly scope: 'user' | 'workspace' | 'folder';
    }
  | { readonly kind: 'limit' };

/** One pattern with its place. */
export interface PatternLine {
  readonly pattern: string;
  /** One-based line in the source, or index + 1 in a setting's array. */
  readonly line: number;
}

/**
 * A gitignore list: patterns of one section of one source, in order, matched against paths relative to `base`.
 * Negation works within lists of the same source kind, strength and (for settings) scope only.
 */
export interface PatternList {
  readonly strength: Exclude<Strength, 'free'>;
  readonly source: RuleSource;
  /**
   * Canonical URI of the directory that the patterns are relative to, without a trailing slash. '' stands for each workspace folder,
   * and for files outside of all folders, where a pattern with a slash matches at any depth.
   */
  readonly base: string;
  readonly patterns: readonly PatternLine[];
}

/** Everything needed to judge a URI; plain data, sent from the extension host to the context server before anything else. */
export interface PolicySnapshot {
  /** Grows with every change; an answer made under an older epoch is filtered again. */
  readonly epoch: number;
  /** Canonical URIs of the workspace folders. */
  readonly folders: readonly string[];
  /** The file system holds `A` and `a` to be the same name; built-in patterns ignore case anyway. */
  readonly ignoreCase?: boolean;
  readonly lists: readonly PatternList[];
}

export interface RuleReference {
  readonly source: RuleSource;
  readonly line: number;
  readonly pattern: string;
}

export interface Verdict {
  readonly strength: Strength;
  /** The rule that decided; absent when the file is free. */
  readonly rule?: RuleReference;
}

/** A compiled snapshot. Immutable from outside; memoises directories inside. */
export interface Policy {
  readonly epoch: number;
  /** Canonical URIs of the workspace folders. */
  readonly folders: readonly string[];
  /**
   * Judges a URI, of a directory when it ends with a slash. A scheme other than `file`, `untitled` or a notebook cell's is judged
   * `private`, and so is a URI without a path.
   */
  judge(uri: string): Verdict;
}
