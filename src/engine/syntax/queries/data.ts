import type { QueryText } from './query-text';

/** Keys at the top of a JSON document. */
export const json: QueryText = {
  topLevel: `
(document (object (pair key: (string) @name value: [(object) (array)] @body) @definition.constant))
(document (object (pair key: (string) @name) @definition.constant))
`,
};

/** Keys at the top of each document of a YAML stream. */
export const yaml: QueryText = {
  topLevel: `
(document (block_node (block_mapping (block_mapping_pair key: (_) @name value: (block_node) @body) @definition.constant)))
(document (block_node (block_mapping (block_mapping_pair key: (_) @name) @definition.constant)))
`,
};

/** Tables of a TOML document, and the keys before the first of them. */
export const toml: QueryText = {
  topLevel: `
(document (pair . (_) @name . (_)) @definition.constant)
(document (table . (_) @name . (pair)? @body) @definition.module)
(document (table_array_element . (_) @name . (pair)? @body) @definition.module)
`,
};
