import type { QueryText } from './query-text';

const typeBody = '[(class_body) (enum_class_body)] @body';
const property =
  '(property_declaration [(variable_declaration (identifier) @name) (multi_variable_declaration (variable_declaration (identifier) @name))] [(getter) (setter) (property_delegate)]? @body)';
const inType = (pattern: string): string => `(class_body ${pattern})\n(enum_class_body ${pattern})`;

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
};
