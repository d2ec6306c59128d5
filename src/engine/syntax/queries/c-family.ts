const pointers = (inner: string): string => `[
  ${inner}
  (pointer_declarator declarator: ${inner})
  (pointer_declarator declarator: (pointer_declarator declarator: ${inner}))
]`;

/** A name under the declarators that make pointers, arrays and pointers to functions. */
function declared(name: string): string {
  return `[
  ${name} @name
  (pointer_declarator declarator: ${name} @name)
  (pointer_declarator declarator: (pointer_declarator declarator: ${name} @name))
  (array_declarator declarator: ${name} @name)
  (array_declarator declarator: (array_declarator declarator: ${name} @name))
  (pointer_declarator declarator: (array_declarator declarator: ${name} @name))
  (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: ${name} @name)))
  (pointer_declarator declarator: (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: ${name} @name))))
]`;
}

const atFileLevel = (pattern: string): string =>
  ['translation_unit', 'preproc_if', 'preproc_ifdef', 'preproc_else', 'preproc_elif', 'declaration_list']
    .map((parent) => `(${parent} ${pattern})`)
    .join('\n');

const functionDeclarator = pointers('(function_declarator declarator: (identifier) @name)');

/** Definitions that C and C++ share; special patterns come before general ones. */
export const cFamilyDefinitions = `
(function_definition declarator: ${functionDeclarator} body: (_) @body) @definition.function
${atFileLevel(`(declaration ${functionDeclarator}) @definition.prototype`)}
(struct_specifier name: (type_identifier) @name body: (_) @body) @definition.class
(union_specifier name: (type_identifier) @name body: (_) @body) @definition.class
(enum_specifier name: (type_identifier) @name body: (_) @body) @definition.enum
(enumerator name: (_) @name) @definition.enumerator
(type_definition type: [
  (struct_specifier !name body: (_) @body)
  (union_specifier !name body: (_) @body)
] declarator: (type_identifier) @name) @definition.class
(type_definition type: (enum_specifier !name body: (_) @body) declarator: (type_identifier) @name) @definition.enum
(type_definition type: [
  (struct_specifier body: (_) @body)
  (union_specifier body: (_) @body)
  (enum_specifier body: (_) @body)
] ${declared('(type_identifier)')}) @definition.alias
(type_definition declarator: ${declared('(type_identifier)')}) @definition.alias
(type_definition (function_declarator declarator: (type_identifier) @name)) @definition.alias
(field_declaration ${declared('(field_identifier)')}) @definition.field
${atFileLevel(`(declaration (init_declarator declarator: ${declared('(identifier)')} value: (initializer_list) @body)) @definition.variable`)}
${atFileLevel(`(declaration (init_declarator declarator: ${declared('(identifier)')})) @definition.variable`)}
${atFileLevel(`(declaration ${declared('(identifier)')}) @definition.variable`)}
(preproc_def name: (_) @name value: (_) @body) @definition.macro
(preproc_function_def name: (_) @name value: (_)? @body) @definition.macro
`;

/** `#include` lines. */
export const cFamilyImports = `
(preproc_include path: [(string_literal) (system_lib_string)] @import.from)
`;

/** Uses that C, C++ and Objective-C spell the same. What a macro stands for is not parsed. */
export const cFamilyReferences = `
(call_expression function: [(identifier) @reference.call (field_expression field: (field_identifier) @reference.call)])
(preproc_arg) @reference.value
(type_identifier) @reference.type
`;
