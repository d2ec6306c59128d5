/** Definitions of Rust. */
export const rustDefinitions = `
(function_item name: (_) @name body: (_) @body) @definition.function
(function_signature_item name: (_) @name) @definition.function
(struct_item name: (_) @name body: (field_declaration_list) @body) @definition.class
(struct_item name: (_) @name) @definition.class
(union_item name: (_) @name body: (_) @body) @definition.class
(enum_item name: (_) @name body: (_) @body) @definition.enum
(enum_variant name: (_) @name) @definition.field
(trait_item name: (_) @name body: (_) @body) @definition.interface
(field_declaration name: (_) @name) @definition.field
(const_item name: (identifier) @name) @definition.constant
(static_item name: (_) @name) @definition.variable
(type_item name: (_) @name) @definition.type
(associated_type name: (_) @name) @definition.type
(mod_item name: (_) @name body: (_) @body) @definition.module
(macro_definition name: (_) @name (macro_rule) @body) @definition.macro
(impl_item type: [
  (type_identifier) @scope.name
  (generic_type type: (type_identifier) @scope.name)
  (generic_type type: (scoped_type_identifier name: (type_identifier) @scope.name))
  (scoped_type_identifier name: (type_identifier) @scope.name)
  (reference_type type: (type_identifier) @scope.name)
  (primitive_type) @scope.name
]) @scope
(attribute_item) @decorator
`;

/** Imports of Rust. */
export const rustImports = `
(use_declaration argument: (_) @import.tree)
(extern_crate_declaration name: (_) @import.path)
(mod_item name: (_) @import.path !body)
`;

const path = '(identifier) @reference.call (scoped_identifier name: (identifier) @reference.call)';
const called = `${path} (field_expression field: (field_identifier) @reference.call)`;
const plainType = (kind: string): string =>
  `(type_identifier) @reference.${kind} (scoped_type_identifier name: (type_identifier) @reference.${kind})`;
const traits = `[${plainType('supertype')} (generic_type type: [${plainType('supertype')}])]`;

/** Uses in Rust. What is handed to a macro is but tokens; a path's part that begins with a capital letter is a type. */
export const rustReferences = `
(call_expression function: [${called} (generic_function function: [${called}])])
(struct_expression name: [${plainType('call')} (generic_type_with_turbofish type: [${plainType('call')}])])
(macro_invocation macro: [${path}])
(attribute . [${path}])
(token_tree (identifier) @reference.call . (token_tree . "("))
(attribute (identifier) @derive (#eq? @derive "derive") arguments: (token_tree (identifier) @reference.supertype))
(impl_item trait: ${traits})
(trait_item bounds: (trait_bounds [${traits} (higher_ranked_trait_bound type: ${traits})]))
(use_as_clause path: [(identifier) @reference.import (scoped_identifier name: (identifier) @reference.import)])
(type_identifier) @reference.type
(scoped_identifier path: [
  (identifier) @reference.type
  (scoped_identifier name: (identifier) @reference.type)
] (#match? @reference.type "^[A-Z]"))
`;
