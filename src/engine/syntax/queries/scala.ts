import type { QueryText } from './query-text';

const inType = (pattern: string): string =>
  ['template_body', 'enum_body'].map((parent) => `(${parent} ${pattern})`).join('\n');
const bound = '[(identifier) @name (identifiers (identifier) @name)]';
const values = ['val_definition', 'var_definition', 'val_declaration', 'var_declaration'];

function value(node: string): string {
  if (node.endsWith('declaration')) return `(${node} name: (identifier) @name)`;
  return `(${node} pattern: ${bound} value: (_) @body)`;
}

const called = '(identifier) @reference.call (field_expression field: (identifier) @reference.call)';
const plainType = (kind: string): string =>
  `(type_identifier) @reference.${kind} (stable_type_identifier (type_identifier) @reference.${kind} .)`;
const namedType = (kind: string): string => `${plainType(kind)} (generic_type type: [${plainType(kind)}])`;

/** Definitions and imports of Scala 2 and 3. */
export const scala: QueryText = {
  anyDepth: `
(class_definition name: (_) @name body: (_)? @body) @definition.class
(object_definition name: (_) @name body: (_)? @body) @definition.class
(package_object name: (_) @name body: (_)? @body) @definition.class
(trait_definition name: (_) @name body: (_)? @body) @definition.interface
(enum_definition name: (_) @name body: (_)? @body) @definition.enum
(simple_enum_case name: (_) @name) @definition.enumerator
(full_enum_case name: (_) @name) @definition.enumerator
(class_definition class_parameters: (class_parameters (class_parameter name: (_) @name) @definition.field))
(enum_definition class_parameters: (class_parameters (class_parameter name: (_) @name) @definition.field))
(function_definition name: (_) @name body: (_) @body) @definition.function
(function_declaration name: (_) @name) @definition.function
(type_definition name: (_) @name) @definition.type
(given_definition name: (_) @name) @definition.constant
(extension_definition parameters: (parameters (parameter type: [
  (type_identifier) @scope.name
  (generic_type type: (type_identifier) @scope.name)
]))) @scope
${values.map((node) => inType(`${value(node)} @definition.field`)).join('\n')}
${values.map((node) => `(compilation_unit ${value(node)} @definition.variable)`).join('\n')}
(annotation) @decorator

(import_declaration) @import.statement
`,
  references: `
(call_expression function: [${called}])
(generic_function function: [${called}])
(infix_expression operator: [(identifier) (operator_identifier)] @reference.call)
(instance_expression [${namedType('call')} (compound_type [${namedType('supertype')}])])
(arrow_renamed_identifier name: (identifier) @reference.import)
(as_renamed_identifier name: (identifier) @reference.import)
(annotation name: [${namedType('call')}])
(extends_clause [${namedType('supertype')}])
(derives_clause type: [${namedType('supertype')}])
(type_identifier) @reference.type
`,
};
