import type { TraceId } from '../engine/host';
import type {
  CursorQuery,
  EngineStatus,
  Explanation,
  Question,
  Retrieval,
  StreamedText,
  SymbolHit,
  SymbolQuery,
  SyntaxVerdict,
} from '../engine/retrieval';
import type { PolicySnapshot, WorkspaceLimits } from '../engine/workspace';

/** `initializationOptions` of the language server protocol's `initialize`. */
export interface ServerOptions {
  /** Null while the first policy is being compiled: until it comes, the server looks at no file and gives out nothing from one. */
  readonly policy: PolicySnapshot | null;
  readonly index?: IndexOptions;
  /** Whether the user trusts the workspace; before that nothing of it is run, git included. */
  readonly trusted?: boolean;
}

/** How the folders are indexed; sent again whenever it changes. */
export interface IndexOptions {
  readonly limits: WorkspaceLimits;
  /** Only open documents are indexed. */
  readonly paused: boolean;
}

/**
 * A document text by reference: the server holds the same version, so a keystroke does not send the whole file again.
 * `offset` is in UTF-16 units; what is `ahead` stands before it. The texts are given in full only for documents that are not synchronised.
 */
export type CursorReference = Omit<CursorQuery, 'prefix' | 'suffix'> & {
  readonly offset: number;
  readonly texts?: { readonly prefix: string; readonly suffix: string };
};

export type StreamedReference = Omit<StreamedText, 'prefix' | 'suffix'> & {
  readonly offset: number;
  readonly texts?: { readonly prefix: string; readonly suffix: string };
};

/** What the embedded model is asked; both texts have passed the gate. */
export interface PredictParams {
  readonly trace: TraceId;
  readonly uri: string;
  readonly languageId: string;
  readonly prefix: string;
  readonly suffix: string;
  /** As in `CompletionRequest`. */
  readonly variety?: number;
}

export interface Prediction {
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Requests of the extension host to the context server: method name → parameters and result. */
export interface ServerRequests {
  /** The answer holds what a prompt is made of; files, reasons and what was dropped are had with `cairn/explain`. */
  'cairn/context': { params: CursorReference; result: Retrieval };
  'cairn/retrieve': { params: Question; result: Retrieval };
  'cairn/judge': { params: StreamedReference; result: SyntaxVerdict };
  'cairn/symbols': { params: SymbolQuery; result: readonly SymbolHit[] };
  'cairn/status': { params: null; result: EngineStatus };
  'cairn/explain': { params: { readonly trace: TraceId }; result: Explanation | null };
  'cairn/predict': { params: PredictParams; result: Prediction | null };
  /** Drops the index, what is stored of it, and what the embedded model learnt, then indexes again. */
  'cairn/rebuild': { params: null; result: null };
  /** Drops the index, the traces and what the embedded model learnt, then indexes again. */
  'cairn/erase': { params: null; result: null };
}

/** The server's command line argument before the directory in which indexes are kept. */
export const storeArgument = '--index-store';

export const policyNotification = 'cairn/policy';
export const indexNotification = 'cairn/index';
/** The window has the focus again: what no event has told of may have changed on disk. */
export const focusNotification = 'cairn/focus';
/** The user has come to trust the workspace. */
export const trustNotification = 'cairn/trust';
/** To the client: an ignore file holds other rules than the policy, so it changed without the editor's telling. */
export const rulesNotification = 'cairn/rules';
/** How far indexing is, while that changes. */
export const progressNotification = 'cairn/progress';
