import type { Tree } from 'web-tree-sitter';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DocumentTrees } from '../../../src/engine/syntax/document-trees';
import { type LoadedGrammar, LoadedGrammars } from '../../../src/engine/syntax/loaded-grammars';
import { installedGrammars } from './installed-grammars';

const uri = 'file:///a.ts';
/** Over before it begins: parsing stops at the first look at the clock. */
const NO_TIME = -1;
const written = Array.from({ length: 100 }, (_, at) => `function f${at}(a: number) {\n  return a + ${at};\n}\n`).join(
  '',
);

const grammars = new LoadedGrammars(installedGrammars);
let loaded: LoadedGrammar;
beforeAll(async () => {
  loaded = (await grammars.get('typescript')) as LoadedGrammar;
});
afterAll(() => grammars.dispose());

function withTrees<T>(use: (trees: DocumentTrees) => T): T {
  const trees = new DocumentTrees(2);
  try {
    return use(trees);
  } finally {
    trees.dispose();
  }
}

/** Whether a tree is the one of a text that is parsed for the first time. */
const isAsParsedAnew = (tree: Tree | undefined, text: string): boolean =>
  tree !== undefined &&
  withTrees((trees) => trees.parse(uri, loaded, text)?.tree.rootNode.toString() === tree.rootNode.toString());

describe('a tree that an edit does not bring up to date in time', () => {
  it('is the one before, with its nodes where the edit moved them', () => {
    withTrees((trees) => {
      trees.parse(uri, loaded, written);
      const edited = `namespace N { ${written}`;
      const recent = trees.parseWithin(uri, loaded, edited, NO_TIME);
      expect(recent?.behind).toBe(true);
      const last = recent?.tree.rootNode.namedChildren.at(-1);
      expect(edited.slice(last?.startIndex, last?.endIndex)).toMatch(/^function f99/);
    });
  });

  it('is caught up with in steps, with what is edited meanwhile', () => {
    withTrees((trees) => {
      trees.parse(uri, loaded, written);
      trees.parseWithin(uri, loaded, `namespace N { ${written}`, NO_TIME);
      const steps = trees.catchUpSteps(uri, loaded, NO_TIME);
      expect(steps.next().done).toBe(false);
      const edited = `namespace N { } ${written}`;
      trees.parseWithin(uri, loaded, edited, NO_TIME);
      let count = 0;
      while (steps.next().done === false) count++;
      expect(count).toBeGreaterThan(1);
      const recent = trees.parseWithin(uri, loaded, edited, NO_TIME);
      expect(recent?.behind).toBe(false);
      expect(isAsParsedAnew(recent?.tree, edited)).toBe(true);
    });
  });

  it('is brought up to date at once for whoever waits', () => {
    withTrees((trees) => {
      trees.parse(uri, loaded, written);
      const edited = `namespace N { ${written}`;
      trees.parseWithin(uri, loaded, edited, NO_TIME);
      expect(isAsParsedAnew(trees.parse(uri, loaded, edited)?.tree, edited)).toBe(true);
      expect([...trees.catchUpSteps(uri, loaded, NO_TIME)]).toEqual([]);
    });
  });

  it('is forgotten while it catches up', () => {
    withTrees((trees) => {
      trees.parse(uri, loaded, written);
      trees.parseWithin(uri, loaded, `namespace N { ${written}`, NO_TIME);
      const steps = trees.catchUpSteps(uri, loaded, NO_TIME);
      steps.next();
      trees.forget(uri);
      expect([...steps]).toEqual([]);
      expect(trees.parseWithin(uri, loaded, written, NO_TIME)).toBeUndefined();
    });
  });

  /** What is left when code does not parse may depend on the tree before; of code that parses there is one tree. */
  it('is as at first when any edits have been taken back, however often it was behind', () => {
    const edit = fc.record({
      at: fc.nat(written.length),
      gone: fc.nat(40),
      put: fc.constantFrom('', ' ', '"', '`', '/*', '*/', '{', '}', '(', ')', 'a', '\n', '\r', 'é😀', 'class A {'),
      ends: fc.constantFrom('behind', 'waited for', 'caught up'),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        withTrees((trees) => {
          let text = written;
          trees.parse(uri, loaded, text);
          for (const { at, gone, put, ends } of edits) {
            text = text.slice(0, at) + put + text.slice(at + gone);
            trees.parseWithin(uri, loaded, text, NO_TIME);
            if (ends === 'waited for') trees.parse(uri, loaded, text);
            if (ends === 'caught up') for (const _ of trees.catchUpSteps(uri, loaded, 1)) continue;
          }
          trees.parseWithin(uri, loaded, written, NO_TIME);
          for (const _ of trees.catchUpSteps(uri, loaded, 1)) continue;
          const recent = trees.parseWithin(uri, loaded, written, NO_TIME);
          expect(recent?.behind).toBe(false);
          expect(isAsParsedAnew(recent?.tree, written)).toBe(true);
        });
      }),
      { numRuns: 20 },
    );
  });
});
