import type { QueryText } from './query-text';

const called = '(identifier) @reference.call (member_expression property: (identifier) @reference.call)';
const named = (kind: string): string => `(user_defined_type (identifier) @reference.${kind} .)`;

/** Definitions and imports of Solidity. */
export const solidity: QueryText = {
  anyDepth: `
(contract_declaration name: (_) @name body: (_) @body) @definition.class
(library_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(struct_declaration name: (_) @name "{" @body) @definition.class
(struct_member name: (_) @name) @definition.field
(enum_declaration name: (_) @name "{" @body) @definition.enum
(enum_value) @name @definition.enumerator
(function_definition name: (_) @name body: (_)? @body) @definition.function
(modifier_definition name: (_) @name body: (_)? @body) @definition.function
(constructor_definition "constructor" @name body: (_) @body) @definition.method
(event_definition name: (_) @name) @definition.function
(error_declaration name: (_) @name) @definition.type
(user_defined_type_definition name: (_) @name) @definition.type
(state_variable_declaration name: (_) @name) @definition.field
(constant_variable_declaration name: (_) @name) @definition.constant

(import_directive import_name: (_) @import.name source: (_) @import.from)
(import_directive alias: (_) @import.name source: (_) @import.from)
(import_directive . source: (_) @import.from)
`,
  references: `
(call_expression function: [
  ${called}
  (struct_expression type: [${called}])
  (new_expression name: (type_name ${named('call')}))
])
(emit_statement name: [${called}])
(revert_statement error: [${called}])
(modifier_invocation (identifier) @reference.call)
(inheritance_specifier ancestor: ${named('supertype')})
(type_alias (identifier) @reference.type .)
${named('type')}
`,
};
