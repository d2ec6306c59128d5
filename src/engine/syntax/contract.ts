/** What a definition is; the set is small on purpose and the same for every language. */
export type SymbolKind =
  | 'function'
  | 'method'
  | 'class'
  | 'interface'
  | 'type'
  | 'enum'
  | 'constant'
  | 'variable'
  | 'field'
  | 'module'
  | 'macro';

/** A definition found by a grammar's query. Lines are zero-based and inclusive, characters UTF-16 units. */
export interface SymbolDefinition {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Name of the type or module that directly encloses it, '' at top level. */
  readonly container: string;
  /** First line, with decorators and attributes. */
  readonly startLine: number;
  readonly endLine: number;
  readonly nameLine: number;
  readonly nameCharacter: number;
  /** The declaration without its body, on one line, white space folded, at most 240 UTF-16 units. */
  readonly signature: string;
}

/** A name that a file brings in from elsewhere. */
export interface ImportedName {
  /** As used in this file; '' when the import brings in no single name (`#include`, `import *`, an import for its effects). */
  readonly name: string;
  /** The module as written, for instance `./policy` or `java.util`. */
  readonly from: string;
  readonly line: number;
}

/** How code uses a name: `value` is what is none of the others, as a function that is handed on. */
export type ReferenceKind = 'call' | 'supertype' | 'type' | 'import' | 'value';

/** A place in code that uses a name, as opposed to one that defines it, a comment, or a string. Zero-based. */
export interface Reference {
  readonly name: string;
  readonly kind: ReferenceKind;
  readonly line: number;
}

/** What tree-sitter says of one file. Plain data; survives a worker border. */
export interface FileSyntax {
  readonly languageId: string;
  readonly symbols: readonly SymbolDefinition[];
  readonly imports: readonly ImportedName[];
}

/** Parses files away from the caller's thread, one after the other. A worker that dies rejects its file only and is replaced. */
export interface SyntaxParser {
  /** Undefined when the language has no grammar. */
  parse(languageId: string, text: string): Promise<FileSyntax | undefined>;
  /** The places that use any of some names, in the order of the text; goes before all that waits to be parsed. Undefined when the language has no grammar. */
  references(languageId: string, text: string, names: readonly string[]): Promise<readonly Reference[] | undefined>;
  /** A text that ended a process is parsed again as if it never had; `content` is its digest. */
  tryAgain?(content: string): void;
  dispose(): void;
}

/** What completion needs to know of the syntax at the cursor. */
export interface CursorSyntax {
  readonly place: 'code' | 'comment' | 'string' | 'unknown';
  /** The cursor stands in a block that is empty but for white space. */
  readonly emptyBlock: boolean;
  /** Inside the parentheses of a call or the brackets of a literal. */
  readonly insideArguments: boolean;
}

/** A cursor in a document, as far as its syntax matters. */
export interface DocumentCursor {
  readonly uri: string;
  readonly languageId: string;
  /** All text before the cursor. */
  readonly prefix: string;
  /** All text after the cursor. */
  readonly suffix: string;
}

/** Text that a model streams at a cursor. */
export interface TextAtCursor extends DocumentCursor {
  readonly text: string;
  /** More of the text may come. */
  readonly goesOn?: boolean;
}

export interface SyntaxVerdict {
  /** UTF-16 units of `text` after which the syntactic unit that was begun is complete; undefined while it is not. */
  readonly completeAt?: number;
  readonly place: CursorSyntax['place'];
  /** Syntax errors with the text, up to `completeAt` where there is one, minus syntax errors without it; undefined while nothing of a text that goes on is complete. */
  readonly errorDelta?: number;
  /**
   * The text is of one line, which is finished; it adds errors on that line, and all errors that there were nearby lie on it too. Where
   * others were, or the line goes on below, errors may only say that more is to come.
   */
  readonly breaksLine?: boolean;
}
