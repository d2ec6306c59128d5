import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../src/engine/index';
import { pathToUri, stem, subwordsOf } from '../../../src/engine/text';
import { fileSignals } from '../../../src/engine/workspace';

const folder = pathToUri('/w');

function indexOf(texts: Readonly<Record<string, string>>): WorkspaceIndex {
  const index = new WorkspaceIndex();
  for (const [path, text] of Object.entries(texts)) {
    const uri = pathToUri(`/w/${path}`);
    const description = { uri, path, folder, languageId: 'typescript', signals: fileSignals(path, text) };
    index.put({ ...description, strength: 'free' }, text, undefined);
  }
  return index;
}

const found = (index: WorkspaceIndex, pairs: readonly (readonly [string, string])[]) =>
  index.filesWithPairs(pairs, 100).map(({ file }) => file.path);

describe('filesWithPairs', () => {
  it('finds files by two words that follow each other in an identifier, however it is written', () => {
    const index = indexOf({
      'camel.ts': 'setDisplayOrder()',
      'snake.ts': 'x.display_orders = 1',
      'apart.ts': 'display(order)',
      'reversed.ts': 'orderDisplay()',
    });
    expect(found(index, [['display', 'order']])).toEqual(['camel.ts', 'snake.ts']);
  });

  it('lets rare pairs count more and every pair once for each file', () => {
    const index = indexOf({
      'common.ts': 'getItem() getItems() forgetItem() getItem()',
      'other.ts': 'getItem()',
      'third.ts': 'getItem()',
      'rare.ts': 'readLock()',
      'both.ts': 'getItem(readLock)',
    });
    const pairs = [
      ['get', 'item'],
      ['read', 'lock'],
    ] as const;
    expect(found(index, pairs)).toEqual(['both.ts', 'rare.ts', 'common.ts', 'other.ts', 'third.ts']);
    const scores = new Map(index.filesWithPairs(pairs, 100).map(({ file, score }) => [file.path, score]));
    expect(scores.get('common.ts')).toBe(scores.get('other.ts'));
    expect(index.filesWithPairs(pairs, 1)).toHaveLength(1);
  });

  it('finds what a look at every identifier finds, also after files have changed and gone', () => {
    // So many names that those before the change are looked up and those after it are looked at.
    const others = Array.from({ length: 1_200 }, (_, at) => `name${at}`).join(' ');
    const word = fc.constantFrom('read', 'lock', 'File', 'order', 'HTTP', 'wait');
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join('_'));
    const texts = fc.array(fc.array(name, { maxLength: 5 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(texts, texts, word, word, (before, after, one, other) => {
        const textOf = (names: readonly string[] | undefined) => names?.join(' ') ?? '';
        const index = indexOf({
          ...Object.fromEntries(before.map((names, at) => [`${at}.ts`, textOf(names)])),
          'others.ts': others,
        });
        const pair = [stem(one.toLowerCase()), stem(other.toLowerCase())] as const;
        found(index, [pair]);
        const files = before.map((names, at) => (at < after.length ? (after[at] as string[]) : names));
        files.forEach((names, at) => {
          const [path, text] = [`${at}.ts`, textOf(names)];
          index.remove(pathToUri(`/w/${path}`));
          const description = { uri: pathToUri(`/w/${path}`), path, folder, languageId: 'typescript' };
          index.put({ ...description, signals: fileSignals(path, text), strength: 'free' }, text, undefined);
        });
        const holds = (identifier: string) => {
          const parts = subwordsOf(identifier).map(stem);
          return parts.some((part, at) => part === pair[0] && parts[at + 1] === pair[1]);
        };
        const expected = files.flatMap((names, at) => (names.some(holds) ? [`${at}.ts`] : []));
        expect(found(index, [pair]).sort()).toEqual(expected);
      }),
    );
  });
});
