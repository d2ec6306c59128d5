import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readImports } from '../../../../src/engine/retrieval/imports';

const read = (languageId: string, text: string) =>
  readImports(text.split('\n'), languageId).statements.map(({ from, names, module }) => ({
    from,
    names: names.map(({ name, local }) => (name === local ? name : `${name} as ${local}`)),
    ...(module === '' ? {} : { module }),
  }));

describe('readImports', () => {
  it.each([
    ['typescript', "import { a, type B, c as d } from './x';", [{ from: './x', names: ['a', 'B', 'c as d'] }]],
    ['typescript', "import {\n  a,\n  b,\n} from '../y/index.js';", [{ from: '../y/index.js', names: ['a', 'b'] }]],
    ['typescript', "import fs, { read } from 'node:fs';", [{ from: 'node:fs', names: ['read', 'fs'], module: 'fs' }]],
    ['typescript', "import * as u from '@/util';", [{ from: '@/util', names: [], module: 'u' }]],
    ['typescript', "import './effect';", [{ from: './effect', names: [] }]],
    ['typescript', "export * from './all';", [{ from: './all', names: [] }]],
    ['typescript', "export { open } from './door';", [{ from: './door', names: ['open'] }]],
    ['javascript', "const { p, q: r } = require('./z');", [{ from: './z', names: ['p', 'q as r'] }]],
    ['javascript', "const {\n  p,\n} = require('./z');", [{ from: './z', names: ['p'] }]],
    ['javascript', "const utils = require('./utils');", [{ from: './utils', names: ['utils'], module: 'utils' }]],
    ['javascript', 'const total = sum(from);', []],
    ['typescript', "const mod = await import('./late');", []],
    [
      'python',
      'from .views import (\n    index,  # first\n    detail as d,\n)',
      [{ from: '.views', names: ['index', 'detail as d'] }],
    ],
    [
      'python',
      'import os.path as p, app.models',
      [
        { from: 'os.path', names: [], module: 'p' },
        { from: 'app.models', names: [], module: 'models' },
      ],
    ],
    [
      'go',
      'import (\n\t"fmt"\n\tc "example.com/x/caddy"\n\t"gopkg.in/yaml.v3"\n)',
      [
        { from: 'fmt', names: [], module: 'fmt' },
        { from: 'example.com/x/caddy', names: [], module: 'c' },
        { from: 'gopkg.in/yaml.v3', names: [], module: 'yaml' },
      ],
    ],
    [
      'dart',
      "import 'package:shop/cart.dart' as c show Cart, Item hide Row;",
      [{ from: 'package:shop/cart.dart', names: ['Cart', 'Item'], module: 'c' }],
    ],
    ['dart', "part of '../shop.dart';", [{ from: '../shop.dart', names: [] }]],
    ['java', 'import static a.b.Checks.require;', [{ from: 'a.b.Checks', names: ['require'] }]],
    ['java', 'import a.b.*;', [{ from: 'a.b', names: [] }]],
    ['kotlin', 'import a.b.Store as S', [{ from: 'a.b', names: ['Store as S'] }]],
    [
      'rust',
      'use crate::policy::{self, Rule, verdict::{Verdict as V, *}};',
      [
        { from: 'crate', names: ['policy'], module: 'policy' },
        { from: 'crate::policy', names: ['Rule'], module: 'Rule' },
        { from: 'crate::policy::verdict', names: ['Verdict as V'], module: 'V' },
        { from: 'crate::policy::verdict', names: [] },
      ],
    ],
    ['rust', 'pub(crate) mod walk;', [{ from: 'self::walk', names: [], module: 'walk' }]],
    ['cpp', '#include <net/socket.hpp>', [{ from: 'net/socket.hpp', names: [] }]],
    ['csharp', 'using Shop.Orders;', [{ from: 'Shop.Orders', names: [] }]],
    ['csharp', 'using static Shop.Money;', [{ from: 'Shop', names: ['Money'] }]],
    [
      'php',
      'use App\\Models\\{User, Order as O};',
      [
        { from: 'App\\Models', names: ['User'] },
        { from: 'App\\Models', names: ['Order as O'] },
      ],
    ],
    ['php', "require_once __DIR__ . '/lib/money.php';", [{ from: './lib/money.php', names: [] }]],
    ['ruby', "require_relative '../store'", [{ from: './../store', names: [] }]],
    ['swift', 'import struct Shop.Money', [{ from: 'Shop', names: ['Money'], module: 'Shop' }]],
  ])('%s: %j', (languageId, text, expected) => {
    expect(read(languageId, text)).toEqual(expected);
  });

  it('takes any text', () => {
    const words = fc.constantFrom(
      'import',
      'from',
      'use',
      'require',
      '{',
      '}',
      '(',
      ')',
      "'a'",
      '"b"',
      ';',
      '::',
      '*',
      ' as ',
      ',',
      '\n',
      'x',
    );
    const languages = [
      'typescript',
      'python',
      'go',
      'java',
      'rust',
      'cpp',
      'csharp',
      'php',
      'ruby',
      'swift',
      'plaintext',
    ];
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), fc.constantFrom(...languages), (parts, languageId) => {
        const lines = parts.join(' ').split('\n');
        const imports = readImports(lines, languageId);
        for (const line of imports.lines) expect(line).toBeLessThan(lines.length);
      }),
    );
  });
});
