const assigned = '[(identifier) @name (pattern_list (identifier) @name)]';

/** Definitions of Python. */
export const pythonDefinitions = `
(function_definition name: (_) @name body: (_) @body) @definition.function
(class_definition name: (_) @name body: (_) @body) @definition.class
(decorated_definition definition: (_) @inner) @outer
(decorator) @decorator
(type_alias_statement left: (type (identifier) @name)) @definition.type
(class_definition body: (block (expression_statement (assignment left: ${assigned})) @definition.field))
(module (expression_statement (assignment left: ${assigned})) @definition.variable)
(module (if_statement (block (expression_statement (assignment left: ${assigned})) @definition.variable)))
(module (try_statement (block (expression_statement (assignment left: ${assigned})) @definition.variable)))
(expression_statement (assignment left: (attribute object: (identifier) @self (#eq? @self "self") attribute: (identifier) @name))
  (#set! inside "__init__")) @definition.field
`;

/** Imports of Python. */
export const pythonImports = `
(import_statement (dotted_name) @import.path)
(import_statement (aliased_import name: (dotted_name) @import.from alias: (identifier) @import.name))
(import_from_statement module_name: (_) @import.from "import" (dotted_name) @import.name)
(import_from_statement module_name: (_) @import.from "import" (aliased_import alias: (identifier) @import.name))
(import_from_statement module_name: (_) @import.from (wildcard_import))
`;

const named = (kind: string): string =>
  `(identifier) @reference.${kind} (attribute attribute: (identifier) @reference.${kind})`;
const typeName = named('type');
/** What stands in `a | b | c`, so many names deep, in an annotation. */
const united = [0, 1, 2, 3]
  .map(
    (level) => `(type ${'(binary_operator left: '.repeat(level)}(binary_operator [${typeName}])${')'.repeat(level)})`,
  )
  .join('\n');

/** Uses in Python. */
export const pythonReferences = `
(call function: [${named('call')}])
(decorator [${named('call')}])
(class_definition superclasses: (argument_list [${named('supertype')} (subscript value: [${named('supertype')}])]))
(class_definition superclasses: (argument_list (subscript subscript: [${typeName}])))
(type [${typeName} (list [${typeName}]) (subscript value: [${typeName}]) (subscript subscript: [${typeName}])])
${united}
(generic_type . (identifier) @reference.type)
(class_pattern (dotted_name (identifier) @reference.type .))
(aliased_import name: (dotted_name (identifier) @reference.import .))
(except_clause [${typeName} (tuple [${typeName}]) (as_pattern . [${typeName} (tuple [${typeName}])])])
`;
