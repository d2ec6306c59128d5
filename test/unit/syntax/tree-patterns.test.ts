import fc from 'fast-check';
import { Parser, Query, type Tree } from 'web-tree-sitter';
import { afterAll, describe, expect, it } from 'vitest';
import { languageOf } from '../../../src/engine/syntax';
import { type LoadedGrammar, LoadedGrammars } from '../../../src/engine/syntax/loaded-grammars';
import { patternsIn } from '../../../src/engine/syntax/pattern-text';
import { queryTexts, topLevelDepth } from '../../../src/engine/syntax/queries';
import { TreeNodes, type TreeNode } from '../../../src/engine/syntax/tree-nodes';
import { fixture, fixtureNames, installedGrammars } from './installed-grammars';

const grammars = new LoadedGrammars(installedGrammars);
afterAll(() => grammars.dispose());

async function loadedFor(name: string): Promise<LoadedGrammar> {
  const loaded = await grammars.get(languageOf(name, fixture(name)) ?? '');
  if (loaded === undefined) throw new Error(`${name} has no grammar`);
  return loaded;
}

/** Looks at whether to go on, after which a text is given up. */
const MOST_STEPS = 5_000;

function withTree<T>({ language }: LoadedGrammar, text: string, use: (tree: Tree) => T): T {
  const parser = new Parser().setLanguage(language);
  let steps = 0;
  const tree = parser?.parse(text, undefined, { progressCallback: () => ++steps > MOST_STEPS });
  // A damaged text can keep a grammar busy until memory ends; there is no tree to compare then.
  if (steps > MOST_STEPS) parser?.delete();
  fc.pre(steps <= MOST_STEPS);
  if (!parser || !tree) throw new Error('it was not parsed');
  try {
    return use(tree);
  } finally {
    tree.delete();
    parser.delete();
  }
}

interface Found {
  readonly patternIndex: number;
  readonly captures: readonly { name: string; node: { startIndex: number; endIndex: number } }[];
}

function listed(matches: readonly Found[]): string[] {
  return matches
    .map(({ patternIndex, captures }) =>
      [patternIndex, ...captures.map(({ name, node }) => `${name} ${node.startIndex}-${node.endIndex}`)].join(' '),
    )
    .sort();
}

function byLibrary({ grammar, language }: LoadedGrammar): (tree: Tree) => string[] {
  const { anyDepth, topLevel } = queryTexts[grammar.query];
  const deep = anyDepth === undefined ? undefined : new Query(language, anyDepth);
  const top = topLevel === undefined ? undefined : new Query(language, topLevel);
  return ({ rootNode }) =>
    listed([...(deep?.matches(rootNode) ?? []), ...(top?.matches(rootNode, { maxStartDepth: topLevelDepth }) ?? [])]);
}

function usesByLibrary({ grammar, language }: LoadedGrammar): (tree: Tree) => string[] {
  const { references } = queryTexts[grammar.query];
  const query = references === undefined ? undefined : new Query(language, references);
  return ({ rootNode }) => listed(query?.matches(rootNode) ?? []);
}

/** Neighbours right below an error are not looked at; the library finds some of them. */
function standsInError({ rootNode }: Tree, listedUse: string): boolean {
  const [, start = 0, end = 0] = /(\d+)-(\d+)$/.exec(listedUse)?.map(Number) ?? [];
  let node = rootNode.descendantForIndex(start, end);
  for (let level = 0; node && level < 4; level++, node = node.parent) if (node.isError) return true;
  return false;
}

