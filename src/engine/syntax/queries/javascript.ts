import {
  ecmascriptBase,
  ecmascriptDefinitions,
  ecmascriptModule,
  ecmascriptReferences,
  jsxReferences,
} from './ecmascript';

/** Definitions of JavaScript and JSX. */
export const javascriptDefinitions = `
(class_declaration name: (_) @name body: (_) @body) @definition.class
(class_body (field_definition property: (_) @name value: [
  (arrow_function body: (_) @body)
  (function_expression body: (_) @body)
]) @definition.method)
(class_body (field_definition property: (_) @name) @definition.field)
${ecmascriptDefinitions}
`;

/** Values and imports at the top of a module of JavaScript or JSX. */
export const javascriptModule = ecmascriptModule;

/** Uses in JavaScript and JSX. */
export const javascriptReferences = `
${ecmascriptReferences}
${jsxReferences}
(class_heritage ${ecmascriptBase})
`;
