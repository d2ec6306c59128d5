import type { QueryName } from '../grammars';
import { cDefinitions, cImports } from './c';
import { cppDefinitions, cppImports } from './cpp';
import { goDefinitions, goImports } from './go';
import { javaDefinitions, javaImports } from './java';
import { javascriptDefinitions, javascriptModule } from './javascript';
import { pythonDefinitions, pythonImports } from './python';
import { rustDefinitions, rustImports } from './rust';
import { typescriptDefinitions, typescriptModule } from './typescript';

/** The two parts of a language's query. */
export interface QueryText {
  readonly anyDepth: string;
  /** Patterns whose outermost node stands at most `topLevelDepth` below the root: cheap, and free of locals. */
  readonly topLevel?: string;
}

/** Levels below the root at which the outermost node of a top-level pattern may stand: a declaration, or one that is exported. */
export const topLevelDepth = 2;

/**
 * The query text of each grammar. Captures:
 * `@definition.KIND` the whole declaration, `@name` its name, `@body` where its signature ends, `@container` or `@owner` the
 * type it belongs to when that does not enclose it, `@scope` with `@scope.name` a range whose definitions belong to a type,
 * `@outer` with `@inner` a declaration's wrapper, `@decorator` what may stand before it;
 * `@import.name` and `@import.from`, or one of `@import.path` (split at its last separator) and `@import.tree`.
 */
export const queryTexts: Readonly<Record<QueryName, QueryText>> = {
  typescript: { anyDepth: typescriptDefinitions, topLevel: typescriptModule },
  javascript: { anyDepth: javascriptDefinitions, topLevel: javascriptModule },
  python: { anyDepth: pythonDefinitions + pythonImports },
  go: { anyDepth: goDefinitions + goImports },
  java: { anyDepth: javaDefinitions + javaImports },
  rust: { anyDepth: rustDefinitions + rustImports },
  c: { anyDepth: cDefinitions + cImports },
  cpp: { anyDepth: cppDefinitions + cppImports },
};
