import { afterAll, describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../src/engine/index';
import { grammars, inlineParser } from '../../../src/engine/syntax';
import { installedGrammars } from '../syntax/installed-grammars';

const parser = inlineParser(installedGrammars);
afterAll(() => parser.dispose());

const ecmascript = `export const f = (a, b = secret(1)) => secret(a);
export const g = async (x) => secret(x)
export const obj = { key: secret };
export let v = compute(secret);
let { first, second } = secret(2);
class A { p = secret(); q = () => secret(); static { secret(); } get z() { return secret; } #hidden = secret; }
module.exports.k = () => secret;
exports.m = function () { return secret; };
export const tag = secretTag\`text\`;
`;
const typed = `${ecmascript}export const h: (a: number) => string = (a) => secret(a);
export enum E { First = secret() }
export type T = { a: string };
`;

/** Code in every place where a definition of the language can hold some; all that must not be shown contains `secret`. */
const cases: Readonly<Record<string, string>> = {
  typescript: typed,
  typescriptreact: `${typed}export const View = () => <p>{secret}</p>;\nexport const Memo = memo(() => <p>{secret}</p>);\n`,
  javascript: ecmascript,
  javascriptreact: `${ecmascript}export const View = () => <p>{secret}</p>;\n`,
  python: `def f(a, b=lambda x, y: secret(x)): return secret(a)
g = lambda a: secret(a)
class A: x = secret
class B:
    y: int = secret()
    def __init__(self): self.z = secret
KEY = "secret"
first, second = secret(), secret()
async def h(a): await secret()
`,
  go: `package a
var F = func(a int) int { return secret(a) }
func G(a int) int { return secret(a) }
const K = "secret"
const (
	First = iota + secret
	Second
)
type S struct { A int \`json:"secret"\` }
var x, y = secret(), secret()
`,
  java: `class A { Function<Integer,Integer> f = a -> secret(a); int g(int a) { return secret(a); } static final String K = "secret"; }
enum E { FIRST(secret()) { int h() { return secret; } }, SECOND }
record R(int a) { static int s = secret; }
`,
  rust: `pub fn f(a: i32) -> i32 { secret(a) }
static G: fn(i32) -> i32 = |a| secret(a);
const K: &str = "secret";
enum E { First = secret(), Second }
macro_rules! m { ($a:expr) => { secret($a) }; }
`,
  c: `#define F(a) secret(a)
#define G(a) do { secret(a); } while (0)
#  define H secret
int h(int a) { return secret(a); }
static int x = secret, y = secret;
enum e { FIRST = secret };
int list[] = { secret };
`,
  cpp: `#define G(a) do { secret(a); } while (0)
auto f = [](int a) { return secret(a); };
int brace{secret};
Thing made(secret());
struct A { int g() const { return secret(); } A() : x(secret) {} int x = secret; };
void d(std::function<int()> callback = [] { return secret; }) { secret(); }
`,
  csharp: `class A { int F(int a) => Secret(a); int P => Secret; int Q { get { return Secret; } } string k = Secret(); int R { get; } = Secret();
int this[int i] => Secret(i); public static int operator +(A a, A b) => Secret(a); event Action E { add { Secret(); } remove { Secret(); } } const int C = Secret; int G(int b = Secret + 1) { return Secret; } }
enum E { First = Secret }
`,
  ruby: `def f(a) = secret(a)
def g(a = secret(1), b: secret(2)); secret; end
KEY = secret
LIST ||= secret
class A; def x; secret; end
  scope :active, -> { secret }
  define_method(:made) { secret }
end
`,
  php: `<?php
$f = fn($a) => secret($a);
function g($a, $b = [secret]) { return secret($a); }
const K = "secret";
class A { public $x = secret; const C = secret; public function m() { return secret; } }
enum E: string { case First = 'secret'; }
`,
  kotlin: `fun f(a: Int) = secret(a)
val g = { a: Int -> secret(a) }
class A(val p: Int = secret(1)) { val x get() = secret()
  val y: Int
    get() { return secret() }
  val z by lazy { secret() }
  val w by secret()
  var v = secret()
}
enum class E { FIRST(secret()) { fun h() = secret } }
fun k(a: () -> Int = { secret() }) { secret() }
`,
  swift: `let f = { (a: Int) in secret(a) }
var g: Int { secret() }
var watched = secret { didSet { secret() } }
func h(a: Int, b: Int = secret()) -> Int { secret(a) }
struct A { var x: Int { get { secret() } set { secret() } }
  subscript(i: Int) -> Int { secret(i) }
  init() { secret() } }
enum E: String { case first = "secret" }
`,
  scala: `object O { def f(a: Int) = secret(a)
  val g = (a: Int) => secret(a)
  def h: Int = { secret }
  lazy val l = secret
  given o: Ordering[Int] = secret
}
class A(val p: Int = secret(1)) { var v = secret }
`,
  shellscript: 'f() { secret; }\nfunction g { secret; }\nKEY=secret\nexport OTHER="secret"\ndeclare -a list=(secret)\n',
  powershell:
    'function F($a) { Secret $a }\n$g = { Secret }\nclass A { [int]$x = Secret\n [int] M() { return Secret } }\n',
  lua: `local f = function(a) return secret(a) end
function g(a) return secret(a) end
M.h = function(a) return secret(a) end
local t = { run = function() return secret end }
M.x = secret()
`,
  dart: `int f(int a) => secret(a);
final g = (int a) => secret(a);
class A { int h() => secret(); int get i => secret(); var x = secret(); A() : x = secret(); }
const k = 'secret';
void p({int a = secret + 1}) { secret(); }
enum E { first(secret()); }
`,
  elixir: `defmodule A do
  defstruct name: secret()
  def f(a), do: secret(a)
  def g(a \\\\ secret(1)) do
    secret(a)
  end
  @key "secret"
  @made secret()
  defmacro m(x), do: secret(x)
  defguard is_x(a) when secret(a)
end
`,
  'objective-c': `@interface B : NSObject
@property (nonatomic) int p;
@end
@implementation A
- (int)f { return secret; }
@end
#define X secret
static int y = secret;
`,
  zig: `pub fn f(a: i32) i32 { return secret(a); }
const K = secret(3);
var v: u32 = secret();
const S = struct { a: u32 = secret() };
const E = enum { first = secret };
`,
  solidity: `contract A { uint constant K = secret; function f() public { secret(); } modifier m() { secret(); _; }
  uint x = secret(); }
uint constant Z = secret;
`,
  vue: `<template><p id="shown" title="secret">secret</p></template>
<script>
const a = () => secret;
const b = computed(() => secret);
export default { methods: { f() { return secret } }, computed: { g: () => secret } }
</script>
`,
  html: '<div id="a" title="secret">secret</div><script>const x = () => secret();\nconst y = secret;</script>\n',
  css: '.a { color: secret; }\n#b { color: secret; }\n:root { --x: secret; }\n@keyframes k { from { color: secret } }\n',
  json: '{"password": "secret", "a": {"b": "secret"}, "c": ["secret"]}\n',
  jsonc: '{"password": "secret", "a": {"b": "secret"}, "c": ["secret"]}\n',
  yaml: 'password: secret\na:\n  b: secret\nc: { d: secret }\n',
  toml: 'password = "secret"\n[a]\nb = "secret"\n[[c]]\nd = "secret"\n',
};

async function signatures(languageId: string, text: string, strength: 'free' | 'low-quality'): Promise<string[]> {
  const index = new WorkspaceIndex();
  const uri = 'file:///w/a';
  const signals = { test: false, example: false, generated: false, vendored: false };
  const syntax = await parser.parse(languageId, text);
  index.put({ uri, path: 'a', folder: 'file:///w', languageId, signals, strength }, text, syntax);
  return index.symbols.symbolsIn(uri).map(({ signature }) => signature);
}

describe('signatures of a low-quality file', () => {
  it('have a case for every language', () => {
    expect(Object.keys(cases).sort()).toEqual(grammars.map(({ languageId }) => languageId).sort());
  });

  it.each(Object.entries(cases))(
    'hold no body and no value in %s',
    async (languageId, text) => {
      const shown = await signatures(languageId, text, 'low-quality');
      expect(shown.length).toBeGreaterThan(0);
      expect(shown.filter((signature) => /secret/i.test(signature))).toEqual([]);
      expect(shown.filter((signature) => signature.trim() === '')).toEqual([]);
    },
    120_000,
  );

  it.each([
    [
      'typescript',
      'export function f(a: number, b = 3, c = [1, 2]): string {\n}\n',
      'export function f(a: number, b = 3, c): string',
    ],
    ['typescript', 'export const f: (a: number) => string = make();\n', 'export const f: (a: number) => string'],
    ['typescript', 'export const limit: number = 40;\n', 'export const limit: number'],
    ['java', 'class A { private static final int LIMIT = 100; }\n', 'private static final int LIMIT'],
    ['c', '#define NEXT(r, i) \\\n  (((i) + 1) % (r)->size)\n', '#define NEXT(r, i)'],
    ['swift', 'weak var delegate: Delegate? = nil\n', 'weak var delegate: Delegate?'],
    ['python', 'def f(a, sep=" , ", *, end=None) -> str:\n    return a\n', 'def f(a, sep, *, end=None) -> str'],
    ['go', 'package a\n\nvar registry = map[string]int{}\n', 'var registry'],
  ])(
    'say the rest in %s: %s',
    async (languageId, text, expected) => {
      expect(await signatures(languageId, text, 'low-quality')).toContain(expected);
    },
    120_000,
  );

  it('are whole in a free file', async () => {
    expect(await signatures('typescript', 'export const limit = 40;\n', 'free')).toEqual(['export const limit = 40;']);
  });
});
