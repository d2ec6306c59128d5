import type { FileSyntax } from './contract';
import type { ParseFailureKind } from './parse-failure';

/** What the worker is started with. */
export interface WorkerStart {
  readonly grammarDirectory: string;
}

export interface ParseOrder {
  readonly id: number;
  readonly languageId: string;
  readonly text: string;
}

/** `begun` comes before the first result in a language, when its grammar is loaded. */
export type ParseReply =
  | { readonly id: number; readonly kind: 'begun' }
  | { readonly id: number; readonly kind: 'parsed'; readonly syntax: FileSyntax | undefined }
  | { readonly id: number; readonly kind: 'failed'; readonly failure: ParseFailureKind; readonly message: string };
