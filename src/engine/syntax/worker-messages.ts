import type { FileSyntax, Reference } from './contract';
import type { JournalFile } from './parse-journal';
import type { ParseFailureKind } from './parse-failure';

/** What any worker of this folder is started with. */
export interface ThreadStart {
  readonly grammarDirectory: string;
  /** Shared: the worker writes the number of each order into it when it begins its text, which outlives the worker. */
  readonly begun: Int32Array;
  /** Absent when nothing is to be noted down. */
  readonly journal?: JournalFile;
}

/** For a worker that parses files. */
export interface FilesStart extends ThreadStart {
  readonly kind: 'files';
}

/** What is wanted of a file: what it defines and imports, or where it uses some names. */
export type ParseTask =
  | { readonly kind: 'syntax'; readonly languageId: string; readonly text: string }
  | {
      readonly kind: 'references';
      readonly languageId: string;
      readonly text: string;
      readonly names: readonly string[];
    };

export type ParseOrder = ParseTask & { readonly id: number };

export type ParseResult = FileSyntax | readonly Reference[] | undefined;

/** What the worker holds outside its heap, most of it the parser's memory. */
interface Held {
  readonly heldBytes: number;
}

/** What was wanted as JSON, which costs half of what its objects cost to hand over; undefined when its language has no grammar. */
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

/** `loaded` comes before the first result in a language, when its grammar is loaded. */
export type ParseReply = { readonly id: number; readonly kind: 'loaded' } | Parsed | Failed;

export function parsedReply(id: number, result: ParseResult, heldBytes: number): Parsed {
  return { id, kind: 'parsed', json: result && JSON.stringify(result), heldBytes };
}

export function resultOf({ json }: Parsed): ParseResult {
  return json === undefined ? undefined : (JSON.parse(json) as ParseResult);
}
