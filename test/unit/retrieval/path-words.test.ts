import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../src/engine/index';
import { fileEvidence } from '../../../src/engine/retrieval/question/file-evidence';
import { HistoryIndex } from '../../../src/engine/retrieval/question/history-index';
import { parseQuestion } from '../../../src/engine/retrieval/question/parse-question';
import { type AskedWord, PathWords } from '../../../src/engine/retrieval/question/path-words';
import { tokensOf } from '../../../src/engine/text';

const history = new HistoryIndex([
  { time: 4, message: 'Sign in with a passkey', uris: ['file:///w/auth/login.ts'] },
  {
    time: 3,
    message: 'Passkey of another device\n\nbanana',
    uris: ['file:///w/auth/device.ts', 'file:///w/auth/login.ts'],
  },
  { time: 2, message: 'Paint the banner', uris: ['file:///w/ui/banner.ts'] },
  { time: 1, message: 'Paint the button', uris: ['file:///w/ui/button.ts'] },
]);

const files = ['file:///w/auth/session.ts', 'file:///w/ui/window.ts', 'file:///w/other/thing.ts'];

interface PlainChange {
  readonly weight: number;
  readonly uris: readonly string[];
}

function traitsOf(uri: string): string[] {
  const path = uri.slice('file:///'.length);
  const folders = [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1));
  return [path, ...folders, ...tokensOf(path.replace(/([^/])\.[^/]*$/, '$1'))];
}

/** The same without any table. */
function plainScore(changes: readonly PlainChange[], asked: readonly AskedWord[], uri: string): number {
  const sum = (of: readonly PlainChange[]): number => of.reduce((total, { weight }) => total + weight, 0);
  const total = sum(changes);
  const traits = new Map(changes.map((change) => [change, new Set(change.uris.flatMap(traitsOf))]));
  return asked.reduce((score, { weight, commits }) => {
    const own = changes.filter((_, commit) => commits.includes(commit));
    const shares = traitsOf(uri).map((trait) => {
      const having = (of: readonly PlainChange[]): number => sum(of.filter((change) => traits.get(change)?.has(trait)));
      const more = having(own) - (sum(own) * having(changes)) / total;
      if (more <= 1e-6) return 0;
      return (Math.log((total + 1) / (sum(own) + 0.5)) * 2 * more) / (sum(own) + having(changes) + 1);
    });
    return score + weight * Math.max(0, ...shares);
  }, 0);
}

