import type { QueryText } from './query-text';
import { typescriptDefinitions, typescriptModule, typescriptReferences } from './typescript';

const options = (value: string): string =>
  `(export_statement value: [${value} (call_expression arguments: (arguments . ${value}))])`;
const member = `[
  (method_definition name: (_) @name body: (_) @body) @definition.method
  (pair key: (property_identifier) @name value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)]) @definition.method
]`;

/** A script of a component: a module, with the component's name, methods and computed values. */
export const vueScript: QueryText = {
  anyDepth: typescriptDefinitions,
  topLevel: `
${options(`(object (pair key: (property_identifier) @key (#eq? @key "name") value: (string (string_fragment) @name)) @definition.class)`)}
${options(`(object ${member})`)}
${options(`(object (pair key: (property_identifier) @key (#any-of? @key "methods" "computed" "watch" "actions" "getters") value: (object ${member})))`)}
${typescriptModule}
`,
  references: typescriptReferences,
};
