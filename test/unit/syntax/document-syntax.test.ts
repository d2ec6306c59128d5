import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type CursorSyntax, DocumentSyntax, inlineParser, type SyntaxVerdict } from '../../../src/engine/syntax';
import { fixture, installedGrammars } from './installed-grammars';

/** However busy the machine is, cursors wait for their trees. */
const documents = new DocumentSyntax(installedGrammars, Number.POSITIVE_INFINITY);
const parser = inlineParser(installedGrammars);
afterAll(() => {
  documents.dispose();
  parser.dispose();
});

/** `text` with `|` at the cursor. */
function at(languageId: string, text: string): Promise<CursorSyntax> {
  const [prefix = '', suffix = ''] = split(text);
  return documents.cursorSyntax({ uri: `file:///a.${languageId}`, languageId, prefix, suffix });
}

function judged(languageId: string, around: string, text: string): Promise<SyntaxVerdict> {
  const [prefix = '', suffix = ''] = split(around);
  return documents.judge({ uri: `file:///b.${languageId}`, languageId, prefix, suffix, text });
}

/** What `completeAt` leaves of the streamed text. */
async function unit(languageId: string, around: string, text: string): Promise<string | undefined> {
  const { completeAt } = await judged(languageId, around, text);
  return completeAt === undefined ? undefined : text.slice(0, completeAt);
}

function split(text: string): string[] {
  const cursor = text.indexOf('|');
  return [text.slice(0, cursor), text.slice(cursor + 1)];
}

