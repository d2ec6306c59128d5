import type { QueryText } from './query-text';

const typeBody = '[(class_body) (enum_class_body)] @body';
const property =
  '(property_declaration [(variable_declaration (identifier) @name) (multi_variable_declaration (variable_declaration (identifier) @name))] [(getter) (setter) (property_delegate)]? @body)';
const inType = (pattern: string): string => `(class_body ${pattern})\n(enum_class_body ${pattern})`;

const named = (kind: string): string =>
  `(user_type (identifier) @reference.${kind} .) (user_type (identifier) @reference.${kind} . (type_arguments) .)`;

/** Definitions and imports of Kotlin. */
export const kotlin: QueryText = {
  anyDepth: `
(class_declaration "interface" name: (_) @name (class_body)? @body) @definition.interface
(class_declaration name: (_) @name (enum_class_body) @body) @definition.enum
(class_declaration name: (_) @name ${typeBody}) @definition.class
(class_declaration name: (_) @name) @definition.class
(object_declaration name: (_) @name (class_body)? @body) @definition.class
(companion_object name: (_) @name (class_body)? @body) @definition.class
(enum_entry (identifier) @name [(value_arguments) (class_body)]? @body) @definition.enumerator
(class_parameters (class_parameter ["val" "var"] (identifier) @name) @definition.field)
(function_declaration name: (_) @name (function_body)? @body) @definition.function
(secondary_constructor "constructor" @name (block)? @body) @definition.method
${inType(`${property} @definition.field`)}
(source_file (property_declaration "val" (variable_declaration (identifier) @name) [(getter) (property_delegate)]? @body) @definition.constant)
(source_file ${property} @definition.variable)
(type_alias type: (identifier) @name) @definition.type
(modifiers (annotation) @decorator)

(import) @import.statement
`,
  references: `
(call_expression . [(identifier) @reference.call (navigation_expression (identifier) @reference.call .)])
(infix_expression . (_) . (identifier) @reference.call)
(binary_expression
  left: (binary_expression
    left: [(identifier) @reference.call (navigation_expression (identifier) @reference.call .)]
    operator: "<" right: (identifier) @reference.type)
  operator: ">" right: [(parenthesized_expression) (lambda_literal)])
(import (qualified_identifier (identifier) @reference.import .) "as")
(annotation [${named('call')} (constructor_invocation [${named('call')}])])
(delegation_specifier [
  ${named('supertype')}
  (constructor_invocation [${named('supertype')}])
  (explicit_delegation . [${named('supertype')}])
])
${named('type').replaceAll(') (user_type', ')\n(user_type')}
`,
};
