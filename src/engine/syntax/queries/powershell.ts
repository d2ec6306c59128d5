import type { QueryText } from './query-text';

const assignedTo = [
  'left_assignment_expression',
  'logical_expression',
  'bitwise_expression',
  'comparison_expression',
  'additive_expression',
  'multiplicative_expression',
  'format_expression',
  'range_expression',
  'array_literal_expression',
  'unary_expression',
].reduceRight((inner, node) => `(${node} . ${inner} .)`, '(variable) @name');

const typeLiteral = '(type_literal (type_spec (type_name (type_identifier) @reference.call)))';

/** Definitions and imports of PowerShell. */
export const powershell: QueryText = {
  anyDepth: `
(function_statement (function_name) @name (script_block) @body) @definition.function
(function_statement (function_name) @name (function_parameter_declaration) (script_block) @body) @definition.function
(function_statement (function_name) @name) @definition.function
(class_statement . (simple_name) @name "{" @body) @definition.class
(enum_statement . (simple_name) @name "{" @body) @definition.enum
(enum_member . (simple_name) @name) @definition.enumerator
(class_method_definition (simple_name) @name "{" @body) @definition.method
(class_property_definition (variable) @name (#set! sigil "$")) @definition.field

(command command_name: (command_name) @callee (#match? @callee "^([Uu]sing|[Ii]mport-[Mm]odule)$")
  command_elements: (command_elements (generic_token) @import.from . ) (#not-eq? @import.from "module"))
(command (command_invokation_operator) @callee (#eq? @callee ".") command_name: (command_name_expr) @import.from)
`,
  topLevel: `
(program (statement_list (pipeline (assignment_expression ${assignedTo}) (#set! sigil "$")) @definition.variable))
`,
  references: `
(command command_name: [(command_name) @reference.call (command_name_expr (command_name) @reference.call)])
(command command_name: (command_name) @callee (#match? @callee "^[Nn]ew-[Oo]bject$")
  command_elements: (command_elements (generic_token) @reference.call))
(invokation_expression (member_name (simple_name) @reference.call))
(invokation_expression ${typeLiteral} (member_name (simple_name) @callee (#eq? @callee "new")))
(class_statement ":" (simple_name) @reference.supertype)
(type_identifier) @reference.type
`,
};