describe('place', () => {
  it.each([
    ['typescript', 'const a = 1;\n|', 'code'],
    ['typescript', '// a comm|ent\nf();', 'comment'],
    ['typescript', 'f(); // note|\ng();', 'comment'],
    ['typescript', 'f();|// note', 'code'],
    ['typescript', '// note\n|', 'code'],
    ['typescript', '/* one\n two| */', 'comment'],
    ['typescript', '/* one */|', 'code'],
    ['typescript', '/* one\n|', 'comment'],
    ['typescript', 'const a = "te|xt";', 'string'],
    ['typescript', 'const a = "|";', 'string'],
    ['typescript', 'const a = "text"|;', 'code'],
    ['typescript', 'const a = |"text";', 'code'],
    ['typescript', 'const a = `te|xt`;', 'string'],
    ['typescript', 'const a = `te${x.|}xt`;', 'code'],
    ['typescript', 'const a = "unfini|\nconst b = 2;', 'string'],
    ['typescript', '/* 😀 */ const a = "😀|";', 'string'],
    ['typescript', '/* 😀 */ const a = "😀";|', 'code'],
    ['typescriptreact', 'const a = <p title="|">x</p>;', 'string'],
    ['javascript', 'const a = /re|x/;', 'string'],
    ['python', '# not|e', 'comment'],
    ['python', 'a = """doc\n| """\n', 'string'],
    ['python', 'a = f"{x|}"\n', 'code'],
    ['python', "a = 'unfini|\nb = 2\n", 'string'],
    ['go', 'package a\n\nvar s = `ra|w`\n', 'string'],
    ['rust', "fn f<'a>(x: &'a |) {}", 'code'],
    ['rust', '/// doc|\nfn f() {}', 'comment'],
    ['rust', '/// doc\n|fn f() {}', 'code'],
    ['java', "class A { char c = '|'; }", 'string'],
    ['c', '#include <std|io.h>\n', 'string'],
    ['cpp', 'auto s = R"(ra|w)";', 'string'],
    ['plaintext', 'some| text', 'unknown'],
    ['groovy', 'def a = "te|xt"', 'unknown'],
    ['csharp', 'var a = "te|xt";', 'string'],
    ['csharp', 'var a = $"te{x|}xt";', 'code'],
    ['csharp', '/// note|\nclass A { }', 'comment'],
    ['ruby', 'a = "te|xt"\n', 'string'],
    ['ruby', 'a = "te#{x.|}xt"\n', 'code'],
    ['ruby', 'a = 1 # no|te\n', 'comment'],
    ['php', "<?php\n$a = 'te|xt';\n", 'string'],
    ['php', '<?php\n# no|te\n', 'comment'],
    ['kotlin', 'val a = "te|xt"\n', 'string'],
    ['kotlin', 'val a = "te${x.|}xt"\n', 'code'],
    ['kotlin', '/** not|e */\nval a = 1\n', 'comment'],
    ['swift', 'let a = "te|xt"\n', 'string'],
    ['swift', 'let a = "te\\(x|y)xt"\n', 'code'],
    ['swift', '/* no|te */\nlet a = 1\n', 'comment'],
    ['scala', 'val a = "te|xt"\n', 'string'],
    ['scala', 'val a = s"te${x.|}xt"\n', 'code'],
    ['scala', '/* no|te */ val a = 1\n', 'comment'],
    ['shellscript', 'a="te|xt"\n', 'string'],
    ['shellscript', 'a="te$(f |)xt"\n', 'code'],
    ['shellscript', 'f # no|te\n', 'comment'],
    ['powershell', '$a = "te|xt"\n', 'string'],
    ['powershell', '<# no|te #>\n$a = 1\n', 'comment'],
    ['lua', 'local a = "te|xt"\n', 'string'],
    ['lua', '--[[ one\n tw|o ]]\nlocal a = 1\n', 'comment'],
    ['lua', '-- no|te\n', 'comment'],
    ['dart', "var a = 'te|xt';\n", 'string'],
    ['dart', "var a = 'te${x.|}xt';\n", 'code'],
    ['dart', '/// no|te\nvar a = 1;\n', 'comment'],
    ['elixir', 'a = "te|xt"\n', 'string'],
    ['elixir', 'a = "te#{x.|}xt"\n', 'code'],
    ['elixir', 'a = 1 # no|te\n', 'comment'],
    ['objective-c', 'NSString *a = @"te|xt";\n', 'string'],
    ['zig', 'const a = "te|xt";\n', 'string'],
    ['zig', '// no|te\nconst a = 1;\n', 'comment'],
    ['solidity', 'string constant a = "te|xt";\n', 'string'],
    ['css', 'a::before { content: "te|xt"; }\n', 'string'],
    ['css', '/* no|te */\na { b: c; }\n', 'comment'],
    ['json', '{ "a": "te|xt" }', 'string'],
    ['yaml', 'a: "te|xt"\n', 'string'],
    ['yaml', 'a: 1 # no|te\n', 'comment'],
    ['toml', 'a = "te|xt"\n', 'string'],
    ['toml', '# no|te\na = 1\n', 'comment'],
    ['vue', '<script>\n// no|te\n</script>\n', 'unknown'],
  ])('%s: %j is %s', async (languageId, text, place) => expect((await at(languageId, text)).place).toBe(place));
});

describe('emptyBlock', () => {
  it.each([
    ['typescript', 'function f() {\n  |\n}', true],
    ['typescript', 'function f() {|}', true],
    ['typescript', 'const f = () => {\n  |\n};', true],
    ['typescript', 'class A {\n  m() {\n    |\n\n  n() {}\n}', true],
    ['typescript', 'function f() {\n  |\n  return 1;\n}', false],
    ['typescript', 'function f() {\n  g();\n  |\n}', false],
    ['typescript', 'const a = {\n  |\n};', false],
    ['typescript', 'f({|});', false],
    ['typescript', 'function f() { // {\n  // |\n}', false],
    ['python', 'def f():\n    |\n', true],
    ['python', 'def f():\n    |\n\ndef g():\n    pass\n', true],
    ['python', 'def f():\n    |\n    return 1\n', false],
    ['python', 'if a:  # why\n    |\nelse:\n    b()\n', true],
    ['python', 'd = {\n    "a": 1,\n    |\n}\n', false],
    ['go', 'package a\n\nfunc f() {\n\t|\n}\n', true],
    ['go', 'package a\n\nvar p = Point{|}\n', false],
    ['rust', 'fn f() {\n    |\n}\n', true],
    ['java', 'class A {\n    void f() {\n        |\n    }\n}\n', true],
    ['c', 'int f(void)\n{\n\t|\n}\n', true],
    ['csharp', 'void F()\n{\n    |\n}\n', true],
  ])('%s: %j is %s', async (languageId, text, empty) => expect((await at(languageId, text)).emptyBlock).toBe(empty));
});

