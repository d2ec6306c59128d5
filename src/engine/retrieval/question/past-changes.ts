import type { Disposable } from '../../host';
import type { CommitHistory, PastCommit, Policy } from '../../workspace';
import { Tidying } from '../tidying';
import { HistoryIndex } from './history-index';

/** Files that are judged without a pause, besides those of one commit. */
const FILES_A_STEP = 64;

/**
 * The history of all folders as the policy lets it be used: private files do not exist in it, nor do commits of nothing else. Made
 * ready in small steps, and at once for who asks meanwhile.
 */
export class PastChanges implements Disposable {
  private readonly histories = new Map<string, CommitHistory>();
  private policy: Policy | undefined;
  private made: HistoryIndex | undefined;
  private making: Generator<undefined, HistoryIndex> | undefined;
  private readonly work = new Tidying({ step: () => !this.madeFurther(), ended() {} });

  set(folder: string, history: CommitHistory): void {
    if (history.length === 0) this.histories.delete(folder);
    else this.histories.set(folder, history);
    this.makeAnew();
  }

  setPolicy(policy: Policy): void {
    this.policy = policy;
    this.makeAnew();
  }

  /** Forgets the history of every other folder. */
  keepOnly(folders: readonly string[]): void {
    for (const folder of [...this.histories.keys()]) if (!folders.includes(folder)) this.histories.delete(folder);
    this.makeAnew();
  }

  /** What answers go by; a cursor's do not, and never wait for it. */
  index(): HistoryIndex {
    for (;;) {
      const made = this.madeFurther();
      if (made) return made;
    }
  }

  dispose(): void {
    this.work.dispose();
  }

  private makeAnew(): void {
    this.made = undefined;
    this.making = undefined;
    if (this.policy && this.histories.size > 0) this.work.begin();
  }

  /** Goes a step on; the index when it is made. */
  private madeFurther(): HistoryIndex | undefined {
    if (this.made) return this.made;
    this.making ??= this.steps();
    const step = this.making.next();
    if (!step.done) return undefined;
    this.making = undefined;
    this.made = step.value;
    return this.made;
  }

  private *steps(): Generator<undefined, HistoryIndex> {
    const commits: PastCommit[] = [];
    for (const commit of this.usable()) {
      if (commit) commits.push(commit);
      else yield;
    }
    const inOrder = this.histories.size < 2 ? commits : commits.sort((a, b) => b.time - a.time);
    return yield* HistoryIndex.inSteps(inOrder);
  }

  /** The commits with the files that may be used, and now and then nothing for a pause. */
  private *usable(): Generator<PastCommit | undefined> {
    const { policy } = this;
    if (!policy) return;
    const verdicts = new Map<string, boolean>();
    const isUsable = (uri: string): boolean => {
      const known = verdicts.get(uri) ?? policy.judge(uri).strength !== 'private';
      verdicts.set(uri, known);
      return known;
    };
    let before = 0;
    for (const history of this.histories.values()) {
      for (const commit of history) {
        const uris = commit.uris.filter(isUsable);
        if (uris.length > 0) yield { ...commit, uris };
        if (verdicts.size < before + FILES_A_STEP) continue;
        before = verdicts.size;
        yield undefined;
      }
    }
  }
}
