/**
 * For each language a text that calls `helper` and `method`, makes a `Made`, extends `Base`, names the type `Shape`, hands on
 * `handed`, and mentions `quiet` in a comment and a string only; and the uses in it, in order.
 */
export interface ReferenceCase {
  readonly languageId: string;
  readonly text: string;
  readonly uses: string;
}

const typescript = `
// quiet helper()
@helper({ a: 1 })
class A extends Base<Shape> implements ns.Base {
  field: Shape = new Made<Shape>(handed);
  go(x: Shape[]): ns.Shape { this.a.method<Shape>(handed, 'quiet'); return helper(x as Shape, \`quiet \${handed}\`); }
}
interface I extends Base, ns.Base<Shape> { a(): Shape }
new ns.Made();
`;
const typescriptUses = `call helper; supertype Base; type Shape; supertype Base; type Shape; call Made; type Shape; value handed; type Shape; type Shape;
  call method; type Shape; value handed; call helper; type Shape; value handed; supertype Base; supertype Base; type Shape; type Shape; call Made`;
const javascript = `
// quiet helper()
class A extends Base { go(x) { this.a.method(handed, 'quiet'); return helper\`x\` + helper(new Made(handed)); } }
class B extends ns.Base {}
new ns.Made();
a?.method?.();
`;
const javascriptUses =
  'supertype Base; call method; value handed; call helper; call helper; call Made; value handed; supertype Base; call Made; call method';
const jsx = 'const a = <Made b={handed}>quiet<ns.Made c="quiet" /></Made>;\n';

