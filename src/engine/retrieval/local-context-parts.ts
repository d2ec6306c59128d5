import type { Host } from '../host';
import type { DocumentSyntax, SyntaxParser } from '../syntax';
import type { WorkspaceLimits } from '../workspace';
import type { IndexStoreParts } from './index-store';

/** What the context engine works with. */
export interface LocalContextParts {
  readonly host: Host;
  readonly parser: SyntaxParser;
  /** Answers for the document at the cursor, on the caller's thread. */
  readonly documentSyntax: Pick<DocumentSyntax, 'cursorSyntax' | 'hold' | 'goOn' | 'judge' | 'forget'>;
  readonly limits: WorkspaceLimits;
  /** Keeps the index on disk between starts; without it nothing is stored. */
  readonly store?: IndexStoreParts;
}
