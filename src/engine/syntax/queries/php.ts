import type { QueryText } from './query-text';

const file =
  '[(string (string_content) @import.from) (encapsed_string (string_content) @import.from) (binary_expression right: (string (string_content) @import.from))]';

const named = (kind: string): string => `(name) @reference.${kind} (qualified_name (name) @reference.${kind} .)`;

/** Definitions and imports of PHP. */
export const php: QueryText = {
  anyDepth: `
(class_declaration name: (_) @name body: (_) @body) @definition.class
(trait_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(enum_case name: (_) @name) @definition.enumerator
(namespace_definition name: (_) @name body: (_)? @body) @definition.module
(function_definition name: (_) @name body: (_) @body) @definition.function
(method_declaration name: (_) @name body: (_)? @body) @definition.method
(property_declaration (property_element name: (variable_name (name) @name))) @definition.field
(property_promotion_parameter name: (variable_name (name) @name)) @definition.field
(const_declaration (const_element . (name) @name)) @definition.constant
(function_call_expression function: (name) @callee (#eq? @callee "define")
  arguments: (arguments . (argument (string (string_content) @name)))) @definition.constant
(attribute_list) @decorator

(namespace_use_declaration (namespace_use_clause (qualified_name) @import.path !alias))
(namespace_use_declaration (namespace_use_clause . (name) @import.path !alias))
(namespace_use_declaration (namespace_use_clause . (_) @import.from alias: (_) @import.name))
(namespace_use_declaration (namespace_name) @import.from
  body: (namespace_use_group (namespace_use_clause [(name) (qualified_name)] @import.name !alias)))
(namespace_use_declaration (namespace_name) @import.from
  body: (namespace_use_group (namespace_use_clause alias: (_) @import.name)))
(require_expression ${file})
(require_once_expression ${file})
(include_expression ${file})
(include_once_expression ${file})
`,
  references: `
(function_call_expression function: [${named('call')}])
(member_call_expression name: (name) @reference.call)
(nullsafe_member_call_expression name: (name) @reference.call)
(scoped_call_expression name: (name) @reference.call)
(object_creation_expression [${named('call')}])
(attribute [${named('call')}])
(namespace_use_clause [${named('import')}] alias: (_))
(base_clause [${named('supertype')}])
(class_interface_clause [${named('supertype')}])
(use_declaration [${named('supertype')}])
(named_type [${named('type')}])
(scoped_call_expression scope: [${named('type')}])
(scoped_property_access_expression scope: [${named('type')}])
(class_constant_access_expression . [${named('type')}])
(binary_expression operator: "instanceof" right: [${named('type')}])
`,
};