describe('insideArguments', () => {
  it.each([
    ['typescript', 'f(a, |);', true],
    ['typescript', 'f(a, |\n', true],
    ['typescript', 'f(a)|;', false],
    ['typescript', 'const a = [1, |];', true],
    ['typescript', 'const a = { b: |};', true],
    ['typescript', 'f(() => {\n  |\n});', false],
    ['typescript', 'if (|) {}', false],
    ['python', 'f(a, |)\n', true],
    ['python', 'print(\n    |\n', true],
    ['python', 'def f(|):\n    pass\n', false],
    ['go', 'package a\n\nvar p = Point{|}\n', true],
    ['java', 'class A { void f() { g(|); } }', true],
    ['rust', 'fn f() { g(|); }', true],
    ['c', 'int main(void) { f(|); }', true],
    ['cpp', 'int main() { std::max(1, |); }', true],
  ])('%s: %j is %s', async (languageId, text, inside) =>
    expect((await at(languageId, text)).insideArguments).toBe(inside),
  );
});

describe('completeAt', () => {
  it.each([
    ['a statement with a semicolon', 'typescript', 'function f() {\n  |\n}', 'x', undefined],
    ['nothing before a line break', 'typescript', 'const a = |', 'g(1);', undefined],
    ['the first of two statements', 'typescript', 'g();\n|\n', 'const a = 1;\nconst b = 2;\n', 'const a = 1;'],
    ['CRLF', 'typescript', 'g();\r\n|\r\n', 'const a = 1;\r\nconst b = 2;\r\n', 'const a = 1;'],
    ['a call over lines', 'typescript', '|\n', 'g(\n  a,\n  b,\n);\nh();', 'g(\n  a,\n  b,\n);'],
    ['a chain', 'typescript', '|\n', 'a\n  .b()\n  .c();\nd();', 'a\n  .b()\n  .c();'],
    ['a line that may go on', 'typescript', '|\n', 'a()\n', undefined],
    ['a line that did not go on', 'typescript', '|\n', 'a()\nb', 'a()'],
    ['an operator at the end', 'typescript', '|\n', 'const a =\n  1 +\n  2;\n', 'const a =\n  1 +\n  2;'],
    [
      'else',
      'typescript',
      '|\n',
      'if (a) {\n  b();\n}\nelse {\n  c();\n}\nd',
      'if (a) {\n  b();\n}\nelse {\n  c();\n}',
    ],
    ['a word that may become else', 'typescript', '|\n', 'if (a) {\n  b();\n}\nel', undefined],
    ['a function', 'typescript', '|\n', 'function f() {\n  return "}";\n}\n\nf();', 'function f() {\n  return "}";\n}'],
    [
      'a block begun before the cursor',
      'typescript',
      'function f() {|',
      '\n  return 1;\n}\n\nf();',
      '\n  return 1;\n}',
    ],
    [
      'an empty block that the editor closed',
      'typescript',
      'function f() {\n  |\n}\n',
      'a();\n  b();\n}\n\nf();',
      'a();\n  b();',
    ],
    [
      'an empty block that nobody closed',
      'typescript',
      'function f() {\n  |\n\nfunction g() {}\n',
      'a();\n}\nh();\n',
      'a();\n}',
    ],
    ['the rest of a call that the editor closed', 'typescript', 'g(|);\nh();', 'a, () => {\n  b();\n}', undefined],
    ['a comment and what it explains', 'typescript', '|\n', '// why\ng();\nh();', '// why\ng();'],
    ['a decorator and its class', 'typescript', '|\n', '@a({})\nclass B {\n}\nd', '@a({})\nclass B {\n}'],
    ['a line of a comment', 'typescript', '// why |\ng();\n', 'not\n// because\n', 'not'],
    ['a string with a bracket', 'typescript', '|\n', 'g("(");\nh();', 'g("(");'],
    ['a template over lines', 'typescript', '|\n', 'const a = `x;\ny`;\nb', 'const a = `x;\ny`;'],
    ['what would break the document', 'typescript', 'g(|)\nh();', 'a);\nb(;\n', undefined],
    ['Python, a statement', 'python', 'def f():\n    a()\n    |\n', 'b = 1\n', 'b = 1'],
    [
      'Python, a block',
      'python',
      'def f():\n    |\n    return b\n',
      'for a in b:\n        c(a)\n        d()\n    e()\n',
      'for a in b:\n        c(a)\n        d()',
    ],
    ['Python, a block that may go on', 'python', 'def f():\n    a()\n    |\n', 'if a:\n        b()\n', undefined],
    ['Python, else', 'python', '|\n', 'if a:\n    b()\nelse:\n    c()\nd()\n', 'if a:\n    b()\nelse:\n    c()'],
    ['Python, brackets', 'python', '|\n', 'a = [\n    1,\n]\nb', 'a = [\n    1,\n]'],
    [
      'Python, an empty block',
      'python',
      'def f(a):\n    |\n\ndef g():\n    pass\n',
      'b = a\n    return b\n\ndef h():',
      'b = a\n    return b',
    ],
    ['Python, a decorator', 'python', '|\n', '@a\ndef f():\n    pass\n\nb', '@a\ndef f():\n    pass'],
    ['Go, a statement', 'go', 'package a\n\nfunc f() {\n\tg()\n\t|\n}\n', 'x := 1\n', 'x := 1'],
    [
      'Go, a block',
      'go',
      'package a\n\nfunc f() error {\n\tg()\n\t|\n\treturn nil\n}\n',
      'if err != nil {\n\t\treturn err\n\t}\n',
      'if err != nil {\n\t\treturn err\n\t}',
    ],
    ['Rust', 'rust', 'fn f() {\n    g();\n    |\n}\n', 'let a = b?;\n    c();', 'let a = b?;'],
    ['C', 'c', 'int f(void)\n{\n\tg();\n\t|\n}\n', "char c = '{';\n\treturn c;", "char c = '{';"],
    ['C++', 'cpp', '|\n', 'struct A {\n  int b;\n};\nint c;', 'struct A {\n  int b;\n};'],
    [
      'Java',
      'java',
      'class A {\n    |\n}\n',
      'int b;\n\n    void h() {\n    }\n}\n',
      'int b;\n\n    void h() {\n    }',
    ],
    [
      'no grammar',
      'groovy',
      'class A {\n    int b;\n    |\n}\n',
      'void f() {\n        g();\n    }\n    int c;\n',
      'void f() {\n        g();\n    }',
    ],
    [
      'C#',
      'csharp',
      'class A {\n    int b;\n    |\n}\n',
      'void F() {\n        G();\n    }\n    int c;\n',
      'void F() {\n        G();\n    }',
    ],
    ['nothing', 'typescript', '|', '', undefined],
  ])('%s', async (_what, languageId, around, text, complete) => {
    expect(await unit(languageId, around, text)).toBe(complete);
  });

  it('never moves back while text streams in', async () => {
    const text = 'if (a) {\n  b({ c: [1, 2] });\n} else {\n  d();\n}\nconst e = `}\n`;\nf();\n';
    const seen = new Set<number>();
    for (let length = 0; length <= text.length; length++) {
      const { completeAt } = await judged('typescript', 'g();\n|\nh();\n', text.slice(0, length));
      if (completeAt !== undefined) seen.add(completeAt);
    }
    expect([...seen]).toEqual([text.indexOf('\nconst e')]);
  });
});

