import { afterAll, describe, expect, it } from 'vitest';
import { type FileSyntax, grammars, inlineParser, languageOf, ParseFailure } from '../../../src/engine/syntax';
import { fixture, installedGrammars } from './installed-grammars';

const parser = inlineParser(installedGrammars);
afterAll(() => parser.dispose());

async function syntaxOf(name: string): Promise<FileSyntax> {
  const text = fixture(name);
  const syntax = await parser.parse(languageOf(name, text) ?? '', text);
  if (syntax === undefined) throw new Error(`${name} has no grammar`);
  return syntax;
}

function listed({ symbols }: FileSyntax): string[] {
  return symbols.map(
    ({ kind, container, name, startLine, endLine, nameLine, nameCharacter, signature }) =>
      `${kind} ${container === '' ? name : `${container}.${name}`} ${startLine}-${endLine} ${nameLine}:${nameCharacter} | ${signature}`,
  );
}

function imported({ imports }: FileSyntax): string[] {
  return imports.map(({ name, from, line }) => `${line} ${name} < ${from}`);
}

/** How many symbols stay while a statement is half written, where that is not most: one error costs these grammars the rest of the block or file. */
const keptShares: Readonly<Record<string, number>> = {
  shellscript: 0.3,
  dart: 0.15,
  zig: 0.5,
};

const fixtures: [name: string, languageId: string, statement: string][] = [
  ['orders.ts', 'typescript', 'const local = lines.length;'],
  ['panel.tsx', 'typescriptreact', 'setOpen(!open);'],
  ['router.js', 'javascript', 'next(error);'],
  ['badge.jsx', 'javascriptreact', 'const local = count + 1;'],
  ['inventory.py', 'python', 'result = []'],
  ['server.go', 'go', 'const local = 1'],
  ['Ledger.java', 'java', 'int local = 0;'],
  ['store.rs', 'rust', 'fn helper() {}'],
  ['ring.h', 'c', 'int local;'],
  ['shapes.cpp', 'cpp', 'T sum{};'],
  ['Warehouse.cs', 'csharp', 'int Local(int x) => x + 1;'],
  ['catalog.rb', 'ruby', '@name = name'],
  ['Invoice.php', 'php', '$sum = 0;'],
  ['Cart.kt', 'kotlin', 'val line = item.copy(count = count)'],
  ['Player.swift', 'swift', 'let local = other.x'],
  ['Ledger.scala', 'scala', 'val next = helper(entries.size)'],
  ['deploy.sh', 'shellscript', 'local host=$2'],
  ['Backup.ps1', 'powershell', '$inner = 1'],
  ['inventory.lua', 'lua', 'self.items = {}'],
  ['basket.dart', 'dart', 'var line = item.copy(count);'],
  ['queue.ex', 'elixir', 'total = compute(order)'],
  ['Account.m', 'objective-c', 'double local = amount;'],
  ['ring.zig', 'zig', 'self.head += 1;'],
  ['Vault.sol', 'solidity', 'uint256 local = amount.split(2);'],
  ['OrderTable.vue', 'vue', 'const local = order.id;'],
  ['page.html', 'html', 'const local = list.length;'],
  ['theme.css', 'css', 'margin: 0 auto;'],
  ['service.json', 'json', '"items": 200,'],
  ['settings.jsonc', 'jsonc', '"tabSize": 2,'],
  ['pipeline.yaml', 'yaml', 'needs: [build]'],
  ['project.toml', 'toml', 'edition = 2021'],
];

it('reads a file of each language that has a grammar', () => {
  expect(fixtures.map(([, languageId]) => languageId).sort()).toEqual(
    grammars.map(({ languageId }) => languageId).sort(),
  );
});

