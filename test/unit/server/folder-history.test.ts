import { describe, expect, it } from 'vitest';
import type { GitLog } from '../../../src/engine/host';
import type { CommitHistory } from '../../../src/engine/workspace';
import { FolderHistory } from '../../../src/server/folder-history';

function world() {
  const state = { head: 'one' as string | undefined, clock: 0, reads: 0 };
  const given: [folder: string, history: CommitHistory][] = [];
  const git: GitLog = {
    head: async () => state.head,
    commits: async () => {
      state.reads++;
      return [{ time: 7, message: 'Change it', paths: ['src/a b.ts'] }];
    },
  };
  const engine = { setHistory: (folder: string, history: CommitHistory) => void given.push([folder, history]) };
  return { state, given, history: new FolderHistory(engine, git, { monotonic: () => state.clock }) };
}

describe('FolderHistory', () => {
  it('starts git for a trusted workspace only, and gives the engine canonical URIs', async () => {
    const { state, given, history } = world();
    history.setFolders(['file:///w']);
    history.look();
    await history.whenLooked();
    expect([state.reads, given]).toEqual([0, []]);
    history.setTrusted(true);
    await history.whenLooked();
    expect(given).toEqual([['file:///w', [{ time: 7, message: 'Change it', uris: ['file:///w/src/a%20b.ts'] }]]]);
  });

  it('reads again when another commit is checked out, and looks at most every ten seconds', async () => {
    const { state, history } = world();
    history.setTrusted(true);
    history.setFolders(['file:///w']);
    await history.whenLooked();
    state.clock = 20_000;
    history.look();
    await history.whenLooked();
    expect(state.reads).toBe(1);
    state.head = 'two';
    state.clock = 25_000;
    history.look();
    await history.whenLooked();
    expect(state.reads).toBe(1);
    state.clock = 31_000;
    history.look();
    await history.whenLooked();
    expect(state.reads).toBe(2);
  });

  it('takes a folder that is added while it looks, and gives nothing after it is disposed', async () => {
    const { given, history } = world();
    history.setTrusted(true);
    history.setFolders(['file:///w']);
    history.setFolders(['file:///w', 'file:///v', 'untitled:x']);
    await history.whenLooked();
    expect(new Set(given.map(([folder]) => folder))).toEqual(new Set(['file:///w', 'file:///v']));
    const before = given.length;
    history.setFolders(['file:///u']);
    history.dispose();
    await history.whenLooked();
    expect(given).toHaveLength(before);
  });
});