describe('errorDelta', () => {
  it.each([0, 2_000])('count errors at a cursor with %i lines above and below it', async (lines) => {
    const far = 'f();\n'.repeat(lines);
    const around = `${far}interface A {\n  z: number;\n  |\n}\n${far}`;
    expect((await judged('typescript', around, 'const a = b.c;\n')).completeAt).toBeUndefined();
    expect((await judged('typescript', around, 'const a = b.c;')).errorDelta).toBeGreaterThan(0);
    expect((await judged('typescript', around, 'a: string;\n')).completeAt).toBe(10);
  });

  it('is above zero when the text breaks the document, and below when it mends it', async () => {
    expect((await judged('typescript', 'f();\n|\ng();\n', 'const a = ;')).errorDelta).toBeGreaterThan(0);
    expect((await judged('typescript', 'f();\n|\ng();\n', 'const a = 1;')).errorDelta).toBe(0);
    expect((await judged('typescript', 'const a = |;\ng();\n', '1')).errorDelta).toBeLessThan(0);
    expect(
      (await judged('typescript', `class A {\n  m() {\n    |\n  }\n${'  n() {}\n'.repeat(2_000)}}\n`, 'if (a) {'))
        .errorDelta,
    ).toBeGreaterThan(0);
  });

  it.each([
    ["the only error is the line's own", 'f();\nrun(|);\ng();\n', 'first second', true],
    ['there is none', 'f();\nrun(|);\ng();\n', 'first, second', undefined],
    ['more than one line was judged', 'f();\n|\ng();\n', 'a b c;\nd();', undefined],
    ['the line break that ends it is not counted', 'f();\n|\ng();\n', 'a b c;\n', true],
    ['the line goes on below', 'f();\nconst a = b|\n', ' c +', undefined],
    ['an error stood elsewhere', 'f(;\nrun(|);\ng();\n', 'first second', undefined],
    ['errors lie on a line below', 'f();\na|\n  .b();\n', '();', undefined],
    ['it stands in a string', 'f();\nrun("|);\n', 'a b', undefined],
  ])('is that of one line where %s', async (_, around, text, breaksLine) => {
    expect((await judged('typescript', around, text)).breaksLine).toBe(breaksLine);
  });

  it('is zero without a grammar', async () => {
    expect(await judged('groovy', '|', ')))')).toEqual({ place: 'unknown', errorDelta: 0 });
  });

  it('is not counted of a text that goes on, unless a unit of it is complete', async () => {
    const goesOn = (text: string) =>
      documents.judge({
        uri: 'file:///on.ts',
        languageId: 'typescript',
        prefix: 'f();\n',
        suffix: '\ng();\n',
        text,
        goesOn: true,
      });
    expect(await goesOn('if (a) {\n')).toEqual({ place: 'code' });
    expect(await goesOn('if (a b) {\n')).toEqual({ place: 'code' });
    expect(await goesOn('const a = ;\n')).toEqual({ place: 'code' });
    expect(await goesOn('const a = 1;\n')).toEqual({ place: 'code', completeAt: 12, errorDelta: 0 });
  });
});

