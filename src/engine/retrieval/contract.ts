import type { TraceId } from '../host';
import type { CursorSyntax, SyntaxVerdict } from '../syntax';
import type { Range } from '../text';
import type { FileOrigin, Strength } from '../workspace';

export type { CursorSyntax, SyntaxVerdict };

/** What the user changed lately, newest first. Lines are zero-based and inclusive. */
export interface RecentEdit {
  readonly uri: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Another one after each change there. */
  readonly revision: number;
}

/** A cursor in a document as the editor holds it; overlays what is on disk, and the file need not exist. */
export interface CursorQuery {
  readonly trace: TraceId;
  readonly uri: string;
  readonly languageId: string;
  /** The editor's document version; -1 where there is no editor. */
  readonly version: number;
  /** All text before the cursor. */
  readonly prefix: string;
  /** What at the end of `prefix` is not typed yet, where an answer is wanted before the cursor is there. */
  readonly ahead?: string;
  /** All text after the cursor. */
  readonly suffix: string;
  readonly budgetTokens: number;
  readonly recentEdits: readonly RecentEdit[];
  /** Canonical URIs that the user pinned. */
  readonly pins: readonly string[];
}

export interface Question {
  readonly trace: TraceId;
  readonly text: string;
  /** How many files to return at most. */
  readonly k: number;
  readonly budgetTokens: number;
  /** Canonical URIs of files named with `@file`; they come first and lift `low-quality` and `unindexed`, never `private`. */
  readonly mentions: readonly string[];
  readonly pins: readonly string[];
}

/** Why something was retrieved: the list that found it, its rank (one-based) there, and its share of the final score. */
export interface Evidence {
  readonly list: string;
  readonly rank: number;
  readonly score: number;
  /** Words of the query that were found there. */
  readonly terms: readonly string[];
  /** The list's weight, for lists that are fused by weight. */
  readonly weight?: number;
}

/** What a score is multiplied by, for what a file or a definition is: `test` 0.25. */
export interface Multiplier {
  readonly name: string;
  readonly factor: number;
}

export interface ScoredFile {
  readonly uri: string;
  /** Path relative to its workspace folder, with `/`. */
  readonly path: string;
  readonly score: number;
  readonly why: readonly Evidence[];
  /** Those other than 1. */
  readonly multipliers?: readonly Multiplier[];
}

export type SnippetKind = 'signature' | 'chunk' | 'edit' | 'mention';

export interface Snippet {
  readonly origin: FileOrigin;
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
  /** Estimated tokens of `text`. */
  readonly tokens: number;
  readonly kind: SnippetKind;
  /** Where it stands in a prompt among those of its kind, the smallest first; kept from one request to the next where that helps. */
  readonly place?: number;
  readonly score: number;
  readonly why: readonly Evidence[];
  /** Those other than 1. */
  readonly multipliers?: readonly Multiplier[];
}

export type DropReason = 'excluded' | 'over-budget' | 'already-shown' | 'duplicate' | 'low-score';

export interface Dropped {
  readonly uri: string;
  readonly range: Range;
  readonly reason: DropReason;
  /** The policy's strength when the reason is `excluded`. */
  readonly strength?: Strength;
}

/** Milliseconds by stage, in the process that answers. */
export type Timings = Readonly<Record<string, number>>;

export interface Retrieval {
  readonly trace: TraceId;
  /** Epoch of the policy that filtered this answer; 0 before the first policy, when nothing from a file is returned. */
  readonly epoch: number;
  readonly files: readonly ScoredFile[];
  readonly snippets: readonly Snippet[];
  readonly dropped: readonly Dropped[];
  readonly timings: Timings;
  /** Present in answers to `context`. */
  readonly syntax?: CursorSyntax;
}

/** Text that a model streams at a cursor. */
export interface StreamedText {
  readonly trace: TraceId;
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly prefix: string;
  /** As in `CursorQuery`. */
  readonly ahead?: string;
  readonly suffix: string;
  readonly text: string;
  /** More of the text may come: its errors are not counted while nothing of it is complete. */
  readonly goesOn?: boolean;
}

export interface SymbolQuery {
  readonly text: string;
  readonly limit: number;
  /** `file` asks for file names instead of symbols. */
  readonly want: 'symbol' | 'file';
}

export interface SymbolHit {
  readonly uri: string;
  readonly path: string;
  readonly name: string;
  readonly kind: string;
  readonly range: Range;
}

export type EnginePhase = 'waiting-for-policy' | 'indexing' | 'paused' | 'ready' | 'no-folder';

/** A file whose symbols could not be read. */
export interface SetAsideFile {
  /** Relative to its workspace folder. */
  readonly path: string;
  readonly reason: string;
}

/** What the workspace has more of than is indexed. */
export interface ReachedLimit {
  readonly kind: 'files' | 'bytes';
  readonly limit: number;
}

/** How far indexing is. */
export interface EngineProgress {
  readonly phase: EnginePhase;
  readonly files: number;
  readonly filesDone: number;
  readonly symbols: number;
  /** Files that are found by their words and whose symbols are still to be read. */
  readonly symbolsLeft: number;
  readonly limit?: ReachedLimit;
  /** Definitions beyond which files are searched by their words alone, when there are as many. */
  readonly symbolLimit?: number;
}

export interface EngineStatus extends EngineProgress {
  readonly epoch: number;
  readonly chunks: number;
  readonly languages: Readonly<Record<string, number>>;
  /** Files left out, by reason in words. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Files that no rule excludes and that could not be indexed all the same; a few of them. */
  readonly leftOut: readonly SetAsideFile[];
  /** How many more of them there are. */
  readonly leftOutBesides?: number;
  /** Files that are searched without symbols, because their syntax could not be read. */
  readonly setAside: readonly SetAsideFile[];
  /** Milliseconds that the last indexing took. */
  readonly tookMs: number;
  /** Resident bytes of the process that holds the index, where they are known. */
  readonly memoryBytes?: number;
}

/** What one request looked at, kept and dropped. References only: no text is kept in a trace. */
export interface Explanation {
  readonly trace: TraceId;
  readonly kind: 'context' | 'retrieve';
  readonly terms: readonly string[];
  readonly epoch: number;
  readonly files: readonly ScoredFile[];
  readonly kept: readonly Omit<Snippet, 'text'>[];
  readonly dropped: readonly Dropped[];
  readonly timings: Timings;
}

/**
 * The engine's central interface. `LocalContext` answers in process, `ServerContext` over the language server connection.
 * Every answer is filtered by the newest policy; an aborted signal rejects with an `AbortError`.
 */
export interface ContextSource {
  context(query: CursorQuery, signal: AbortSignal): Promise<Retrieval>;
  retrieve(question: Question, signal: AbortSignal): Promise<Retrieval>;
  judge(streamed: StreamedText, signal: AbortSignal): Promise<SyntaxVerdict>;
  symbols(query: SymbolQuery): Promise<readonly SymbolHit[]>;
  status(): Promise<EngineStatus>;
  /** Undefined when the trace is unknown or older than the last 200. */
  explain(trace: TraceId): Promise<Explanation | undefined>;
}