describe.each(fixtureNames)('the patterns of %s', (name) => {
  it('are found where the library finds its queries, also in damaged texts', async () => {
    const loaded = await loadedFor(name);
    const whole = fixture(name);
    const expected = byLibrary(loaded);
    const expectedUses = usesByLibrary(loaded);
    const place = fc.nat(whole.length);
    const piece = fc.oneof(
      fc.constantFrom('(', ')', '{', '}', '"', "'", ';', '\n', '=', ' ', 'é', '😀', '/*', '<'),
      fc.tuple(place, fc.nat(40)).map(([from, length]) => whole.slice(from, from + length)),
    );
    const edits = fc.array(fc.tuple(place, fc.nat(30), piece), { maxLength: 4 });
    fc.assert(
      fc.property(edits, (changes) => {
        const text = changes.reduce((sum, [at, gone, come]) => sum.slice(0, at) + come + sum.slice(at + gone), whole);
        withTree(loaded, text, (tree) => {
          expect(listed(loaded.patterns().matches(tree, text))).toEqual(expected(tree));
          const uses = listed(loaded.references().matches(tree, text));
          const left = new Set(uses);
          const missed = expectedUses(tree).filter((use) => !left.delete(use));
          expect([...left]).toEqual([]);
          expect(missed.filter((use) => !standsInError(tree, use))).toEqual([]);
        });
      }),
      { numRuns: 25, examples: [[[]]] },
    );
  }, 60_000);

  it('stand in trees whose errors are found where the library finds them, also in a part of a damaged text', async () => {
    const loaded = await loadedFor(name);
    const whole = fixture(name);
    const query = new Query(loaded.language, '[(ERROR) (MISSING)] @error');
    const place = fc.nat(whole.length);
    const piece = fc.constantFrom('(', ')', '{', '}', '"', "'", ';', '\n', '=', 'é', '😀', '/*', '<', 'const a = b;');
    const edits = fc.array(fc.tuple(place, fc.nat(30), piece), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(edits, place, fc.nat(400), (changes, from, length) => {
        const text = changes.reduce((sum, [at, gone, come]) => sum.slice(0, at) + come + sum.slice(at + gone), whole);
        const isWanted = (start: number, end: number): boolean => end > from && start < from + length;
        withTree(loaded, text, (tree) => {
          const expected = query
            .captures(tree.rootNode)
            .filter(({ node }) => isWanted(node.startIndex, node.endIndex))
            .map(({ node: { startIndex, endIndex, typeId, isMissing } }) =>
              [startIndex, endIndex, typeId, isMissing].join(' '),
            );
          const found = new TreeNodes(tree)
            .errors(isWanted)
            .map(({ startIndex, endIndex, symbol, isMissing }) => [startIndex, endIndex, symbol, isMissing].join(' '));
          expect(found.sort()).toEqual(expected.sort());
        });
      }),
      { numRuns: 25 },
    );
    query.delete();
  }, 60_000);

  it('stand in trees whose nodes are read as the library reads them', async () => {
    const loaded = await loadedFor(name);
    const text = fixture(name);
    withTree(loaded, text, (tree) => {
      const nodes = new TreeNodes(tree);
      const read: TreeNode[] = [];
      nodes.walk(new Uint16Array(0x10000).fill(0xffff), (node) => read.push(node));
      const rows: string[] = [];
      const cursor = tree.walk();
      for (let goesOn = true; goesOn; ) {
        const { type, isNamed, startIndex, endIndex, childCount } = cursor.currentNode;
        const fields = cursor.currentNode.children.map((child, at) => {
          const field = child?.isError ? null : cursor.currentNode.fieldNameForChild(at);
          return field === null ? 0 : loaded.language.fieldIdForName(field);
        });
        rows.push([type, isNamed, startIndex, endIndex, childCount, fields].join(' '));
        goesOn = cursor.gotoFirstChild() || cursor.gotoNextSibling();
        while (!goesOn && cursor.gotoParent()) goesOn = cursor.gotoNextSibling();
      }
      cursor.delete();
      const lines = read.map((node) => {
        const children = nodes.childrenOf(node);
        const type = loaded.language.nodeTypeForId(node.symbol);
        const fields = children.map(({ field }) => field);
        return [type, node.isNamed, node.startIndex, node.endIndex, children.length, fields].join(' ');
      });
      expect(lines).toEqual(rows);
    });
  }, 60_000);
});

it('patterns are found however deep they stand', async () => {
  const loaded = await grammars.get('javascript');
  if (loaded === undefined) throw new Error('there is no grammar');
  const text = `start(() => { function deep() {} })${'.next()'.repeat(1000)};\n`;
  withTree(loaded, text, (tree) => {
    const found = listed(loaded.patterns().matches(tree, text));
    expect(found.join('\n')).toContain(`name ${text.indexOf('deep')}-`);
    expect(found).toEqual(byLibrary(loaded)(tree));
  });
});

it('a pattern is found once where more than one node is what it does not capture', async () => {
  const loaded = await loadedFor('basket.dart');
  const text = "import 'a.dart' hide A hide B;\n";
  withTree(loaded, text, (tree) => {
    const found = listed(loaded.patterns().matches(tree, text));
    expect(found.filter((match) => match.endsWith('import.from 7-15'))).toHaveLength(1);
    expect(found).toEqual(byLibrary(loaded)(tree));
  });
});

describe('the text of a query', () => {
  it('is read with fields, choices, groups, anchors and what is optional', () => {
    const [pattern, ...others] = patternsIn(`
      (pair . key: [(string) (word) @w]? @name . "=" !value ((_) @it (#eq? @it "a\\"b") (#set! kind x)) .) @all
    `);
    expect(others).toEqual([]);
    expect(pattern?.properties).toEqual({ kind: 'x' });
    expect(pattern?.predicates.map(({ capture, accepts }) => [capture, accepts('a"b'), accepts('ab')])).toEqual([
      ['it', true, false],
    ]);
    const [first] = pattern?.elements ?? [];
    const [root] = first?.choices ?? [];
    expect(root).toMatchObject({ type: 'pair', isNamed: true, absentFields: ['value'], captures: ['all'] });
    expect(root?.children).toMatchObject([
      {
        isOptional: true,
        isImmediate: true,
        choices: [
          { type: 'string', field: 'key', captures: ['name'] },
          { type: 'word', field: 'key', captures: ['w', 'name'] },
        ],
      },
      { isImmediate: true, choices: [{ type: '=', isNamed: false }] },
      { isImmediate: false, isLast: true, choices: [{ type: undefined, isNamed: true, captures: ['it'] }] },
    ]);
  });

  it.each(['(a', '(a)*', '((a) (b))? @x', '(a (#same? @a @b))', '[(a) ((b) (c))]', '(a b)'])(
    '%s is refused',
    (text) => {
      expect(() => patternsIn(text)).toThrow(/query cannot be read/);
    },
  );
});
