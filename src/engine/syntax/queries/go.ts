/** Definitions of Go. */
export const goDefinitions = `
(function_declaration name: (_) @name body: (_)? @body) @definition.function
(method_declaration
  receiver: (parameter_list (parameter_declaration type: [
    (type_identifier) @container
    (pointer_type (type_identifier) @container)
    (generic_type type: (type_identifier) @container)
    (pointer_type (generic_type type: (type_identifier) @container))
  ]))
  name: (_) @name body: (_)? @body) @definition.method
(type_spec name: (_) @name type: (struct_type (field_declaration_list) @body) (#set! keyword "type")) @definition.class
(type_spec name: (_) @name type: (interface_type "{" @body) (#set! keyword "type")) @definition.interface
(type_spec name: (_) @name (#set! keyword "type")) @definition.type
(type_alias name: (_) @name (#set! keyword "type")) @definition.type
(field_declaration (field_identifier) @name) @definition.field
(method_elem name: (_) @name) @definition.method
(source_file (const_declaration (const_spec (identifier) @name (#set! keyword "const")) @definition.constant))
(source_file (var_declaration (var_spec (identifier) @name (#set! keyword "var")) @definition.variable))
(source_file (var_declaration (var_spec_list (var_spec (identifier) @name (#set! keyword "var")) @definition.variable)))
`;

/** Imports of Go. */
export const goImports = `
(import_spec !name path: (_) @import.path)
(import_spec name: (package_identifier) @import.name path: (_) @import.from)
(import_spec name: [(dot) (blank_identifier)] path: (_) @import.from)
`;

const plainType = (kind: string): string =>
  `(type_identifier) @reference.${kind} (qualified_type name: (type_identifier) @reference.${kind})`;
const namedType = (kind: string): string => `${plainType(kind)} (generic_type type: [${plainType(kind)}])`;
const called = '(identifier) @reference.call (selector_expression field: (field_identifier) @reference.call)';

/** Uses in Go. What looks like a conversion to a generic type most often calls a generic function. */
export const goReferences = `
(call_expression function: [${called} (index_expression operand: [${called}])])
(type_conversion_expression type: (generic_type type: [${plainType('call')}]))
(composite_literal type: [${namedType('call')}])
(field_declaration !name type: [${namedType('supertype')} (pointer_type [${namedType('supertype')}])])
(interface_type (type_elem . [${namedType('supertype')}] .))
(type_identifier) @reference.type
`;
