import type { QueryText } from './query-text';

const tail = '. (function_body)? @body @end';
const named = (signature: string): string => `(${signature} name: (identifier) @name)`;
const memberSignatures = ['function_signature', 'getter_signature', 'setter_signature'];
const top = (node: string, keyword: string, list: string, item: string): string =>
  `(program (${node}) @keyword . (_)? . (type_arguments)? . (nullable_type)? . (${list} (${item} . (identifier) @name) @definition.variable (#set! keyword "${keyword}")))`;

const made = (node: string): string => `
(${node} (type_identifier) @reference.call . [(arguments) (type_arguments)])
(${node} (type_identifier) @reference.call . (identifier))`;

/** Definitions and imports of Dart. A body stands behind its signature, as its sibling. */
export const dart: QueryText = {
  anyDepth: `
(class_definition name: (_) @name body: (_) @body) @definition.class
(mixin_declaration (mixin) (identifier) @name (class_body) @body) @definition.class
(extension_declaration class: (type_identifier) @scope.name) @scope
(extension_declaration name: (_) @name body: (_) @body) @definition.class
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(enum_constant name: (_) @name) @definition.enumerator
(type_alias . (type_identifier) @name) @definition.type
${memberSignatures.map((signature) => `((method_signature ${named(signature)}) @definition.method ${tail})`).join('\n')}
${memberSignatures.map((signature) => `(declaration ${named(signature)}) @definition.method`).join('\n')}
((method_signature (constructor_signature name: (identifier) @name .)) @definition.method ${tail})
((method_signature (constructor_signature name: (identifier) @name . parameters: (_))) @definition.method ${tail})
((method_signature (factory_constructor_signature (identifier) @name . (formal_parameter_list))) @definition.method ${tail})
(declaration (constructor_signature name: (identifier) @name . parameters: (_)) [(redirection) (initializers)]? @body) @definition.method
(declaration (constant_constructor_signature (identifier) @name . (formal_parameter_list)) [(redirection) (initializers)]? @body) @definition.method
(declaration (static_final_declaration_list (static_final_declaration . (identifier) @name))) @definition.field
(declaration (initialized_identifier_list (initialized_identifier . (identifier) @name))) @definition.field
(annotation) @decorator

(library_import (import_specification (configurable_uri) @import.from (identifier) @import.name))
(library_import (import_specification (configurable_uri) @import.from (combinator "show" (identifier) @import.name)))
(library_import (import_specification (configurable_uri) @import.from (combinator "hide")))
(library_import (import_specification (configurable_uri) @import.from .))
(library_export (configurable_uri) @import.from)
(part_directive (uri) @import.from)
`,
  topLevel: `
${memberSignatures.map((signature) => `(program ${named(signature)} @definition.function ${tail})`).join('\n')}
${top('const_builtin', 'const', 'static_final_declaration_list', 'static_final_declaration')}
${top('final_builtin', 'final', 'static_final_declaration_list', 'static_final_declaration')}
${top('inferred_type', 'var', 'initialized_identifier_list', 'initialized_identifier')}
(program (initialized_identifier_list (initialized_identifier . (identifier) @name) @definition.variable))
`,
  references: `
((identifier) @reference.call . (selector (argument_part)))
((selector [
  (unconditional_assignable_selector (identifier) @reference.call)
  (conditional_assignable_selector (identifier) @reference.call)
]) . (selector (argument_part)))
((unconditional_assignable_selector (identifier) @reference.call) . (selector (argument_part)))
(cascade_section (cascade_selector (identifier) @reference.call) . (argument_part))
${['new_expression', 'const_object_expression'].map(made).join('\n')}
(annotation name: (identifier) @reference.call)
(constructor_signature . (identifier) @reference.none)
(constant_constructor_signature . (const_builtin) . (identifier) @reference.none)
(factory_constructor_signature . (identifier) @reference.none)
(superclass (type_identifier) @reference.supertype)
(mixins (type_identifier) @reference.supertype)
(interfaces (type_identifier) @reference.supertype)
(mixin_declaration "on" (type_identifier) @reference.supertype)
(type_identifier) @reference.type
`,
};
