import type { QueryName } from '../grammars';
import { cDefinitions, cImports } from './c';
import { cppDefinitions, cppImports } from './cpp';
import { goDefinitions, goImports } from './go';
import { javaDefinitions, javaImports } from './java';
import { javascriptDefinitions, javascriptImports } from './javascript';
import { pythonDefinitions, pythonImports } from './python';
import { rustDefinitions, rustImports } from './rust';
import { typescriptDefinitions, typescriptImports } from './typescript';

/**
 * The query text of each grammar. Captures:
 * `@definition.KIND` the whole declaration, `@name` its name, `@body` where its signature ends, `@container` or `@owner` the
 * type it belongs to when that does not enclose it, `@scope` with `@scope.name` a range whose definitions belong to a type,
 * `@outer` with `@inner` a declaration's wrapper, `@decorator` what may stand before it;
 * `@import.name` and `@import.from`, or one of `@import.path` (split at its last separator) and `@import.tree`.
 */
export const queryTexts: Readonly<Record<QueryName, string>> = {
  typescript: typescriptDefinitions + typescriptImports,
  javascript: javascriptDefinitions + javascriptImports,
  python: pythonDefinitions + pythonImports,
  go: goDefinitions + goImports,
  java: javaDefinitions + javaImports,
  rust: rustDefinitions + rustImports,
  c: cDefinitions + cImports,
  cpp: cppDefinitions + cppImports,
};
