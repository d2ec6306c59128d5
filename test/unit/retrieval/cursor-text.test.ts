import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCursorText } from '../../../src/engine/retrieval/cursor-text';

const importsOf = (text: string) => {
  const { importedNames, importedModules } = readCursorText(text, '');
  return { names: [...importedNames], modules: [...importedModules] };
};

describe('readCursorText', () => {
  it.each([
    ["import { readPolicy, type Rule } from './policy';\n", ['readPolicy', 'Rule'], ['policy']],
    ["import {\n  a,\n  b,\n} from '../x/index';\n", ['a', 'b'], ['x']],
    ["import fs from 'node:fs/promises';\n", ['fs'], ['promises']],
    ["const { parse } = require('./lib/url.js');\n", ['parse'], ['url']],
    ["export { open } from './door';\n", ['open'], ['door']],
    ['from app.models import User, Order\n', ['app', 'models', 'User', 'Order'], ['models']],
    ['from .views import (\n    index,\n    detail,\n)\n', ['views', 'index', 'detail'], ['views']],
    ['import (\n\t"fmt"\n\t"example.com/x/caddyhttp"\n)\n', [], ['fmt', 'caddyhttp']],
    ['use crate::policy::{Rule, Verdict};\n', ['policy', 'Rule', 'Verdict'], ['policy', 'rule', 'verdict']],
    ['#include "net/socket.h"\n', [], ['socket']],
  ])('reads the imports of %j', (text, names, modules) => {
    const read = importsOf(text);
    for (const name of names) expect(read.names).toContain(name);
    for (const module of modules) expect(read.modules).toContain(module);
  });

  it('does not count an import as a use', () => {
    const cursor = readCursorText("import { a, b } from './x';\n\na();\n", '');
    expect(cursor.usedNames.has('a')).toBe(true);
    expect(cursor.usedNames.has('b')).toBe(false);
  });

  it('weighs names by how near they are', () => {
    const { nearNames } = readCursorText('far();\n\n\n\n\nnear();\n', 'after();\n');
    expect(nearNames.get('near') ?? 0).toBeGreaterThan(nearNames.get('far') ?? 0);
    expect(nearNames.has('after')).toBe(true);
  });

  it.each([
    ['  server.pool.', ['pool', 'server']],
    ['  this.index.search', ['index', 'this']],
    ['  items[0].', ['items']],
    ['  load(a, b).then', ['load']],
    ['  ptr->', ['ptr']],
    ['  Rule::', ['Rule']],
    ['  a?.b', ['a']],
    ['  plain', []],
    ['', []],
  ])('finds what %j asks a member of', (line, receiver) => {
    expect(readCursorText(`x\n${line}`, '').receiver).toEqual(receiver);
  });

  it('takes any text, and keeps the names that are near in a very long one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ unit: 'binary', maxLength: 200 }),
        (prefix, suffix) => {
          expect(readCursorText(prefix, suffix).nearLines.length).toBeGreaterThan(0);
        },
      ),
    );
    const long = `import { early } from './early';\n${'x = 1;\n'.repeat(100_000)}late();\n`;
    const cursor = readCursorText(long, 'y'.repeat(500_000));
    expect(cursor.importedNames.has('early')).toBe(true);
    expect(cursor.nearNames.has('late')).toBe(true);
  });
});
