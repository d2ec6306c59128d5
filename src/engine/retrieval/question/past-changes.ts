import type { CommitHistory, PastCommit, Policy } from '../../workspace';
import { HistoryIndex } from './history-index';

/** The history of all folders as the policy lets it be used: private files do not exist in it, nor do commits of nothing else. */
export class PastChanges {
  private readonly histories = new Map<string, CommitHistory>();
  private policy: Policy | undefined;
  private made: HistoryIndex | undefined;

  set(folder: string, history: CommitHistory): void {
    if (history.length === 0) this.histories.delete(folder);
    else this.histories.set(folder, history);
    this.made = undefined;
  }

  setPolicy(policy: Policy): void {
    this.policy = policy;
    this.made = undefined;
  }

  /** Forgets the history of every other folder. */
  keepOnly(folders: readonly string[]): void {
    for (const folder of [...this.histories.keys()]) if (!folders.includes(folder)) this.histories.delete(folder);
    this.made = undefined;
  }

  index(): HistoryIndex {
    this.made ??= new HistoryIndex(this.usable());
    return this.made;
  }

  private usable(): CommitHistory {
    const { policy } = this;
    if (!policy) return [];
    const verdicts = new Map<string, boolean>();
    const isUsable = (uri: string): boolean => {
      const known = verdicts.get(uri) ?? policy.judge(uri).strength !== 'private';
      verdicts.set(uri, known);
      return known;
    };
    const commits: PastCommit[] = [];
    for (const history of this.histories.values()) {
      for (const commit of history) {
        const uris = commit.uris.filter(isUsable);
        if (uris.length > 0) commits.push({ ...commit, uris });
      }
    }
    return this.histories.size < 2 ? commits : commits.sort((a, b) => b.time - a.time);
  }
}
