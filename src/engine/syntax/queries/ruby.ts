import type { QueryText } from './query-text';

const accessors =
  '(#any-of? @callee "attr_reader" "attr_writer" "attr_accessor" "cattr_accessor" "mattr_accessor" "class_attribute")';

const constant = (kind: string): string =>
  `(constant) @reference.${kind} (scope_resolution name: (constant) @reference.${kind})`;

/** Definitions and imports of Ruby. */
export const ruby: QueryText = {
  anyDepth: `
(class name: (_) @name superclass: (_)? body: (_) @body) @definition.class
(class name: (_) @name) @definition.class
(module name: (_) @name body: (_) @body) @definition.class
(module name: (_) @name) @definition.class
(method name: (_) @name body: (body_statement) @body) @definition.function
(method name: (_) @name "=" @body) @definition.function
(method name: (_) @name) @definition.function
(singleton_method name: (_) @name body: (body_statement) @body) @definition.function
(singleton_method name: (_) @name) @definition.function
(assignment left: (constant) @name right: (call receiver: (constant) @base method: (identifier) @callee block: (_) @body)
  (#any-of? @base "Struct" "Class" "Module" "Data") (#any-of? @callee "new" "define")) @definition.class
(assignment left: [(constant) @name (scope_resolution name: (constant) @name)]) @definition.constant
(alias name: (_) @name) @definition.method
(body_statement (call method: (identifier) @callee ${accessors} arguments: (argument_list (simple_symbol) @name))
  @definition.field (#set! sigil ":"))
(call method: (identifier) @callee (#any-of? @callee "define_method" "alias_method" "scope")
  arguments: (argument_list . (simple_symbol) @name (#set! sigil ":")) block: (_)? @body) @definition.method

(call !receiver method: (identifier) @callee (#any-of? @callee "require" "require_relative" "load")
  arguments: (argument_list . (string (string_content) @import.from)))
(call !receiver method: (identifier) @callee (#eq? @callee "autoload")
  arguments: (argument_list . (simple_symbol) @import.name (string (string_content) @import.from)))
`,
  references: `
(call method: [(identifier) (constant)] @reference.call)
(call receiver: [${constant('call')}] method: (identifier) @callee (#eq? @callee "new"))
(superclass [${constant('supertype')}])
(call !receiver method: (identifier) @callee (#any-of? @callee "include" "extend" "prepend")
  arguments: (argument_list [${constant('supertype')}]))
(call receiver: (constant) @made (#any-of? @made "Class" "Struct" "Data") method: (identifier) @callee (#eq? @callee "new")
  arguments: (argument_list . [${constant('supertype')}]))
(exceptions [${constant('type')}])
`,
};
