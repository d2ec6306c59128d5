const functionValue = `[
  (arrow_function body: (_) @body)
  (function_expression body: (_) @body)
  (generator_function body: (_) @body)
]`;

/** In an expression that is a statement of its own. */
function inStatement(pattern: string): string {
  return `(expression_statement ${pattern})`;
}

const declarations = `
(function_declaration name: (_) @name body: (_) @body) @definition.function
(generator_function_declaration name: (_) @name body: (_) @body) @definition.function
(class_body (method_definition name: (_) @name body: (_) @body) @definition.method)
(export_statement declaration: (_) @inner) @outer
(decorator) @decorator
(assignment_expression left: (member_expression object: (this) property: [(property_identifier) (private_property_identifier)] @name)
  (#set! inside "constructor")) @definition.field
`;

const values = ['lexical_declaration', 'variable_declaration']
  .map((declaration) =>
    [
      `(${declaration} (variable_declarator name: (identifier) @name value: ${functionValue})) @definition.function`,
      `(${declaration} (variable_declarator name: (identifier) @name value: [
        (assignment_expression right: ${functionValue})
        (parenthesized_expression (assignment_expression right: ${functionValue}))
      ])) @definition.function`,
      `(${declaration} (variable_declarator value: [
        (assignment_expression right: (function_expression name: (identifier) @name body: (_) @body))
        (parenthesized_expression (assignment_expression right: (function_expression name: (identifier) @name body: (_) @body)))
      ])) @definition.function`,
      `(${declaration} (variable_declarator name: (identifier) @name value: (class body: (_) @body))) @definition.class`,
      `(${declaration} (variable_declarator name: (identifier) @container value: (object [
        (method_definition name: (_) @name body: (_) @body) @definition.method
        (pair key: (property_identifier) @name value: ${functionValue}) @definition.method
      ])))`,
    ].join('\n'),
  )
  .join('\n');

const constants = `
(lexical_declaration kind: "const" (variable_declarator name: (identifier) @name value: [(object) (array)] @body)) @definition.constant
(lexical_declaration kind: "const" (variable_declarator name: (identifier) @name)) @definition.constant
(lexical_declaration kind: "let" (variable_declarator name: (identifier) @name)) @definition.variable
(variable_declaration (variable_declarator name: (identifier) @name value: [(object) (array)] @body)) @definition.variable
(variable_declaration (variable_declarator name: (identifier) @name)) @definition.variable
`;

const member = '(member_expression object: (_) @owner property: (property_identifier) @name)';

const moduleExports = '((member_expression) @owner (#eq? @owner "module.exports"))';

const assignments = `
${inStatement(`(assignment_expression left: ${member} right: ${functionValue}) @definition.function`)}
${inStatement(`(assignment_expression left: ${member} right: (class body: (_) @body)) @definition.class`)}
${inStatement(`(assignment_expression left: ${member} right: (assignment_expression right: ${functionValue})) @definition.function`)}
${inStatement(`(assignment_expression right: (assignment_expression left: ${member} right: ${functionValue}) @definition.function)`)}
${inStatement(`(assignment_expression left: ${moduleExports} right: (function_expression name: (identifier) @name body: (_) @body)) @definition.function`)}
${inStatement(`(assignment_expression left: ${moduleExports} right: (class name: (_) @name body: (_) @body)) @definition.class`)}
${inStatement(`(assignment_expression left: (member_expression object: (identifier) @owner (#any-of? @owner "exports" "module")
  property: (property_identifier) @name (#not-eq? @name "exports"))) @definition.constant`)}
${inStatement(`(assignment_expression left: (member_expression object: (member_expression) @owner (#eq? @owner "module.exports")
  property: (property_identifier) @name)) @definition.constant`)}
${inStatement(`(assignment_expression left: (_) @owner right: (object [
  (method_definition name: (_) @name body: (_) @body) @definition.method
  (pair key: (property_identifier) @name value: ${functionValue}) @definition.method
]))`)}
`;

/** Definitions that count at any depth, spelled the same in the JavaScript and the TypeScript grammar. */
export const ecmascriptDefinitions = declarations;

/** Definitions that count at the top of a module only; special patterns come before general ones. */
const ecmascriptTopLevel = `${values}\n${constants}\n${assignments}`;

const requireCall = `(call_expression function: (identifier) @callee (#eq? @callee "require")
  arguments: (arguments . (string (string_fragment) @import.from)))`;

/** Imports, re-exports and `require` calls, at the top of a module. */
const ecmascriptImports = `
(import_statement (import_clause (identifier) @import.name) source: (string (string_fragment) @import.from))
(import_statement (import_clause (namespace_import (identifier) @import.name)) source: (string (string_fragment) @import.from))
(import_statement (import_clause (named_imports (import_specifier name: (_) @import.name !alias)))
  source: (string (string_fragment) @import.from))
(import_statement (import_clause (named_imports (import_specifier alias: (_) @import.name)))
  source: (string (string_fragment) @import.from))
(import_statement . source: (string (string_fragment) @import.from))
(export_statement (export_clause (export_specifier name: (_) @import.name)) source: (string (string_fragment) @import.from))
(export_statement "*" source: (string (string_fragment) @import.from))
(variable_declarator name: (identifier) @import.name value: ${requireCall})
(variable_declarator name: (identifier) @import.name value: (member_expression object: ${requireCall}))
(variable_declarator name: (object_pattern [
  (shorthand_property_identifier_pattern) @import.name
  (pair_pattern value: (identifier) @import.name)
]) value: ${requireCall})
(expression_statement ${requireCall})
`;

/** What stands at the top of a module, at most exported. */
export const ecmascriptModule = ecmascriptTopLevel + ecmascriptImports;

/** A name, or the last of a dotted one. */
function named(kind: string): string {
  return `(identifier) @reference.${kind}
  (member_expression property: [(property_identifier) (private_property_identifier)] @reference.${kind})`;
}

/** What is extended, or handed to what makes a class of it. */
export const ecmascriptBase = `[
  ${named('supertype')}
  (call_expression arguments: (arguments [${named('supertype')}]))
]`;

/** Uses that are spelled the same in the JavaScript and the TypeScript grammar. */
export const ecmascriptReferences = `
(call_expression function: [${named('call')}])
(new_expression constructor: [${named('call')}])
(decorator [${named('call')}])
(function_expression name: (identifier) @reference.none)
(import_specifier name: (identifier) @reference.import alias: (_))
`;

/** Elements of JSX. */
export const jsxReferences = `
(jsx_opening_element name: [${named('call')}])
(jsx_self_closing_element name: [${named('call')}])
(jsx_closing_element name: [${named('none')}])
`;