describe('documents that change', () => {
  const pieces = [
    'x',
    '\n',
    '\r\n',
    '😀',
    '{',
    '}',
    '(',
    ')',
    '"',
    '`',
    '//',
    '/*',
    '*/',
    ' ',
    'function f() {}\n',
    'class A { b = 1 }',
    'const c = 2;\n',
    '    ',
    ':',
    'def g():\n    pass\n',
    '#',
  ];
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(30),
    insert: fc.array(fc.constantFrom(...pieces), { maxLength: 4 }),
  });

  it.each([
    ['typescript', 'orders.ts'],
    ['python', 'inventory.py'],
    ['cpp', 'shapes.cpp'],
    ['vue', 'OrderTable.vue'],
    ['yaml', 'pipeline.yaml'],
  ])('are judged as at first when any edits have been taken back (%s)', async (languageId, name) => {
    const text = fixture(name);
    const uri = `file:///${name}`;
    const fresh = new DocumentSyntax(installedGrammars);
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), fc.nat(text.length), async (edits, cursor) => {
        let edited = text;
        for (const { at, remove, insert } of edits) {
          const start = Math.floor(at * edited.length);
          edited = edited.slice(0, start) + insert.join('') + edited.slice(start + remove);
          await documents.cursorSyntax({
            uri,
            languageId,
            prefix: edited.slice(0, start),
            suffix: edited.slice(start),
          });
        }
        const at = { uri, languageId, prefix: text.slice(0, cursor), suffix: text.slice(cursor) };
        fresh.forget(uri);
        expect(await documents.cursorSyntax(at)).toEqual(await fresh.cursorSyntax(at));
      }),
      { numRuns: 30 },
    );
    fresh.dispose();
  });

  it('are judged the same when many ask at once and trees are dropped in between', async () => {
    const asked = Array.from({ length: 40 }, (_, index) => ({
      uri: `file:///${index % 7}.ts`,
      text: `const a${index} = "${'😀'.repeat(index)}|";`,
    }));
    const places = await Promise.all(
      asked.map(({ uri, text }) => {
        const [prefix = '', suffix = ''] = split(text);
        return documents.cursorSyntax({ uri, languageId: 'typescript', prefix, suffix });
      }),
    );
    expect(new Set(places.map(({ place }) => place))).toEqual(new Set(['string']));
  });

  it('may be too long or nest too deep for a tree, and recover', async () => {
    const uri = 'file:///long.ts';
    const ask = async (prefix: string): Promise<string> =>
      (await documents.cursorSyntax({ uri, languageId: 'typescript', prefix, suffix: '' })).place;
    expect(await ask(`${'f();\n'.repeat(500_000)}// note`)).toBe('unknown');
    expect(await ask(`${'('.repeat(5_000)}// note`)).toBe('unknown');
    expect(await ask('f(); // note')).toBe('comment');
  });

  it.each([
    ['dashes', '- '.repeat(2_000)],
    ['dashes and keys', Array.from({ length: 500 }, (_, at) => `${'  '.repeat(at + 1)}- a:`).join('\n')],
    ['columns', Array.from({ length: 1_500 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
    ['questions', '? '.repeat(2_000)],
  ])('may nest blocks too deep for their grammar, which harms no other document: %s', async (_, prefix) => {
    const own = new DocumentSyntax(installedGrammars);
    const place = async (languageId: string, before: string, suffix: string) =>
      (await own.cursorSyntax({ uri: `file:///a.${languageId}`, languageId, prefix: before, suffix })).place;
    await place('yaml', prefix, 'a');
    expect(await place('typescript', '/* a', ' */')).toBe('comment');
    expect(await place('yaml', '- - a: # note', '')).toBe('comment');
    own.dispose();
  });

  it('have their symbols where the editor has them when lines end with a lone carriage return', async () => {
    const text = '// one\r// two\rfunction gamma() {\r  return 1;\r}\r\nfunction delta() {\r  return 2;\r}\r';
    const lines = [
      ['gamma', 2, 4],
      ['delta', 5, 7],
    ];
    const parsed = await parser.parse('typescript', text);
    expect(parsed?.symbols.map(({ name, startLine, endLine }) => [name, startLine, endLine])).toEqual(lines);
  });

  it('may be forgotten, and may be of another language the next time', async () => {
    const uri = 'file:///changes';
    expect((await documents.cursorSyntax({ uri, languageId: 'python', prefix: '# a', suffix: '' })).place).toBe(
      'comment',
    );
    expect((await documents.cursorSyntax({ uri, languageId: 'c', prefix: '# a', suffix: '' })).place).toBe('code');
    documents.forget(uri);
    documents.forget(uri);
    expect((await documents.cursorSyntax({ uri, languageId: 'c', prefix: '// a', suffix: '' })).place).toBe('comment');
  });

  it('are unknown once everything is closed', async () => {
    const closed = new DocumentSyntax(installedGrammars);
    closed.dispose();
    closed.dispose();
    expect(
      (await closed.cursorSyntax({ uri: 'file:///a.ts', languageId: 'typescript', prefix: '// a', suffix: '' })).place,
    ).toBe('unknown');
  });
});
