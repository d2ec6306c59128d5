import type { Host } from '../host';
import type { WorkspaceIndex } from '../index';
import type { SyntaxParser } from '../syntax';
import type { RealPlaces, WorkspaceLimits } from '../workspace';
import type { DocumentTexts } from './document-texts';
import type { PolicyFollowing } from './policy-following';
import type { StandingBack } from './standing-back';

/** What the indexer works with. */
export interface IndexerParts {
  readonly host: Host;
  readonly index: WorkspaceIndex;
  readonly texts: DocumentTexts;
  readonly places: RealPlaces;
  readonly parser: SyntaxParser;
  readonly limits: WorkspaceLimits;
  readonly background: StandingBack;
  readonly ignoreFilePassed?: ((uri: string) => void) | undefined;
  /** Looks through the folders wait until the index follows the policy. */
  readonly following: Pick<PolicyFollowing, 'begin' | 'isUnderWay' | 'whenDone'>;
}
