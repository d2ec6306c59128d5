import type { QueryText } from './query-text';

/** Compound and combined selectors nest to the left; so many levels are looked into. */
const levels = [0, 1, 2, 3, 4, 5];

function selected(selector: string): string {
  return levels
    .map((level) => `(rule_set (selectors ${'(_ '.repeat(level)}${selector}${')'.repeat(level)}) (block) @body)`)
    .join('\n');
}

/** Classes, ids and custom properties of style sheets. */
export const css: QueryText = {
  anyDepth: `
${selected('(class_selector (class_name) @name)').replaceAll('@body)', '@body) @definition.class')}
${selected('(id_selector (id_name) @name)').replaceAll('@body)', '@body) @definition.constant')}
(declaration (property_name) @name (#match? @name "^--")) @definition.variable
(keyframes_statement (keyframes_name) @name (keyframe_block_list) @body) @definition.function
(import_statement [
  (string_value (string_content) @import.from)
  (call_expression (arguments [(string_value (string_content) @import.from) (plain_value) @import.from]))
])
`,
};
