import type { CursorSyntax, DocumentCursor, SyntaxVerdict, TextAtCursor } from './contract';
import type { ThreadStart } from './worker-messages';

/** In `begun`: the worker has not come to its script. */
export const NOT_STARTED = 0;
/** In `begun`: the worker parses nothing. */
export const IDLE = -1;

/** What the worker that keeps open documents is started with. `begun` holds the number of the question whose document it parses. */
export interface DocumentsStart extends ThreadStart {
  readonly kind: 'documents';
  /** Milliseconds that a cursor waits for its tree; by default what `DocumentSyntax` waits. */
  readonly longestWaitMs?: number;
}

/** What may be asked of a document. */
export type DocumentTask =
  | { readonly kind: 'cursor'; readonly at: DocumentCursor }
  | { readonly kind: 'judge'; readonly at: TextAtCursor };

export type DocumentOrder =
  | (DocumentTask & { readonly id: number })
  /** Comes without a number and has no reply. */
  | { readonly kind: 'prepare'; readonly languageId: string }
  | { readonly kind: 'forget'; readonly uri: string };

export type DocumentAnswer = CursorSyntax | SyntaxVerdict;

/** One for each question. The last two are for no question: a grammar is loaded; the text of a digest has been parsed. */
export type DocumentReply =
  | { readonly kind: 'answered'; readonly id: number; readonly answer: DocumentAnswer }
  /** `damaged`: nothing is to be asked of this worker any more. */
  | { readonly kind: 'failed'; readonly id: number; readonly damaged: boolean }
  | { readonly kind: 'loaded'; readonly languageId: string }
  | { readonly kind: 'parsed'; readonly content: string };