export const referenceCases: readonly ReferenceCase[] = [
  { languageId: 'typescript', text: typescript, uses: typescriptUses },
  {
    languageId: 'typescriptreact',
    text: typescript + jsx,
    uses: `${typescriptUses}; call Made; value handed; call Made`,
  },
  { languageId: 'javascript', text: javascript, uses: javascriptUses },
  {
    languageId: 'javascriptreact',
    text: javascript + jsx,
    uses: `${javascriptUses}; call Made; value handed; call Made`,
  },
  {
    languageId: 'python',
    text: `
# quiet helper()
@helper
@a.method(1)
class A(Base, ns.Base, Base[Shape], metaclass=Made):
    """quiet"""
    field: Shape = Made(handed)
    def go(self, x: list[Shape], y: ns.Shape = handed) -> Shape | None:
        self.a.method(f"quiet {handed}")
        return helper(x)
`,
    uses: `call helper; call method; supertype Base; supertype Base; supertype Base; type Shape; value Made; type Shape; call Made; value handed;
  type Shape; type Shape; value handed; type Shape; call method; value handed; call helper`,
  },
  {
    languageId: 'go',
    text: `package p

// quiet helper()
type A struct {
	Base
	*ns.Base
	field map[string]Shape
}
type I interface {
	Base
	ns.Base
}

func (a *Shape) Go(x []Shape, y ns.Shape) *Shape {
	a.b.method(handed, "quiet")
	helper[Shape](x)
	b := &Made{Field: handed}
	c := ns.Made{}
	d := Made[Shape]{}
	return x.(Shape)
}
`,
    uses: `supertype Base; supertype Base; type Shape; supertype Base; supertype Base; type Shape; type Shape; type Shape; type Shape; call method;
  value handed; call helper; type Shape; call Made; value handed; call Made; call Made; type Shape; type Shape`,
  },
  {
    languageId: 'java',
    text: `
// quiet helper()
@Made
@ns.Made(1)
class A extends Base<Shape> implements ns.Base, Base {
  Shape field = new Made<Shape>(handed);
  Shape go(List<Shape> x, ns.Shape y) { this.a.method(handed, "quiet"); A.<Shape>method(); return helper((Shape) x); }
}
interface I extends Base, ns.Base<Shape> {}
`,
    uses: `call Made; call Made; supertype Base; type Shape; supertype Base; supertype Base; type Shape; call Made; type Shape; value handed;
  type Shape; type Shape; type Shape; call method; value handed; type Shape; call method; call helper; type Shape; supertype Base; supertype Base; type Shape`,
  },
  {
    languageId: 'rust',
    text: `
// quiet helper()
#[helper(1)]
#[derive(Base)]
struct A<T: Shape> { field: ns::Shape }
impl Base for A {}
impl ns::Base<Shape> for A {}
trait I: Base + ns::Base<Shape> {}
fn go(x: Vec<Shape>) -> Shape {
    x.a.method(handed, "quiet");
    ns::helper(x);
    ns::helper::<Shape>(x);
    x.method::<Shape>();
    Shape::helper(x);
    helper!(handed);
    ns::helper!(1);
    Made { field: handed };
    ns::Made { field: handed };
    helper(x as Shape)
}
`,
    uses: `call helper; supertype Base; type Shape; type Shape; supertype Base; supertype Base; type Shape; supertype Base; supertype Base; type Shape;
  type Shape; type Shape; call method; value handed; call helper; call helper; type Shape; call method; type Shape; type Shape; call helper; call helper; value handed;
  call helper; call Made; value handed; call Made; value handed; call helper; type Shape`,
  },
  {
    languageId: 'c',
    text: `
// quiet helper()
struct Shape *go(Shape x, const struct Shape *y) {
  y->a.method(handed, "quiet");
  a->method();
  Shape z = (Shape){ 1 };
  return helper((Shape *)x, &handed);
}
`,
    uses: 'type Shape; type Shape; type Shape; call method; value handed; call method; type Shape; call Shape; call helper; type Shape; value handed',
  },
  {
    languageId: 'cpp',
    text: `
// quiet helper()
class A : public Base, ns::Base, Base<Shape>, virtual ns::Base<Shape> {
  Shape field;
  std::vector<Shape> go(const ns::Shape& x) override {
    x->a.method(handed, "quiet");
    a.method<Shape>();
    ns::helper(x);
    ns::helper<Shape>(x);
    helper<Shape>(x);
    auto b = new Made(handed);
    auto c = new ns::Made<Shape>();
    auto d = Made{handed};
    return static_cast<Shape>(helper(x));
  }
};
`,
    uses: `supertype Base; supertype Base; supertype Base; type Shape; supertype Base; type Shape; type Shape; type Shape; type Shape; call method; value handed;
  call method; type Shape; call helper; call helper; type Shape; call helper; type Shape; call Made; value handed; call Made; type Shape; call Made; value handed; type Shape; call helper`,
  },
  {
    languageId: 'csharp',
    text: `
// quiet helper()
[Made(1)]
[ns.Made]
class A<T> : Base<Shape>, ns.Base, Base where T : Shape {
  Shape field = new Made<Shape>(handed);
  Shape P { get; set; }
  ns.Shape Go(List<Shape> x, Shape? y) {
    this.a.method(handed, "quiet"); a?.method(); a.method<Shape>(); helper<Shape>(x); new ns.Made { X = handed };
    foreach (Shape s in x) { }
    return helper((Shape)x) ?? (x as Shape) ?? typeof(Shape) ?? $"quiet {handed}";
  }
}
`,
    uses: `call Made; call Made; supertype Base; type Shape; supertype Base; supertype Base; type Shape; type Shape; call Made; type Shape; value handed; type Shape; type Shape;
  type Shape; type Shape; call method; value handed; call method; call method; type Shape; call helper; type Shape; call Made; value handed; type Shape; call helper; type Shape;
  type Shape; type Shape; value handed`,
  },
  {
    languageId: 'ruby',
    text: `
# quiet helper()
class A < Base
  include Base
  extend ns::Base, Base
  before_action :handed
  def go(x)
    @a.method(handed, "quiet #{handed}")
    a&.method handed
    Shape::Made.new(1)
    Made.new
    helper(x)
    helper x
  end
end
class B < Shape::Base; end
`,
    uses: `supertype Base; supertype Base; supertype Base; supertype Base; value handed; call method; value handed; value handed; call method; value handed; value Shape; call Made;
  call Made; call helper; call helper; value Shape; supertype Base`,
  },
  {
    languageId: 'php',
    text: `<?php
// quiet helper()
#[Made(1)]
class A extends Base implements Ns\\Base, Base {
  use Base;
  private ?Shape $field;
  function go(Shape $x, Ns\\Shape|int $y): Shape {
    $this->a->method($handed, 'quiet'); $a?->method(); Shape::method(); Ns\\helper($x);
    new Made($handed); new Ns\\Made();
    if ($x instanceof Shape) { try { } catch (Shape $e) { } }
    return helper($x, "quiet {$handed}");
  }
}
interface I extends Base {}
enum E: string implements Base {}
`,
    uses: `call Made; supertype Base; supertype Base; supertype Base; supertype Base; type Shape; type Shape; type Shape; type Shape; call method; value handed; call method; type Shape; call method; call helper;
  call Made; value handed; call Made; type Shape; type Shape; call helper; value handed; supertype Base; supertype Base`,
  },
  {
    languageId: 'kotlin',
    text: `
// quiet helper()
@Made
@helper(1)
class A<T : Shape>(x: Shape) : Base<Shape>(x), ns.Base, Base by handed {
  val field: Shape = Made(handed)
  fun go(x: List<Shape>, y: ns.Shape?): Shape {
    this.a.method(handed, "quiet \${handed}")
    a?.method()
    x.method { 1 }
    x.map(::handed)
    return helper(x as Shape)
  }
}
interface I : Base
object O : Base()
`,
    uses: `call Made; call helper; type Shape; type Shape; supertype Base; type Shape; supertype Base; supertype Base; value handed; type Shape; call Made; value handed; type Shape; type Shape; type Shape;
  call method; value handed; value handed; call method; call method; value handed; call helper; type Shape; supertype Base; supertype Base`,
  },
  {
    languageId: 'swift',
    text: `
// quiet helper()
@Made
class A<T: Shape>: Base<Shape>, Base {
  let field: Shape = Made(handed)
  @Made var other: [Shape]?
  func go(x: [Shape], y: ns.Shape) -> Shape {
    self.a.method(handed, "quiet \\(handed)")
    a?.method()
    x.method { $0 }
    return helper(x as! Shape)
  }
}
protocol I: Base {}
extension Shape: Base {}
struct S: Base {}
`,
    uses: `call Made; type Shape; supertype Base; type Shape; supertype Base; type Shape; call Made; value handed; call Made; type Shape; type Shape; type Shape; type Shape;
  call method; value handed; value handed; call method; call method; call helper; type Shape; supertype Base; type Shape; supertype Base; supertype Base`,
  },
  {
    languageId: 'scala',
    text: `
// quiet helper()
@Made
class A[T <: Shape](x: Shape) extends Base[Shape](x) with ns.Base with Base {
  val field: Shape = new Made[Shape](handed)
  def go(x: List[Shape], y: ns.Shape): Shape = {
    this.a.method(handed, s"quiet $handed \${handed}")
    a.method[Shape](x)
    x method handed
    helper(x.asInstanceOf[Shape])
  }
}
trait I extends Base
object O extends ns.Base
`,
    uses: `call Made; type Shape; type Shape; supertype Base; type Shape; supertype Base; supertype Base; type Shape; call Made; type Shape; value handed; type Shape; type Shape; type Shape;
  call method; value handed; value handed; value handed; call method; type Shape; call method; value handed; call helper; type Shape; supertype Base; supertype Base`,
  },
  {
    languageId: 'shellscript',
    text: `
# quiet helper
helper "$handed" 'quiet'
a=$(helper "quiet \${handed}")
if helper; then xargs handed; fi
helper | helper
`,
    uses: 'call helper; value handed; call helper; value handed; call helper; value handed; call helper; call helper',
  },
  {
    languageId: 'powershell',
    text: `
# quiet helper
class A : Base {
  [Shape] $field = [Made]::new($handed)
  [Shape] Go([Shape] $x) {
    $this.method($handed, 'quiet')
    helper -Name $handed
    [Shape]::method()
    $b = New-Object Made
    return helper $x
  }
}
$c = helper "quiet $handed"
`,
    uses: `supertype Base; type Shape; call Made; value handed; type Shape; type Shape; call method; value handed; call helper; value handed; type Shape; call method; call Made; call helper; call helper; value handed`,
  },
  {
    languageId: 'lua',
    text: `
-- quiet helper()
local a = helper(handed, "quiet")
b.c.method(handed)
b:method(handed)
helper "quiet"
`,
    uses: 'call helper; value handed; call method; value handed; call method; value handed; call helper',
  },
  {
    languageId: 'dart',
    text: `
// quiet helper()
@Made()
class A<T extends Shape> extends Base<Shape> with Base implements ns.Base, Base {
  Shape field = new Made(handed);
  final List<Shape> list = const Made();
  Shape? go(List<Shape> x, ns.Shape y) {
    this.a.method(handed, 'quiet \${handed}');
    a?.method();
    a..method();
    if (x is Shape) return Made.named(x);
    helper<Shape>(x);
    return helper(x as Shape);
  }
}
mixin M on Base {}
`,
    uses: `call Made; type Shape; supertype Base; type Shape; supertype Base; supertype Base; supertype Base; type Shape; call Made; value handed; type Shape; call Made; type Shape; type Shape; type Shape;
  call method; value handed; value handed; call method; call method; type Shape; value Made; call helper; type Shape; call helper; type Shape; supertype Base`,
  },
  {
    languageId: 'elixir',
    text: `
defmodule A do
  # quiet helper()
  use Base
  @behaviour Base
  @spec go(Shape.t()) :: Shape.t()
  def go(x) do
    Ns.Shape.method(handed, "quiet #{handed}")
    x |> helper() |> Shape.method()
    %Made{field: handed}
    helper(&handed/1)
    helper x
  end
end
`,
    uses: `supertype Base; supertype Base; type Shape; type Shape; value Shape; call method; value handed; value handed; call helper; value Shape; call method; call Made; value handed; call helper; value handed; call helper`,
  },
  {
    languageId: 'objective-c',
    text: `
// quiet helper()
@interface A : Base <Base>
@property (nonatomic) Shape *field;
- (Shape *)go:(Shape *)x;
@end
@implementation A
- (Shape *)go:(Shape *)x {
  [self.a method:handed];
  [a method];
  [Made alloc];
  Shape *y = (Shape *)x;
  return helper(x, @"quiet");
}
@end
@protocol P <Base>
@end
`,
    uses: `supertype Base; supertype Base; type Shape; type Shape; type Shape; type Shape; type Shape; call method; value handed; call method; call Made; type Shape; type Shape; call helper; supertype Base`,
  },
  {
    languageId: 'zig',
    text: `
// quiet helper()
const A = struct { field: Shape, other: ?*ns.Shape };
fn go(x: []Shape, y: *const ns.Shape) !Shape {
    x.a.method(handed, "quiet");
    const b: Shape = Made{ .field = handed };
    const c = ns.Made{};
    return helper(x);
}
`,
    uses: `type Shape; type Shape; type Shape; type Shape; type Shape; call method; value handed; type Shape; call Made; value handed; call Made; call helper`,
  },
  {
    languageId: 'solidity',
    text: `
// quiet helper()
contract A is Base, ns.Base, Base(handed) {
  using Shape for uint;
  Shape field = new Made(handed);
  mapping(address => Shape) all;
  function go(Shape memory x) public helper(1) returns (Shape memory) {
    x.a.method(handed, "quiet");
    x.method{value: 1}(handed);
    emit Made(handed);
    revert Made(handed);
    return helper(x);
  }
}
`,
    uses: `supertype Base; supertype Base; supertype Base; value handed; type Shape; type Shape; call Made; value handed; type Shape; type Shape; call helper; type Shape; call method; value handed; call method; value handed;
  call Made; value handed; call Made; value handed; call helper`,
  },
  {
    languageId: 'vue',
    text: `<template>
  <!-- quiet -->
  <Made :a="handed" @click="helper(1)">{{ handed }} quiet</Made>
</template>
<script lang="ts">
// quiet
class A extends Base { a: Shape = helper(handed, 'quiet'); }
</script>
`,
    uses: `call Made; value handed; value helper; value handed; supertype Base; type Shape; call helper; value handed`,
  },
  {
    languageId: 'html',
    text: `<p onclick="helper(1)">quiet</p><!-- quiet -->
<script>
// quiet
helper(handed, 'quiet');
</script>
`,
    uses: `value helper; call helper; value handed`,
  },
];

export const caseNames = ['helper', 'method', 'Made', 'Base', 'Shape', 'handed', 'quiet'];
