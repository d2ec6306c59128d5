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
};

/** The scripts of a Vue component, and the elements of its template that have an id or a ref. */
export const vue: QueryText = {
  anyDepth: `
(element [(start_tag ${attribute('id', '@name')}) (self_closing_tag ${attribute('id', '@name')})]) @definition.constant
(element [(start_tag ${attribute('ref', '@name')}) (self_closing_tag ${attribute('ref', '@name')})]) @definition.constant
(script_element (start_tag ${attribute('src', '@import.from')}))
(script_element (raw_text) @embedded)
`,
};
