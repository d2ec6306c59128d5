import { cFamilyImports, cFamilyReferences } from './c-family';
import type { QueryText } from './query-text';

const pointers = (inner: string): string =>
  `[${inner} (pointer_declarator declarator: ${inner}) (pointer_declarator declarator: (pointer_declarator declarator: ${inner}))]`;

/** Definitions and imports of Objective-C. */
export const objectiveC: QueryText = {
  anyDepth: `
(class_interface . (identifier) @scope.name category: (_)) @scope
(class_interface . (identifier) @name [(property_declaration) (method_declaration) (instance_variables)]? @body) @definition.class
(class_implementation . (identifier) @scope.name) @scope
(protocol_declaration . (identifier) @name
  [(property_declaration) (method_declaration) (qualified_protocol_interface_declaration)]? @body) @definition.interface
(method_declaration . (method_type) . (identifier) @name) @definition.method
(method_definition . (method_type) . (identifier) @name (compound_statement) @body) @definition.method
(property_declaration (struct_declaration (struct_declarator ${pointers('(identifier) @name')}))) @definition.field
(instance_variable (struct_declaration (struct_declarator ${pointers('(identifier) @name')}))) @definition.field
(function_definition declarator: ${pointers('(function_declarator declarator: (identifier) @name)')} body: (_) @body) @definition.function
(struct_specifier name: (type_identifier) @name body: (_) @body) @definition.class
(enum_specifier name: (type_identifier) @name body: (_) @body) @definition.enum
(enumerator name: (_) @name) @definition.enumerator
(type_definition type: (macro_type_specifier type: (type_descriptor type: (type_identifier) @name))) @definition.enum
(type_definition type: (macro_type_specifier) declarator: (type_identifier) @name @definition.enumerator)
(type_definition declarator: (type_identifier) @name) @definition.alias
(type_definition declarator: (function_declarator declarator: (parenthesized_declarator [
  (block_pointer_declarator declarator: (type_identifier) @name)
  (pointer_declarator declarator: (type_identifier) @name)
]))) @definition.alias
(translation_unit (declaration declarator: (init_declarator declarator: ${pointers('(identifier) @name')})) @definition.variable)
(translation_unit (declaration declarator: ${pointers('(identifier) @name')}) @definition.variable)
(translation_unit (declaration declarator: ${pointers('(function_declarator declarator: (identifier) @name)')}) @definition.prototype)
(preproc_def name: (_) @name value: (_) @body) @definition.macro
(preproc_function_def name: (_) @name value: (_)? @body) @definition.macro
${cFamilyImports}
(module_import path: (_) @import.from)
`,
  references: `
(message_expression method: (identifier) @reference.call)
(message_expression receiver: (identifier) @reference.call method: (identifier) @callee (#any-of? @callee "alloc" "new"))
(class_interface superclass: (identifier) @reference.supertype)
(class_interface (parameterized_arguments (type_name (type_identifier) @reference.supertype)))
(protocol_reference_list (identifier) @reference.supertype)
(module_import path: (identifier) @reference.import)
(class_implementation . (identifier) @reference.none)
(method_definition . (method_type) . (identifier) @reference.none)
${cFamilyReferences}
`,
};
