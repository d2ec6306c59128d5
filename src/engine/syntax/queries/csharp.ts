import type { QueryText } from './query-text';

const body = 'body: (_) @body';
const accessors = '[accessors: (_) value: (arrow_expression_clause)] @body';

/** Definitions and imports of C#. */
export const csharp: QueryText = {
  anyDepth: `
(class_declaration name: (_) @name ${body}) @definition.class
(class_declaration name: (_) @name) @definition.class
(struct_declaration name: (_) @name ${body}) @definition.class
(record_declaration name: (_) @name ${body}) @definition.class
(record_declaration name: (_) @name) @definition.class
(record_declaration (parameter_list (parameter name: (_) @name) @definition.field))
(interface_declaration name: (_) @name ${body}) @definition.interface
(enum_declaration name: (_) @name ${body}) @definition.enum
(enum_member_declaration name: (_) @name) @definition.enumerator
(namespace_declaration name: (_) @name ${body}) @definition.module
(file_scoped_namespace_declaration name: (_) @name) @definition.module
(delegate_declaration name: (_) @name) @definition.type
(method_declaration name: (_) @name body: (_)? @body) @definition.method
(constructor_declaration name: (_) @name (constructor_initializer)? @body body: (_) @body) @definition.method
(destructor_declaration name: (_) @name ${body}) @definition.method
(local_function_statement name: (_) @name ${body}) @definition.function
(property_declaration name: (_) @name ${accessors}) @definition.field
(event_declaration name: (_) @name) @definition.field
(field_declaration (variable_declaration (variable_declarator name: (_) @name))) @definition.field
(event_field_declaration (variable_declaration (variable_declarator name: (_) @name))) @definition.field
(attribute_list) @decorator

(using_directive . (qualified_name) @import.from .)
(using_directive !name . (identifier) @import.from .)
(using_directive name: (_) @import.name (_) @import.from .)
`,
};
