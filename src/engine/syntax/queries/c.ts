import { cFamilyDefinitions, cFamilyImports, cFamilyReferences } from './c-family';

/** Definitions of C. */
export const cDefinitions = cFamilyDefinitions;

/** Imports of C. */
export const cImports = cFamilyImports;

/** Uses in C. */
export const cReferences = `
(compound_literal_expression type: (type_descriptor type: (type_identifier) @reference.call))
${cFamilyReferences}
`;
