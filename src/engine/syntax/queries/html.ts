import type { QueryText } from './query-text';

const attribute = (name: string, value: string): string =>
  `(attribute (attribute_name) @key (#eq? @key "${name}") [(attribute_value) ${value} (quoted_attribute_value (attribute_value) ${value})])`;

/** Elements with an id, and the scripts and style sheets that a page loads. What stands in a script is read by its own grammar. */
export const html: QueryText = {
  anyDepth: `
(element [(start_tag ${attribute('id', '@name')}) (self_closing_tag ${attribute('id', '@name')})]) @definition.constant
(script_element (start_tag ${attribute('id', '@name')})) @definition.constant
(script_element (start_tag ${attribute('src', '@import.from')}))
(element (_ (tag_name) @tag (#eq? @tag "link") ${attribute('href', '@import.from')} (#match? @import.from "\\\\.(css|m?js)($|\\\\?)")))
(script_element (raw_text) @embedded)
`,
  references: `
(attribute (attribute_name) @key (#match? @key "^on") (quoted_attribute_value (attribute_value) @reference.value))
`,
};

/** The scripts of a Vue component, and the elements of its template that have an id or a ref. */
export const vue: QueryText = {
  anyDepth: `
(element [(start_tag ${attribute('id', '@name')}) (self_closing_tag ${attribute('id', '@name')})]) @definition.constant
(element [(start_tag ${attribute('ref', '@name')}) (self_closing_tag ${attribute('ref', '@name')})]) @definition.constant
(script_element (start_tag ${attribute('src', '@import.from')}))
(script_element (raw_text) @embedded)
`,
  references: `
(start_tag (tag_name) @reference.call)
(self_closing_tag (tag_name) @reference.call)
(end_tag (tag_name) @reference.none)
(interpolation (raw_text) @reference.value)
(directive_attribute (quoted_attribute_value (attribute_value) @reference.value))
`,
};
