import type { QueryText } from './query-text';

const functionWords =
  '(#any-of? @callee "def" "defp" "defmacro" "defmacrop" "defguard" "defguardp" "defdelegate" "defn" "defnp")';
const head = '[(call target: (identifier) @name) (identifier) @name]';

function definition(first: string): string {
  return `(call target: (identifier) @callee ${functionWords} (arguments . ${first} . (keywords)? @body) (do_block)? @body) @definition.function`;
}

const ownHead = head.replaceAll('@name', '@reference.none');

/** Definitions and imports of Elixir, where each is a call. */
export const elixir: QueryText = {
  anyDepth: `
(call target: (identifier) @callee (#any-of? @callee "defmodule" "defimpl")
  (arguments . [(alias) (atom)] @name) (do_block) @body) @definition.module
(call target: (identifier) @callee (#eq? @callee "defprotocol") (arguments . (alias) @name) (do_block) @body) @definition.interface
${definition(head)}
${definition(`(binary_operator left: ${head} operator: "when")`)}
(unary_operator operator: "@" operand: (call target: (identifier) @callee (#any-of? @callee "type" "typep" "opaque")
  (arguments (binary_operator left: ${head})))) @definition.type
(unary_operator operator: "@" operand: (call target: (identifier) @callee (#any-of? @callee "callback" "macrocallback")
  (arguments (binary_operator left: ${head})))) @definition.prototype
(unary_operator operator: "@" operand: (call target: (identifier) @name (arguments)
  (#not-any-of? @name "doc" "moduledoc" "typedoc" "spec" "impl" "type" "typep" "opaque" "callback" "macrocallback" "behaviour" "derive" "dialyzer" "deprecated" "since" "tag" "describetag" "moduletag"))) @definition.constant
(call target: (identifier) @name (#any-of? @name "defstruct" "defexception") (arguments)) @definition.type

(call target: (identifier) @callee (#any-of? @callee "import" "use" "require") (arguments . (alias) @import.from))
(call target: (identifier) @callee (#eq? @callee "alias") (arguments . (alias) @import.path .))
(call target: (identifier) @callee (#eq? @callee "alias")
  (arguments . (alias) @import.from (keywords (pair value: (alias) @import.name))))
(call target: (identifier) @callee (#eq? @callee "alias")
  (arguments . (dot left: (alias) @import.from right: (tuple (alias) @import.name))))
`,
  references: `
(call target: [(identifier) @reference.call (dot right: (identifier) @reference.call)])
(binary_operator operator: "|>" right: (identifier) @reference.call)
(struct (alias) @reference.call)
(call target: (identifier) @callee ${functionWords}
  (arguments . [(call target: (identifier) @reference.none) (identifier) @reference.none (binary_operator left: ${ownHead} operator: "when")]))
(unary_operator operator: "@" operand: (call target: (identifier) @callee
  (#any-of? @callee "spec" "callback" "macrocallback" "type" "typep" "opaque") (arguments (binary_operator left: ${ownHead}))))
(unary_operator operator: "@" operand: (call target: (identifier) @callee (#eq? @callee "behaviour")
  (arguments . (alias) @reference.supertype)))
(call target: (identifier) @callee (#eq? @callee "use") (arguments . (alias) @reference.supertype))
(call target: (dot left: (alias) @reference.type right: (identifier) @named (#eq? @named "t")))
(call target: (identifier) @callee (#any-of? @callee "alias" "import" "require") (arguments . (alias) @reference.import))
(alias) @reference.value
(keyword) @reference.value
`,
};
