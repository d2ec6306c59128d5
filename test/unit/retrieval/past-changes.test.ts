import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HistoryIndex } from '../../../src/engine/retrieval/question/history-index';
import { PastChanges } from '../../../src/engine/retrieval/question/past-changes';
import { type CommitHistory, compilePolicy, type Policy, type Verdict } from '../../../src/engine/workspace';

const folder = 'file:///w';
const words = ['red', 'green', 'blue', 'parser', 'cache', 'login', 'secret'];

const history: CommitHistory = Array.from({ length: 700 }, (_, at) => ({
  time: 1_000_000 - at,
  message: `${words[at % 7]} ${words[(3 * at) % 5]}\n\n${words[(5 * at) % 6]}`,
  uris: [`file:///w/${words[at % 7]}/${at % 13}.ts`, `file:///w/${words[(at + 1) % 6]}.ts`],
}));

function policyWithout(isPrivate: (uri: string) => boolean): Policy {
  const policy = compilePolicy({ epoch: 1, folders: [folder], lists: [] });
  const judge = (uri: string): Verdict => ({ ...policy.judge(uri), strength: isPrivate(uri) ? 'private' : 'free' });
  return { ...policy, judge };
}

const said = (index: HistoryIndex) =>
  words.map((word) => [
    [...index.filesOfSimilar(new Map([[word, 1]]))],
    [...index.filesByPathWords(['file:///w/cache/x.ts', 'file:///w/login/y.ts'], new Map([[word, 1]]))],
    index.daysSinceChange(`file:///w/${word}.ts`),
  ]);

describe('past changes', () => {
  let past: PastChanges;
  beforeEach(() => {
    vi.useFakeTimers();
    past = new PastChanges();
  });
  afterEach(() => {
    past.dispose();
    vi.useRealTimers();
  });

  it.each([0, 1, 30, 200])('say the same when %d steps were made before someone asks', (steps) => {
    past.setPolicy(policyWithout(() => false));
    past.set(folder, history);
    for (let step = 0; step < steps; step++) vi.advanceTimersToNextTimer();
    expect(said(past.index())).toEqual(said(new HistoryIndex(history)));
  });

  it('are made ready in steps when nobody asks, and then wait for nothing', () => {
    past.setPolicy(policyWithout(() => false));
    past.set(folder, history);
    expect(vi.getTimerCount()).toBe(1);
    vi.runAllTimers();
    const index = past.index();
    expect(past.index()).toBe(index);
    expect(said(index)).toEqual(said(new HistoryIndex(history)));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('begin anew with another policy or another history, however far they are', () => {
    past.setPolicy(policyWithout(() => false));
    past.set(folder, history);
    for (let step = 0; step < 50; step++) vi.advanceTimersToNextTimer();
    past.setPolicy(policyWithout((uri) => uri.includes('secret')));
    const usable = history.flatMap((commit) => {
      const uris = commit.uris.filter((uri) => !uri.includes('secret'));
      return uris.length > 0 ? [{ ...commit, uris }] : [];
    });
    expect(said(past.index())).toEqual(said(new HistoryIndex(usable)));
    past.set(folder, history.slice(0, 100));
    vi.advanceTimersToNextTimer();
    past.set(folder, history.slice(0, 3));
    expect(past.index().daysSinceChange('file:///w/login/5.ts')).toBeUndefined();
    expect(past.index().daysSinceChange('file:///w/red/0.ts')).toBe(0);
  });

  it('do nothing without a policy or a history, and end when they are disposed', () => {
    past.set(folder, history);
    expect(vi.getTimerCount()).toBe(0);
    past.setPolicy(policyWithout(() => false));
    expect(vi.getTimerCount()).toBe(1);
    past.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});