describe.each(fixtures)('%s', (name, languageId, statement) => {
  it('has its golden symbols and imports', async () => {
    const syntax = await syntaxOf(name);
    expect(syntax.languageId).toBe(languageId);
    await expect(`${[...listed(syntax), ...imported(syntax)].join('\n')}\n`).toMatchFileSnapshot(
      `../../fixtures/syntax/golden/${name}.txt`,
    );
  });

  it('finds each name where it says', async () => {
    const lines = fixture(name).split('\n');
    for (const symbol of (await syntaxOf(name)).symbols) {
      expect(lines[symbol.nameLine]?.slice(symbol.nameCharacter).replace(/^["']/, '')).toMatch(
        new RegExp(`^${escaped(symbol.name)}`),
      );
      expect(symbol.startLine).toBeLessThanOrEqual(symbol.nameLine);
      expect(symbol.endLine).toBeGreaterThanOrEqual(symbol.nameLine);
      expect(symbol.signature.length).toBeLessThanOrEqual(240);
      expect(symbol.signature).not.toMatch(/[\r\n]/);
    }
  });

  it('says the same of the file with CRLF line ends', async () => {
    const crlf = await parser.parse(languageId, fixture(name).replaceAll('\n', '\r\n'));
    expect(crlf && imported(crlf)).toEqual(imported(await syntaxOf(name)));
    expect(crlf && listed(crlf).map(withoutContinuation)).toEqual(
      listed(await syntaxOf(name)).map(withoutContinuation),
    );
  });

  it.each(['value = compute(a, ', 'value.', 'if (value'])(
    'keeps most symbols while %j is being typed',
    async (typed) => {
      const text = fixture(name);
      const end = text.indexOf(statement) + statement.length;
      const broken = await parser.parse(languageId, `${text.slice(0, end)}\n    ${typed}${text.slice(end)}`);
      const found = new Set(broken?.symbols.map((symbol) => symbol.name));
      const names = (await syntaxOf(name)).symbols.map((symbol) => symbol.name);
      expect(names.filter((each) => found.has(each)).length / names.length).toBeGreaterThan(
        keptShares[languageId] ?? 0.6,
      );
    },
  );

  it('has nothing to say of an empty file', async () => {
    expect(await parser.parse(languageId, '')).toEqual({ languageId, symbols: [], imports: [] });
  });
});

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function withoutContinuation(line: string): string {
  return line.replaceAll('\\ ', '');
}

describe('places and signatures', () => {
  it('counts UTF-16 units before a name', async () => {
    const text = '/* 😀 é 漢 */ function 名前(a) { return "😀"; } /* 👩‍👩‍👧 */ class B {}\r\nconst c = 1;';
    const found = (await parser.parse('javascript', text))?.symbols ?? [];
    expect(found.map(({ name, nameLine, nameCharacter }) => [name, nameLine, nameCharacter])).toEqual([
      ['名前', 0, text.indexOf('名前')],
      ['B', 0, text.indexOf('B {}')],
      ['c', 1, 6],
    ]);
    expect(found[0]?.signature).toBe('function 名前(a)');
  });

  it('cuts a long signature at 240 units and never inside a surrogate pair', async () => {
    for (const padding of ['', ' ']) {
      const found = await parser.parse('javascript', `function f(a${padding}= "${'😀'.repeat(300)}") {}`);
      const signature = found?.symbols[0]?.signature ?? '';
      expect(signature.length).toBeGreaterThan(236);
      expect(signature.length).toBeLessThanOrEqual(240);
      expect(signature.isWellFormed()).toBe(true);
    }
  });

  it('skips a byte order mark', async () => {
    const found = await parser.parse('python', '\uFEFFdef f():\n    pass\n');
    expect(found?.symbols.map(({ name, nameLine }) => [name, nameLine])).toEqual([['f', 0]]);
  });

  it('leaves locals out', async () => {
    const text = 'export function f() { const a = 1; let b = () => a; class C { d = 1 } return b; }';
    const found = await parser.parse('typescript', text);
    expect(found?.symbols.map(({ name, container }) => `${container}.${name}`)).toEqual(['.f', '.C', 'C.d']);
  });

  it('finds every value at the top of a Dart library, not only the first of its kind', async () => {
    const text =
      "final a = 1;\nconst b = 2;\nfinal String c = 'x';\nvar d = 3;\nconst e = 2, f = 3;\nvar g = 2;\nint h = 1;\n";
    const syntax = await parser.parse('dart', text);
    expect(syntax?.symbols.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  });

  it('has no syntax for a language without a grammar', async () => {
    expect(await parser.parse('markdown', '# a')).toBeUndefined();
  });
});

describe('hostile text', () => {
  const impatient = inlineParser(installedGrammars, 300);
  afterAll(() => impatient.dispose());
  const numbers = '1234567, '.repeat(110_000);
  const texts = {
    'a line of 1 MB': `x = [${numbers}];`,
    'a string of 1 MB': `x = "${numbers}";`,
    '5,000 nested brackets': `${'('.repeat(5_000)}${')'.repeat(5_000)}`,
    '5,000 brackets left open': '[{'.repeat(2_500),
    'as many brackets as are taken': '[{'.repeat(500),
    'odd units': '\u0000\uD800\uFFFF\n\u2028}}}]]]"\'`"""',
    '2,000 lone quotes': '"a\n'.repeat(2_000),
    '2,000 tags': '<div>'.repeat(2_000),
  };
  const outcome = (parsing: Promise<FileSyntax | undefined>): Promise<string> =>
    parsing.then(
      (syntax) => syntax?.languageId ?? 'nothing',
      (error: unknown) => (error instanceof ParseFailure ? error.kind : String(error)),
    );

  /** On a busy machine an ordinary text may take longer than the impatient parser waits. */
  const patiently = async (parse: () => Promise<FileSyntax | undefined>): Promise<FileSyntax | undefined> => {
    for (;;) {
      try {
        return await parse();
      } catch (error) {
        if (!(error instanceof ParseFailure && error.kind === 'time-out')) throw error;
      }
    }
  };

  it.each(fixtures.map(([name, languageId]) => [languageId, name]))(
    'is parsed or refused, and %s goes on',
    async (languageId, name) => {
      for (const [what, text] of Object.entries(texts)) {
        expect([languageId, 'failed', 'time-out'], what).toContain(await outcome(impatient.parse(languageId, text)));
      }
      expect(await patiently(() => impatient.parse(languageId, fixture(name)))).toEqual(
        await parser.parse(languageId, fixture(name)),
      );
    },
  );

  it('is refused for nesting too deep, with a reason', async () => {
    await expect(impatient.parse('go', texts['5,000 brackets left open'])).rejects.toThrow(
      /nests brackets more than 1000 deep/,
    );
  });
});
