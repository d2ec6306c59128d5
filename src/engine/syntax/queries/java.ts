/** Definitions of Java. */
export const javaDefinitions = `
(class_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(annotation_type_declaration name: (_) @name body: (_) @body) @definition.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(record_declaration name: (_) @name body: (_) @body) @definition.class
(record_declaration parameters: (formal_parameters (formal_parameter name: (_) @name) @definition.field))
(method_declaration name: (_) @name body: (_)? @body) @definition.method
(constructor_declaration name: (_) @name body: (_) @body) @definition.method
(compact_constructor_declaration name: (_) @name body: (_) @body) @definition.method
(annotation_type_element_declaration name: (_) @name) @definition.method
(field_declaration (variable_declarator name: (_) @name)) @definition.field
(constant_declaration (variable_declarator name: (_) @name)) @definition.constant
(enum_constant name: (_) @name body: (_)? @body) @definition.field
(modifiers [(marker_annotation) (annotation)] @decorator)
`;

/** Imports of Java. */
export const javaImports = `
(import_declaration (scoped_identifier) @import.path .)
(import_declaration (identifier) @import.path .)
(import_declaration (_) @import.from (asterisk))
`;
