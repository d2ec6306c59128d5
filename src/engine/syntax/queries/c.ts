import { cFamilyDefinitions, cFamilyImports } from './c-family';

/** Definitions of C. */
export const cDefinitions = cFamilyDefinitions;

/** Imports of C. */
export const cImports = cFamilyImports;
