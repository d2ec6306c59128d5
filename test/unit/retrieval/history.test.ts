import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HistoryIndex } from '../../../src/engine/retrieval/question/history-index';
import type { CommitHistory } from '../../../src/engine/workspace';
import { pathsOf, Workbench } from './workbench';

const day = 86_400;

function workspace(ignore = '') {
  return Workbench.over(
    {
      '/w/src/alpha.ts': 'export function alpha() {\n  return one;\n}\n',
      '/w/src/beta.ts': 'export function beta() {\n  return one;\n}\n',
      '/w/src/secret.ts': 'export function gamma() {\n  return one;\n}\n',
    },
    ignore,
  );
}

const history: CommitHistory = [
  { time: 900 * day, message: 'Tidy the garden', uris: ['file:///w/src/alpha.ts'] },
  { time: 899 * day, message: 'Flaky logins are retried', uris: ['file:///w/src/beta.ts'] },
  { time: 898 * day, message: 'Zebra crossing', uris: ['file:///w/src/secret.ts'] },
];

describe('the history of a folder', () => {
  it('finds files by the messages of the commits that changed them, and says so', async () => {
    const bench = await workspace();
    expect(pathsOf(await bench.ask('flaky login'))).toEqual([]);
    bench.engine.setHistory('file:///w', history);
    const answer = await bench.ask('flaky login');
    expect(pathsOf(answer)).toEqual(['src/beta.ts']);
    expect(answer.files[0]?.why.map(({ list }) => list)).toContain('commits');
    expect(answer.snippets.map(({ path }) => path)).toEqual(['src/beta.ts']);
  });

  it('never gives out the words of a message', async () => {
    const bench = await workspace();
    bench.engine.setHistory('file:///w', history);
    const answer = await bench.ask('flaky one');
    const explanation = await bench.engine.explain(answer.trace);
    expect(JSON.stringify([answer, explanation])).not.toMatch(/logins|retried|garden|Zebra/);
  });

  it('prefers what changed lately among equals', async () => {
    const bench = await workspace();
    bench.engine.setHistory('file:///w', [
      { time: 900 * day, message: 'x', uris: ['file:///w/src/beta.ts'] },
      { time: 100 * day, message: 'x', uris: ['file:///w/src/alpha.ts'] },
    ]);
    expect(pathsOf(await bench.ask('one'))[0]).toBe('src/beta.ts');
  });

  it('stays when the index is built anew and when what was learnt is erased', async () => {
    const bench = await workspace();
    bench.engine.setHistory('file:///w', history);
    for (const begin of ['rebuild', 'erase'] as const) {
      bench.engine[begin]();
      await bench.engine.whenReady();
      expect(pathsOf(await bench.ask('flaky login')), begin).toEqual(['src/beta.ts']);
    }
  });

  it('knows nothing of private files, also when they become so later', async () => {
    const bench = await workspace();
    bench.engine.setHistory('file:///w', history);
    expect(pathsOf(await bench.ask('zebra'))).toEqual(['src/secret.ts']);
    bench.setPolicy('src/secret.ts');
    expect(pathsOf(await bench.ask('zebra'))).toEqual([]);
  });

  it('goes with its folder', async () => {
    const bench = await workspace();
    bench.engine.setHistory('file:///w', history);
    bench.engine.setFolders([]);
    bench.engine.setFolders(['file:///w']);
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('flaky login'))).toEqual([]);
  });
});

describe('HistoryIndex', () => {
  it('finds exactly the files of commits that share a word', () => {
    const words = fc.constantFrom('red', 'green', 'blue', 'parser', 'cache');
    const commit = fc.record({
      time: fc.nat(1_000_000_000),
      message: fc.array(words, { maxLength: 5 }).map((list) => list.join(' ')),
      uris: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }).map((list) => [...new Set(list)]),
    });
    fc.assert(
      fc.property(fc.array(commit, { maxLength: 30 }), words, (commits, word) => {
        const scores = new HistoryIndex(commits).filesOfSimilar(new Map([[word, 1]]));
        const expected = commits.filter(({ message }) => message.split(' ').includes(word)).flatMap(({ uris }) => uris);
        expect([...scores.keys()].sort()).toEqual([...new Set(expected)].sort());
        for (const score of scores.values()) expect(score).toBeGreaterThan(0);
      }),
    );
  });

  it('finds files by two words that one first line has', () => {
    const index = new HistoryIndex([
      { time: 4 * day, message: 'Retry uploads', uris: ['a'] },
      { time: 3 * day, message: 'Uploads that we retry', uris: ['a', 'b'] },
      { time: 2 * day, message: 'Retry downloads\n\nuploads', uris: ['c'] },
      { time: day, message: 'Uploads', uris: ['d'] },
    ]);
    const scores = index.filesByPairs([['retry', 'upload']]);
    expect([...scores.keys()].sort()).toEqual(['a', 'b']);
    expect(scores.get('a')).toBeGreaterThan(scores.get('b') as number);
    expect(index.filesByPairs([['retry', 'zebra']]).size).toBe(0);
  });

  it('finds what changed together, the more often the better, and never the file itself', () => {
    const index = new HistoryIndex([
      { time: 3 * day, message: 'x', uris: ['test', 'a'] },
      { time: 2 * day, message: 'x', uris: ['test', 'a', 'b'] },
      { time: day, message: 'x', uris: ['c'] },
    ]);
    const scores = index.filesChangedWith(new Map([['test', 1]]));
    expect([...scores.keys()].sort()).toEqual(['a', 'b']);
    expect(scores.get('a')).toBeGreaterThan(scores.get('b') as number);
    expect(index.filesChangedWith(new Map([['nowhere', 1]])).size).toBe(0);
  });

  it('counts days from the newest commit', () => {
    const index = new HistoryIndex([
      { time: 10 * day, message: '', uris: ['a'] },
      { time: 4 * day, message: '', uris: ['a', 'b'] },
    ]);
    expect(index.daysSinceChange('a')).toBe(0);
    expect(index.daysSinceChange('b')).toBe(6);
    expect(index.daysSinceChange('c')).toBeUndefined();
  });

  it('takes time that runs backwards and commits without files', () => {
    const index = new HistoryIndex([
      { time: 0, message: 'first', uris: [] },
      { time: 5 * day, message: 'first', uris: ['a'] },
    ]);
    expect(index.daysSinceChange('a')).toBe(0);
  });
});
