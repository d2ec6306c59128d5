import type { QueryText } from './query-text';

const containers = ['source_file', 'struct_declaration', 'enum_declaration', 'union_declaration', 'opaque_declaration'];
const inContainer = (pattern: string): string => containers.map((parent) => `(${parent} ${pattern})`).join('\n');

const named = (kind: string): string =>
  `[(identifier) @reference.${kind} (field_expression member: (identifier) @reference.${kind})]`;
const typed = ['container_field', 'parameter', 'function_declaration', 'variable_declaration'];

/** Definitions and imports of Zig. A function that returns a type is one. */
export const zig: QueryText = {
  anyDepth: `
(function_declaration name: (_) @name type: (builtin_type) @returned (#eq? @returned "type") body: (_) @body) @definition.class
(function_declaration name: (_) @name body: (_)? @body) @definition.function
(variable_declaration . (identifier) @name (struct_declaration) @body) @definition.class
(variable_declaration . (identifier) @name (union_declaration) @body) @definition.class
(variable_declaration . (identifier) @name (enum_declaration) @body) @definition.enum
(variable_declaration . (identifier) @name (error_set_declaration) @body) @definition.enum
(error_set_declaration (identifier) @name @definition.enumerator)
(container_field name: (_) @name) @definition.field
${inContainer('(variable_declaration "const" . (identifier) @name) @definition.constant')}
${inContainer('(variable_declaration "var" . (identifier) @name) @definition.variable')}
(variable_declaration . (identifier) @import.name (builtin_function (builtin_identifier) @callee (#eq? @callee "@import")
  (arguments (string (string_content) @import.from))))
`,
  references: `
(call_expression function: ${named('call')})
(struct_initializer . ${named('call')})
${typed.map((node) => `(${node} type: ${named('type')})`).join('\n')}
${['nullable_type', 'pointer_type', 'slice_type', 'array_type'].map((node) => `(${node} ${named('type')} .)`).join('\n')}
(error_union_type ok: ${named('type')})
(error_union_type error: ${named('type')})
`,
};
