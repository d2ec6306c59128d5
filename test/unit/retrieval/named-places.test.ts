import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedPlaces, stackFrames, withoutFrames } from '../../../src/engine/retrieval/question/named-places';

const pathsOf = (text: string) => namedPlaces(text).map(({ path }) => path);

const PYTHON = `Saving fails, see docs/save.md.
Traceback (most recent call last):
  File "app/cli.py", line 3, in main
  File "app/store.py", line 40, in save
OSError: no room
During handling of the above exception, another exception occurred:
Traceback (most recent call last):
  File "app/cli.py", line 5, in main
  File "app/report.py", line 9, in show
`;

describe('namedPlaces', () => {
  it('puts the frames of each Python trace innermost first, the traces in their order', () => {
    expect(pathsOf(PYTHON)).toEqual(['docs/save.md', 'app/store.py', 'app/cli.py', 'app/report.py', 'app/cli.py']);
  });

  it('does the same with frames as pytest writes them', () => {
    const text =
      'src/run.py:3: in call\n    go()\nsrc/work.py:9: in go\n    fail()\nsrc/deep.py:1: ValueError\nsee setup.cfg';
    expect(pathsOf(text)).toEqual(['src/deep.py', 'src/work.py', 'src/run.py', 'setup.cfg']);
  });

  it('leaves frames of other languages, and mere places, in the order of the text', () => {
    expect(pathsOf('at a (/x/one.js:1:2)\nat b (/x/two.js:3:4)')).toEqual(['/x/one.js', '/x/two.js']);
    expect(pathsOf('compare a/one.py:4 with a/two.py:7')).toEqual(['a/one.py', 'a/two.py']);
  });

  it.each([
    ['C#', '   at Shop.App.Run(String x) in C:\\src\\Shop\\App.cs:line 12', '\\src\\Shop\\App.cs', 12],
    ['PHP', 'Uncaught TypeError: x in /var/www/src/Foo.php on line 12', '/var/www/src/Foo.php', 12],
    ['PHP with a number', '#0 /var/www/src/Foo.php(33): Foo->bar()', '/var/www/src/Foo.php', 33],
    ['Java', '\tat org.shop.cart.Item.total(Item.java:12)', 'org/shop/cart/Item.java', 12],
    ['Java, inner', '\tat app//org.shop.Cart$Row.<init>(Cart.java:7)', 'org/shop/Cart.java', 7],
    ['Java, no package', '\tat Main.main(Main.java:3)', 'Main.java', 3],
    ['Kotlin', '\tat shop.app.CheckoutKt.main(Checkout.kt:5)', 'Checkout.kt', 5],
    ['Go', '\t/go/src/web/server.go:20 +0x1d', '/go/src/web/server.go', 20],
    ['Rust', '  --> src/lib.rs:3:1', 'src/lib.rs', 3],
    ['Ruby', "app/models/x.rb:12:in `save': boom", 'app/models/x.rb', 12],
    ['Swift', 'Shop/Cart.swift:12: Fatal error: x', 'Shop/Cart.swift', 12],
    ['gdb', '#0  0x00007ff in foo (x=1) at ../src/foo.c:12', '../src/foo.c', 12],
    ['a sanitizer', '    #0 0x4f2 in foo /src/proj/foo.cc:12:3', '/src/proj/foo.cc', 12],
    ['Perl', 'Died at lib/X.pm line 4.', 'lib/X.pm', 4],
    ['a compiler', 'src/a.ts(12,3): error TS2304', 'src/a.ts', 12],
    [
      'a page of a repository',
      'https://example.org/o/r/blob/main/src/a.ts#L10-L20',
      '//example.org/o/r/blob/main/src/a.ts',
      10,
    ],
    ['a development server', 'at f (http://localhost:5173/src/a.ts?t=17:12:3)', '5173/src/a.ts', 12],
    ['a bundler', 'at f (webpack-internal:///./src/b.js?:10:4)', '///./src/b.js', 10],
    ['a person', 'what does line 12 of `src/a.ts` do', 'src/a.ts', 12],
    ['another person', 'look at src/a.ts, line 12', 'src/a.ts', 12],
    ['a route', 'app/(shop)/[slug]/page.tsx:12', 'app/(shop)/[slug]/page.tsx', 12],
    ['letters of other alphabets', 'src/größe/файл.py:3', 'src/größe/файл.py', 3],
    ['a long ending', 'conf/app.properties:4', 'conf/app.properties', 4],
    ['no ending', 'tools/Makefile:12: *** missing separator.', 'tools/Makefile', 12],
  ])('reads path and line as written by or for %s', (_, text, path, line) => {
    expect(namedPlaces(text)).toContainEqual({ path, line });
  });

  it('reads where a diff changes each of its files first', () => {
    const diff = [
      'diff --git a/src/x.ts b/src/x.ts',
      '--- a/src/x.ts',
      '+++ b/src/x.ts',
      '@@ -10,7 +20,8 @@ function f() {',
      '+  run();',
      '--- a/old.ts',
      '+++ /dev/null',
      '@@ -1,2 +0,0 @@',
      '--- /dev/null',
      '+++ b/new.ts\t2024-01-01',
      '@@ -0,0 +1 @@',
      '+export {};',
    ].join('\n');
    expect(namedPlaces(diff).filter(({ line }) => line !== undefined)).toEqual([
      { path: 'b/src/x.ts', line: 23 },
      { path: 'b/new.ts', line: 1 },
    ]);
    expect(withoutFrames(diff, namedPlaces(diff))).toBe(diff);
  });

  it('loses and invents no place, whatever the text', () => {
    const line = fc.constantFrom(
      '  File "a/one.py", line 1, in f',
      'b/two.py:2: in g',
      'at h (/c/three.js:3:1)',
      'Traceback (most recent call last):',
      'look at d/four.md',
      'nothing here',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const alone = lines.flatMap((each) => namedPlaces(each));
        const sorted = (places: readonly object[]) => places.map((place) => JSON.stringify(place)).sort();
        expect(sorted(namedPlaces(lines.join('\n')))).toEqual(sorted(alone));
      }),
    );
  });
});

describe('stackFrames', () => {
  it('takes three places with a line for a trace, fewer for places that are asked about', () => {
    expect(stackFrames(namedPlaces(PYTHON)).map(({ line }) => line)).toEqual([40, 3, 9, 5]);
    expect(stackFrames(namedPlaces('why does a/one.ts:3 call b/two.ts:4'))).toEqual([]);
    expect(stackFrames(namedPlaces('one.ts:3 one.ts:3 one.ts:3'))).toEqual([]);
  });
});

describe('withoutFrames', () => {
  const left = (text: string) => withoutFrames(text, namedPlaces(text)).split('\n');

  it('leaves out lines of frames alone', () => {
    const trace = [
      'parse fails on empty files',
      '    at parse (src/parse.ts:3:7)',
      '    at run (src/run.ts:9:1)',
      'core/main.py:12: in run_all',
      '\t/go/src/web/server.go:20 +0x1d',
      'what is wrong?',
    ];
    expect(left(trace.join('\n'))).toEqual(['parse fails on empty files', 'what is wrong?']);
  });

  it('keeps what a compiler says of each place', () => {
    const errors = [
      "src/a.ts:3:7 - error TS2322: Type 'string' is not assignable to type 'number'.",
      "src/b.ts(4,1): error TS2304: Cannot find name 'parse'.",
      'src/c.go:5:2: undefined: parse in package rules',
    ];
    expect(left(errors.join('\n'))).toEqual(errors);
  });
});
