import type { QueryText } from './query-text';

/** Definitions and sourced files of shell scripts. */
export const bash: QueryText = {
  anyDepth: `
(function_definition name: (_) @name body: (_) @body (#set! whole "name")) @definition.function
(command name: (command_name) @callee (#any-of? @callee "source" ".") . argument: (_) @import.from)
`,
  topLevel: `
(program (variable_assignment name: (variable_name) @name) @definition.variable)
(program (declaration_command ["readonly" "export" "declare" "typeset"]
  (variable_assignment name: (variable_name) @name)) @definition.variable)
`,
  references: `
(command name: (command_name (word) @reference.call))
`,
};
