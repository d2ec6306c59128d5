import type { FileSignals } from './file-signals';
import type { Strength } from './policy';

/** Limits of what one workspace indexes; settings with these defaults. */
export interface WorkspaceLimits {
  /** Bytes; a larger file is `unindexed`. */
  readonly maxFileBytes: number;
  readonly maxFiles: number;
  /** Bytes of all files together. */
  readonly maxBytes: number;
  /** Definitions of all files together; of files that come later the words alone are indexed. 1,000,000 by default. */
  readonly maxSymbols?: number;
}

/** A limit that a workspace reaches. */
export type WalkLimit = 'files' | 'bytes';

export interface WalkOptions {
  readonly signal: AbortSignal;
  /** Canonical URIs of files; their directories come first, then those around these. Asked again before each directory. */
  readonly near?: () => Iterable<string>;
}

/** A file that may be indexed. */
export interface WalkedFile {
  readonly uri: string;
  /** Relative to its folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly strength: Extract<Strength, 'free' | 'low-quality'>;
  readonly signals: FileSignals;
  /** It lies in the directory of a file `near`, or in one around that. */
  readonly isNear: boolean;
}

export type WalkStep =
  | { readonly kind: 'file'; readonly file: WalkedFile }
  /** Left out, with the reason in words; for a directory it stands for all below it. */
  | { readonly kind: 'skipped'; readonly uri: string; readonly reason: string }
  /** It holds rules, by its name, for what is beside and below it; told of besides what else is said of it. */
  | { readonly kind: 'ignore-file'; readonly uri: string }
  /** There is more than the limits allow; the walk ends. */
  | { readonly kind: 'limit'; readonly limit: WalkLimit };
