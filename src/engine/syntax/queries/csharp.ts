import type { QueryText } from './query-text';

const body = 'body: (_) @body';
const accessors = '[accessors: (_) value: (arrow_expression_clause)] @body';

const plainName = (kind: string): string =>
  `(identifier) @reference.${kind} (generic_name . (identifier) @reference.${kind})`;
const named = (kind: string): string =>
  `${plainName(kind)} (qualified_name name: [${plainName(kind)}]) (alias_qualified_name name: [${plainName(kind)}])`;

/** Nodes that have a type in a field of that name. */
const typed = [
  'variable_declaration',
  'property_declaration',
  'indexer_declaration',
  'event_declaration',
  'delegate_declaration',
  'operator_declaration',
  'conversion_operator_declaration',
  'local_function_statement',
  'parameter',
  'tuple_element',
  'cast_expression',
  'typeof_expression',
  'default_expression',
  'foreach_statement',
  'catch_declaration',
  'declaration_expression',
  'declaration_pattern',
  'recursive_pattern',
  'nullable_type',
  'array_type',
  'pointer_type',
  'ref_type',
  'type_parameter_constraint',
];

/** Definitions and imports of C#. */
export const csharp: QueryText = {
  anyDepth: `
(class_declaration name: (_) @name ${body}) @definition.class
(class_declaration name: (_) @name) @definition.class
(struct_declaration name: (_) @name ${body}) @definition.class
(record_declaration name: (_) @name ${body}) @definition.class
(record_declaration name: (_) @name) @definition.class
(record_declaration (parameter_list (parameter name: (_) @name) @definition.field))
(interface_declaration name: (_) @name ${body}) @definition.interface
(enum_declaration name: (_) @name ${body}) @definition.enum
(enum_member_declaration name: (_) @name) @definition.enumerator
(namespace_declaration name: (_) @name ${body}) @definition.module
(file_scoped_namespace_declaration name: (_) @name) @definition.module
(delegate_declaration name: (_) @name) @definition.type
(method_declaration name: (_) @name body: (_)? @body) @definition.method
(constructor_declaration name: (_) @name (constructor_initializer)? @body body: (_) @body) @definition.method
(destructor_declaration name: (_) @name ${body}) @definition.method
(local_function_statement name: (_) @name ${body}) @definition.function
(property_declaration name: (_) @name ${accessors}) @definition.field
(event_declaration name: (_) @name) @definition.field
(field_declaration (variable_declaration (variable_declarator name: (_) @name))) @definition.field
(event_field_declaration (variable_declaration (variable_declarator name: (_) @name))) @definition.field
(attribute_list) @decorator

(using_directive . (qualified_name) @import.from .)
(using_directive !name . (identifier) @import.from .)
(using_directive name: (_) @import.name (_) @import.from .)
`,
  references: `
(invocation_expression function: [
  ${plainName('call')}
  (member_access_expression name: [${plainName('call')}])
  (conditional_access_expression [
    (member_binding_expression name: [${plainName('call')}])
    (member_access_expression name: [${plainName('call')}])
  ] .)
])
(object_creation_expression type: [${named('call')}])
(attribute name: [${named('call')}])
(using_directive [(identifier) @reference.import (qualified_name name: (identifier) @reference.import)] .)
(base_list [${named('supertype')} (primary_constructor_base_type . [${named('supertype')}])])
${typed.map((node) => `(${node} type: [${named('type')}])`).join('\n')}
(method_declaration returns: [${named('type')}])
(type_argument_list [${named('type')}])
(as_expression right: [${named('type')}])
(is_expression right: [${named('type')}])
(is_pattern_expression pattern: (constant_pattern [${named('type')}]))
`,
};
