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

/** What the worker holds outside its heap, most of it the parser's memory. */
interface Held {
  readonly heldBytes: number;
}

/** A file's syntax as JSON, which costs half of what its objects cost to hand over; undefined when its language has no grammar. */
interface Parsed extends Held {
  readonly id: number;
  readonly kind: 'parsed';
  readonly json: string | undefined;
}

interface Failed extends Held {
  readonly id: number;
  readonly kind: 'failed';
  readonly failure: ParseFailureKind;
  readonly message: string;
}

/** `begun` comes before the first result in a language, when its grammar is loaded. */
export type ParseReply = { readonly id: number; readonly kind: 'begun' } | Parsed | Failed;

export function parsedReply(id: number, syntax: FileSyntax | undefined, heldBytes: number): Parsed {
  return { id, kind: 'parsed', json: syntax && JSON.stringify(syntax), heldBytes };
}

export function syntaxOf({ json }: Parsed): FileSyntax | undefined {
  return json === undefined ? undefined : (JSON.parse(json) as FileSyntax);
}
