import type { WorkspaceIndex } from '../index';
import type { SyntaxParser } from '../syntax';
import type { Policy } from '../workspace';
import type { DocumentTexts } from './document-texts';
import type { ProjectFacts } from './imports';
import type { PastChanges } from './question/past-changes';

/** What answers are made from. */
export interface Library {
  readonly index: WorkspaceIndex;
  readonly texts: DocumentTexts;
  readonly project: ProjectFacts;
  readonly policy: Policy;
  readonly parser: Pick<SyntaxParser, 'references'>;
  readonly past: Pick<PastChanges, 'index'>;
}
