import type { QueryText } from './query-text';

const member =
  '[(dot_index_expression table: (_) @owner field: (_) @name) (method_index_expression table: (_) @owner method: (_) @name)]';
const requireCall =
  '(function_call name: (identifier) @callee (#eq? @callee "require") arguments: (arguments . (string content: (_) @import.from)))';
const assigned = (target: string, value: string): string =>
  `(assignment_statement (variable_list . name: ${target}) (expression_list . value: ${value}))`;
const functionValue = '(function_definition body: (_)? @body)';

/** Definitions and imports of Lua. */
export const lua: QueryText = {
  anyDepth: `
(function_declaration name: (identifier) @name body: (_)? @body) @definition.function
(function_declaration name: ${member} body: (_)? @body) @definition.function
`,
  topLevel: `
(chunk ${assigned(member, functionValue)} @definition.function)
(chunk (variable_declaration ${assigned('(identifier) @name', functionValue)}) @definition.function)
(chunk ${assigned('(identifier) @name', functionValue)} @definition.function)
(chunk (variable_declaration ${assigned(
    '(identifier) @owner',
    `(table_constructor (field name: (identifier) @name value: ${functionValue}) @definition.function)`,
  )}))
(chunk (return_statement (expression_list (table_constructor (field name: (identifier) @name value: ${functionValue}) @definition.function))))
(chunk (variable_declaration ${assigned('(identifier) @name', '(table_constructor) @body')}) @definition.variable)
(chunk (variable_declaration (assignment_statement (variable_list name: (identifier) @name))) @definition.variable)
(chunk (variable_declaration (variable_list name: (identifier) @name)) @definition.variable)
(chunk (assignment_statement (variable_list name: (identifier) @name)) @definition.variable)
(chunk (assignment_statement (variable_list name: (dot_index_expression table: (identifier) @owner field: (_) @name))
  (#not-eq? @name "__index")) @definition.field)
(variable_declaration ${assigned('(identifier) @import.name', requireCall)})
(chunk ${requireCall})
`,
  references: `
(function_call name: [
  (identifier) @reference.call
  (dot_index_expression field: (identifier) @reference.call)
  (method_index_expression method: (identifier) @reference.call)
])
(function_call name: (identifier) @callee (#eq? @callee "setmetatable") arguments: (arguments (_) . (table_constructor
  (field name: (identifier) @key (#eq? @key "__index") value: (identifier) @reference.supertype))))
`,
};