describe('path words', () => {
  const asked = (word: string) => [...history.filesByPathWords(files, new Map([[word, 1]])).keys()].sort();

  it('finds a file that no commit changed by the words of its path, beside those that commits with the word changed', () => {
    expect(asked('passkey')).toEqual([
      'file:///w/auth/device.ts',
      'file:///w/auth/login.ts',
      'file:///w/auth/session.ts',
    ]);
    expect(asked('paint')).toEqual(['file:///w/ui/banner.ts', 'file:///w/ui/button.ts', 'file:///w/ui/window.ts']);
  });

  it('takes a word that many first lines have only to judge the files it is given', () => {
    const commits = Array.from({ length: 200 }, (_, time) => ({
      time,
      message: time % 2 ? 'paint' : 'passkey',
      uris: [`file:///w/${time % 2 ? 'ui' : 'auth'}/${time}.ts`],
    }));
    const scores = new HistoryIndex(commits).filesByPathWords(files, new Map([['passkey', 1]]));
    expect([...scores.keys()]).toEqual(['file:///w/auth/session.ts']);
  });

  it('knows nothing of words that no first line has', () => {
    expect(asked('banana')).toEqual([]);
    expect(new HistoryIndex([]).filesByPathWords(files, new Map([['passkey', 1]])).size).toBe(0);
  });

  it('leaves extensions out, but not names that begin with a dot', () => {
    const dots = new PathWords();
    dots.add(0, 1, ['file:///w/a/x.ts', 'file:///w/a/.env']);
    dots.add(1, 1, ['file:///w/b/y.js']);
    const scores = dots.scores(new Set(['file:///w/z/y.ts', 'file:///w/z/.env']), [{ weight: 1, commits: [0] }]);
    expect([...scores.keys()]).toContain('file:///w/z/.env');
    expect([...scores.keys()]).not.toContain('file:///w/z/y.ts');
  });

  it('lets rare words and heavy commits say more', () => {
    const words = new PathWords();
    words.add(0, 1, ['file:///often/rare']);
    words.add(1, 1, ['file:///often/x']);
    words.add(2, 1, ['file:///often/y']);
    for (let commit = 3; commit < 20; commit++) words.add(commit, 1, ['file:///z']);
    const scores = words.scores(new Set(['file:///rare', 'file:///often']), [{ weight: 1, commits: [0] }]);
    expect(scores.get('file:///rare')).toBeGreaterThan(scores.get('file:///often') as number);

    const heavy = new PathWords();
    heavy.add(0, 1, ['file:///new']);
    heavy.add(1, 0.3, ['file:///old']);
    heavy.add(2, 1, ['file:///z']);
    const aged = heavy.scores(new Set(['file:///new', 'file:///old']), [{ weight: 1, commits: [0, 1] }]);
    expect(aged.get('file:///new')).toBeGreaterThan(aged.get('file:///old') as number);
  });

  it('gives finite scores above zero, that grow with the weight of a word', () => {
    const word = fc.constantFrom('alpha', 'beta', 'gamma');
    const uri = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 })
      .map((path) => `file:///${path.join('/')}.ts`);
    const commit = fc.record({
      time: fc.nat(1_000_000_000),
      message: fc.array(word, { maxLength: 4 }).map((list) => list.join(' ')),
      uris: fc.uniqueArray(uri, { maxLength: 25 }),
    });
    fc.assert(
      fc.property(fc.array(commit, { maxLength: 20 }), fc.uniqueArray(uri), word, (commits, uris, name) => {
        const index = new HistoryIndex(commits);
        const once = index.filesByPathWords(uris, new Map([[name, 1]]));
        const twice = index.filesByPathWords(uris, new Map([[name, 2]]));
        const changed = commits.flatMap((commit) => (commit.message.split(' ').includes(name) ? commit.uris : []));
        expect([...twice.keys()]).toEqual([...once.keys()]);
        for (const [found, score] of once) {
          expect([...uris, ...changed]).toContain(found);
          expect(score).toBeGreaterThan(0);
          expect(twice.get(found)).toBeCloseTo(2 * score);
        }
        expect(index.filesByPathWords(uris, new Map([[name, 1]]))).toEqual(once);
      }),
    );
  });

  it('says what looking at every trait of every path says', () => {
    const segment = fc.constantFrom('auth', 'login.ts', 'Login.test.ts', 'userStore', '.env', 'ui');
    const uri = fc.array(segment, { minLength: 2, maxLength: 4 }).map((path) => `file:///${path.join('/')}`);
    const change = fc.record({
      weight: fc.double({ min: 0.3, max: 1.3, noNaN: true }),
      uris: fc.uniqueArray(uri, { minLength: 1, maxLength: 6 }),
    });
    const word = fc.record({ weight: fc.constantFrom(0.3, 1, 1.5), commits: fc.uniqueArray(fc.nat(9)) });
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 10, maxLength: 10 }),
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(uri, { minLength: 1, maxLength: 5 }),
        (changes, asked, uris) => {
          const words = new PathWords();
          changes.forEach((each, commit) => {
            words.add(commit, each.weight, each.uris);
          });
          for (const question of [asked, asked.slice(1)]) {
            const scores = words.scores(uris, question);
            for (const file of uris) expect(scores.get(file) ?? 0).toBeCloseTo(plainScore(changes, question, file), 8);
          }
        },
      ),
    );
  });

  it('is a list of evidence', () => {
    const index = new WorkspaceIndex();
    for (const name of ['auth/session.ts', 'ui/window.ts']) {
      const text = 'export const token = 1;\n';
      const signals = { test: false, example: false, generated: false, vendored: false };
      const description = {
        uri: `file:///w/${name}`,
        path: name,
        folder: 'file:///w',
        languageId: 'typescript',
        signals,
      };
      index.put({ ...description, strength: 'free' }, text, undefined);
    }
    const { lists } = fileEvidence(index, history, parseQuestion('passkey token'));
    const found = lists.find(({ name }) => name === 'pathWords')?.items.map(({ file }) => file.path);
    expect(found).toEqual(['auth/session.ts']);
  });
});
