import { cFamilyDefinitions, cFamilyImports, cFamilyReferences } from './c-family';

const memberName = '[(field_identifier) (identifier) (destructor_name) (operator_name)] @name';

const returned = (inner: string): string => `[
  ${inner}
  (pointer_declarator declarator: ${inner})
  (reference_declarator ${inner})
]`;

const member = returned(`(function_declarator declarator: ${memberName})`);
const qualified = returned('(function_declarator declarator: (qualified_identifier) @name)');

/** Definitions of C++. */
export const cppDefinitions = `
(class_specifier name: (type_identifier) @name body: (_) @body) @definition.class
(function_definition declarator: ${qualified} (field_initializer_list)? @body body: (_) @body) @definition.function
(function_definition declarator: ${member} (field_initializer_list)? @body body: (_) @body) @definition.function
(function_definition declarator: ${qualified}) @definition.function
(function_definition declarator: ${member}) @definition.function
(field_declaration_list (field_declaration declarator: ${member}) @definition.prototype)
(field_declaration_list (declaration declarator: (function_declarator declarator: ${memberName})) @definition.prototype)
(field_declaration_list (template_declaration (declaration declarator: ${member}) @definition.prototype))
(template_declaration (declaration declarator: ${member}) @definition.prototype)
(template_declaration (_) @inner .) @outer
(namespace_definition name: (_) @name body: (_) @body) @definition.module
(alias_declaration name: (type_identifier) @name) @definition.alias
(concept_definition name: (identifier) @name) @definition.type
(field_declaration declarator: (reference_declarator (field_identifier) @name)) @definition.field
${cFamilyDefinitions}
`;

/** Imports of C++. */
export const cppImports = `
${cFamilyImports}
(using_declaration (qualified_identifier) @import.path)
`;

/** A name behind at most three qualifiers. */
const behindQualifiers = (name: string): string =>
  [
    name,
    ...[1, 2, 3].map((depth) => `${'(qualified_identifier name: '.repeat(depth)}[${name}]${')'.repeat(depth)}`),
  ].join('\n');
const namedType = (kind: string): string =>
  behindQualifiers(`(type_identifier) @reference.${kind} (template_type name: (type_identifier) @reference.${kind})`);

/** Uses in C++. */
export const cppReferences = `
(call_expression function: [
  ${behindQualifiers('(identifier) @reference.call (template_function name: (identifier) @reference.call)')}
  (field_expression field: [
    (template_method name: (field_identifier) @reference.call)
    (dependent_name (template_method name: (field_identifier) @reference.call))
  ])
])
(new_expression type: [${namedType('call')}])
(compound_literal_expression type: [${namedType('call')}])
(attribute name: (identifier) @reference.call)
(base_class_clause [${namedType('supertype')}])
${cFamilyReferences}
`;
