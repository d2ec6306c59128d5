import type { QueryText } from './query-text';

const inModule = (pattern: string): string => `(compilation_unit ${pattern})\n(structure ${pattern})`;
const bound = 'pattern: [(value_name) (parenthesized_operator)] @name';
const letBinding = (rest: string, kind: string): string =>
  inModule(`(value_definition (let_binding ${bound} ${rest}) @definition.${kind} (#set! keyword "let"))`);

/** Definitions and imports of OCaml implementations. */
export const ocaml: QueryText = {
  anyDepth: `
${letBinding('. (parameter) body: (_) @body', 'function')}
${letBinding('body: [(fun_expression) (function_expression)] @body', 'function')}
${letBinding('', 'constant')}
(external (value_name) @name) @definition.function
(value_specification (value_name) @name) @definition.prototype
(exception_definition (constructor_declaration (constructor_name) @name)) @definition.type
(type_binding name: (type_constructor) @name body: (variant_declaration) (#set! keyword "type")) @definition.enum
(type_binding name: (type_constructor) @name body: (record_declaration) @body (#set! keyword "type")) @definition.class
(type_binding name: (type_constructor) @name (#set! keyword "type")) @definition.type
(type_binding body: (variant_declaration (constructor_declaration (constructor_name) @name) @definition.enumerator))
(field_declaration (field_name) @name) @definition.field
(module_definition (module_binding name: (_) @name body: (structure) @body)) @definition.module
(module_definition (module_binding name: (_) @name)) @definition.module
(module_type_definition name: (_) @name body: (_)? @body) @definition.interface
(class_binding name: (_) @name body: (_) @body (#set! keyword "class")) @definition.class
(method_definition name: (_) @name body: (_)? @body) @definition.method
(instance_variable_definition name: (_) @name) @definition.field

(open_module (module_path) @import.from)
(include_module (module_path) @import.from)
`,
};
