import type { Host } from '../engine/host';
import { hasRulesOfFile, type PolicySnapshot, readIgnoreFile } from '../engine/workspace';

/** Holds the ignore files that are passed on disk against the policy, and says when one has other rules. */
export class RulesCheck {
  private policy: PolicySnapshot | undefined;

  constructor(
    private readonly host: Pick<Host, 'readFile'>,
    private readonly differs: () => void,
  ) {}

  setPolicy(policy: PolicySnapshot): void {
    this.policy = policy;
  }

  /** The file's canonical URI. */
  async passed(uri: string): Promise<void> {
    const file = await readIgnoreFile(this.host, uri);
    if (file && this.policy && !hasRulesOfFile(this.policy, file)) this.differs();
  }
}
