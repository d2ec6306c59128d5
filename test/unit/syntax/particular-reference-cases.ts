import type { ReferenceCase } from './reference-cases';

/** More of one language: what is spelled in a way of its own. */
export const particularCases: readonly ReferenceCase[] = [
  { languageId: 'typescript', text: "import { Base as Made } from 'x';", uses: 'import Base; import Made' },
  { languageId: 'typescript', text: 'class A extends mixin(Base) {}', uses: 'supertype Base' },
  {
    languageId: 'typescript',
    text: 'a!.method(); helper!(1); x.map(handed);',
    uses: 'call method; call helper; value handed',
  },
  { languageId: 'typescript', text: 'const o = { handed }; $handed = handed$;', uses: 'value handed' },
  { languageId: 'javascript', text: 'exports.a = function helper() {};', uses: '' },
  { languageId: 'python', text: 'from a import Base as Made, Shape', uses: 'import Base; import Made; import Shape' },
  { languageId: 'python', text: 'try: pass\nexcept (Shape, ns.Base) as e: pass', uses: 'type Shape; type Base' },
  {
    languageId: 'python',
    text: 'def f(a: Shape | ns.Base | Made | None, b: Callable[[Shape], int]): pass',
    uses: 'type Shape; type Base; type Made; type Shape',
  },
  {
    languageId: 'go',
    text: 'package p\n\nfunc f() { helper[int](a, b); a.method[int](b) }',
    uses: 'call helper; call method',
  },
  { languageId: 'rust', text: 'fn f() { println!("{}", helper(x.method())); }', uses: 'call helper; call method' },
  { languageId: 'rust', text: 'use ns::{Base, Shape as Made};', uses: 'import Base; import Shape; import Made' },
  { languageId: 'java', text: 'class A { void f() { x.map(A::helper); } }', uses: 'value helper' },
  { languageId: 'c', text: '#define M helper(1)\n#ifdef handed\n#endif', uses: 'value helper; value handed' },
  { languageId: 'csharp', text: 'record R(Shape x) : Base(x);', uses: 'type Shape; supertype Base' },
  { languageId: 'ruby', text: 'def f(x)\n  helper?\n  x.map(&:handed)\nend', uses: 'value handed' },
  {
    languageId: 'php',
    text: '<?php use Ns\\Base as Made; array_map("helper", $x); new class extends Base {};',
    uses: 'import Base; import Made; supertype Base',
  },
  {
    languageId: 'kotlin',
    text: 'import a.Base as Made\nval a = helper<Shape>(x)\nval b = x method y',
    uses: 'import Base; import Made; call helper; type Shape; call method',
  },
  {
    languageId: 'swift',
    text: 'let a = Made<Shape>(handed)\nlet b: Shape = .method(1)',
    uses: 'call Made; type Shape; value handed; type Shape; call method',
  },
  {
    languageId: 'scala',
    text: 'import a.{Base => Made}\nval a = new Base with Shape { }',
    uses: 'import Base; import Made; supertype Base; supertype Shape',
  },
  {
    languageId: 'shellscript',
    text: "helper-other; a/helper; trap handed EXIT\ncat <<'EOF'\nquiet $quiet\nEOF\ncat <<EOF\nquiet $handed $(helper)\nEOF\n",
    uses: 'value handed; value handed; call helper',
  },
  { languageId: 'dart', text: 'class A { A(this.x); const A.method(); factory A.helper() => A(1); }', uses: '' },
  {
    languageId: 'elixir',
    text: 'defmodule A do\n  def helper(x), do: x\n  def helper(x, y) when x > y, do: x |> helper\n  require Ns.Base\n  import Shape\nend',
    uses: 'call helper; import Base; import Shape',
  },
  {
    languageId: 'objective-c',
    text: '@implementation Made\n- (void)method { [self method]; }\n@end',
    uses: 'call method',
  },
  {
    languageId: 'powershell',
    text: '& helper\n"quiet $($a.method()) $handed"',
    uses: 'call helper; call method; value handed',
  },
  {
    languageId: 'vue',
    text: '<template><p class="quiet" :class="handed">quiet</p></template>\n<style>.quiet { top: 0 }</style>',
    uses: 'value handed',
  },
];
