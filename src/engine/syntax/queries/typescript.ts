import {
  ecmascriptBase,
  ecmascriptDefinitions,
  ecmascriptModule,
  ecmascriptReferences,
  jsxReferences,
} from './ecmascript';

/** Definitions of TypeScript and TSX. */
export const typescriptDefinitions = `
(class_declaration name: (_) @name body: (_) @body) @definition.class
(abstract_class_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(type_alias_declaration name: (_) @name value: [(object_type) (union_type) (intersection_type)] @body) @definition.type
(type_alias_declaration name: (_) @name) @definition.type
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(enum_body [(property_identifier) (string)] @name @definition.field)
(enum_body (enum_assignment name: (_) @name) @definition.field)
(internal_module name: [(identifier) (nested_identifier)] @name body: (_) @body) @definition.module
(module name: (_) @name body: (_) @body) @definition.module
(function_signature name: (_) @name) @definition.function
(class_body (method_signature name: (_) @name) @definition.method)
(class_body (abstract_method_signature name: (_) @name) @definition.method)
(class_body (public_field_definition name: (_) @name value: [
  (arrow_function body: (_) @body)
  (function_expression body: (_) @body)
]) @definition.method)
(class_body (public_field_definition name: (_) @name) @definition.field)
(required_parameter (accessibility_modifier) pattern: (identifier) @name (#set! inside "constructor")) @definition.field
(interface_body [
  (method_signature name: (_) @name) @definition.method
  (property_signature name: (_) @name) @definition.field
])
(type_alias_declaration value: (object_type [
  (method_signature name: (_) @name) @definition.method
  (property_signature name: (_) @name) @definition.field
]))
(ambient_declaration (lexical_declaration (variable_declarator name: (identifier) @name)) @definition.constant)
(ambient_declaration (variable_declaration (variable_declarator name: (identifier) @name)) @definition.variable)
(ambient_declaration (_) @inner) @outer
(internal_module body: (statement_block (export_statement (lexical_declaration (variable_declarator name: (identifier) @name)) @definition.constant)))
${ecmascriptDefinitions}
`;

/** Values and imports at the top of a module of TypeScript or TSX. */
export const typescriptModule = `
${ecmascriptModule}
(import_statement (import_require_clause (identifier) @import.name source: (string (string_fragment) @import.from)))
`;

const namedBase =
  '(type_identifier) @reference.supertype (nested_type_identifier name: (type_identifier) @reference.supertype)';
const bases = `[${namedBase} (generic_type name: [${namedBase}])]`;

/** Uses in TypeScript. */
export const typescriptReferences = `
${ecmascriptReferences}
(call_expression function: (non_null_expression [
  (identifier) @reference.call
  (member_expression property: (property_identifier) @reference.call)
]))
(extends_clause value: ${ecmascriptBase})
(implements_clause ${bases})
(extends_type_clause type: ${bases})
(type_identifier) @reference.type
`;

/** Uses in TSX. */
export const tsxReferences = typescriptReferences + jsxReferences;
