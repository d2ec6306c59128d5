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

const plainType = (kind: string): string =>
  `(type_identifier) @reference.${kind} (scoped_type_identifier (type_identifier) @reference.${kind} .)`;
const namedType = (kind: string): string => `${plainType(kind)} (generic_type . [${plainType(kind)}])`;
const annotated = '[(identifier) @reference.call (scoped_identifier name: (identifier) @reference.call)]';

/** Uses in Java. */
export const javaReferences = `
(method_invocation name: (identifier) @reference.call)
(object_creation_expression type: [${namedType('call')}])
(marker_annotation name: ${annotated})
(annotation name: ${annotated})
(superclass [${namedType('supertype')}])
(super_interfaces (type_list [${namedType('supertype')}]))
(extends_interfaces (type_list [${namedType('supertype')}]))
(type_identifier) @reference.type
`;
