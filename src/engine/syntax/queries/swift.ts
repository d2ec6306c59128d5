import type { QueryText } from './query-text';

const inType = (pattern: string): string =>
  ['class_body', 'enum_class_body'].map((parent) => `(${parent} ${pattern})`).join('\n');
const bound = 'name: (pattern bound_identifier: (simple_identifier) @name)';

const named = (kind: string): string =>
  `(user_type (type_identifier) @reference.${kind} .) (user_type (type_identifier) @reference.${kind} . (type_arguments) .)`;

/** Definitions and imports of Swift. */
export const swift: QueryText = {
  anyDepth: `
(class_declaration name: (type_identifier) @name body: (enum_class_body) @body) @definition.enum
(class_declaration name: (type_identifier) @name body: (_) @body) @definition.class
(class_declaration name: (user_type (type_identifier) @scope.name .)) @scope
(protocol_declaration name: (_) @name body: (_) @body) @definition.interface
(function_declaration "func" . (simple_identifier) @name body: (_) @body) @definition.function
(protocol_function_declaration name: (simple_identifier) @name) @definition.method
(init_declaration "init" @name body: (_)? @body) @definition.method
(deinit_declaration "deinit" @name body: (_) @body) @definition.method
(subscript_declaration "subscript" @name (computed_property) @body) @definition.method
(enum_entry name: (simple_identifier) @name) @definition.enumerator
(typealias_declaration name: (type_identifier) @name) @definition.type
(associatedtype_declaration name: (_) @name) @definition.type
${inType(`(property_declaration ${bound} [computed_value: (_) value: (call_expression (lambda_literal))] @body) @definition.field`)}
${inType(`(property_declaration ${bound}) @definition.field`)}
(protocol_body (protocol_property_declaration ${bound}) @definition.field)
(source_file (property_declaration ${bound} computed_value: (_)? @body) @definition.variable)
(modifiers (attribute) @decorator)

(import_declaration (identifier) @import.path)
`,
  references: `
(call_expression . [
  (simple_identifier) @reference.call
  (navigation_expression suffix: (navigation_suffix suffix: (simple_identifier) @reference.call))
  (prefix_expression operation: "." target: (simple_identifier) @reference.call)
])
(constructor_expression constructed_type: [${named('call')}])
(attribute [${named('call')}])
(inheritance_specifier inherits_from: [${named('supertype')}])
(type_identifier) @reference.type
`,
};
