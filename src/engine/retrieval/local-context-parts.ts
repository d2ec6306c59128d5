import type { Host } from '../host';
import type { DocumentSyntax, SyntaxParser } from '../syntax';
import type { WorkspaceLimits } from '../workspace';
import type { IndexStoreParts } from './index-store';

/** What the context engine works with. */
export interface LocalContextParts {
  readonly host: Host;
  readonly parser: SyntaxParser;
  /** Answers for the document at the cursor, best on another thread: it is asked before the search, and its answer awaited after. */
  readonly documentSyntax: Pick<DocumentSyntax, 'cursorSyntax' | 'judge' | 'forget'> & {
    /** A document in this language was opened. */
    opened?(languageId: string): void;
  };
  readonly limits: WorkspaceLimits;
  /** Hears of each ignore file (canonical URI) that a look through folders passes: it may hold rules that the policy has not. */
  readonly ignoreFilePassed?: (uri: string) => void;
  /** Keeps the index on disk between starts; without it nothing is stored. */
  readonly store?: IndexStoreParts;
}
