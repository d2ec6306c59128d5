import type { QueryName } from '../grammars';
import { bash } from './bash';
import { cDefinitions, cImports, cReferences } from './c';
import { cppDefinitions, cppImports, cppReferences } from './cpp';
import { csharp } from './csharp';
import { css } from './css';
import { dart } from './dart';
import { json, toml, yaml } from './data';
import { elixir } from './elixir';
import { goDefinitions, goImports, goReferences } from './go';
import { html, vue } from './html';
import { javaDefinitions, javaImports, javaReferences } from './java';
import { javascriptDefinitions, javascriptModule, javascriptReferences } from './javascript';
import { kotlin } from './kotlin';
import { lua } from './lua';
import { objectiveC } from './objective-c';
import { php } from './php';
import { powershell } from './powershell';
import { pythonDefinitions, pythonImports, pythonReferences } from './python';
import type { QueryText } from './query-text';
import { ruby } from './ruby';
import { rustDefinitions, rustImports, rustReferences } from './rust';
import { scala } from './scala';
import { solidity } from './solidity';
import { swift } from './swift';
import { typescriptDefinitions, typescriptModule, typescriptReferences, tsxReferences } from './typescript';
import { vueScript } from './vue-script';
import { zig } from './zig';

/** Levels below the root at which the outermost node of a top-level pattern may stand: a declaration, or one that is exported. */
export const topLevelDepth = 2;

/**
 * The query text of each grammar. Captures, but for those of uses, which `QueryText` says:
 * `@definition.KIND` the whole declaration, `@name` its name, `@body` where its signature ends, `@end` where it ends when
 * its body stands behind it, `@container` or `@owner` the type it belongs to when that does not enclose it, `@scope` with
 * `@scope.name` a range whose definitions belong to a type, `@outer` with `@inner` a declaration's wrapper, `@decorator`
 * what may stand before it, `@embedded` text in the grammar's embedded language;
 * `@import.name` and `@import.from`, or one of `@import.path` (split at its last separator), `@import.tree` and `@import.statement` (a whole import of Scala or Kotlin).
 * Properties: `keyword` a word to put before the signature, `inside` the method that a field must stand in, `sigil` what to
 * leave out at the start of a name, `whole` to keep a name that has `::` in it.
 */
export const queryTexts: Readonly<Record<QueryName, QueryText>> = {
  typescript: { anyDepth: typescriptDefinitions, topLevel: typescriptModule, references: typescriptReferences },
  tsx: { anyDepth: typescriptDefinitions, topLevel: typescriptModule, references: tsxReferences },
  javascript: { anyDepth: javascriptDefinitions, topLevel: javascriptModule, references: javascriptReferences },
  python: { anyDepth: pythonDefinitions + pythonImports, references: pythonReferences },
  go: { anyDepth: goDefinitions + goImports, references: goReferences },
  java: { anyDepth: javaDefinitions + javaImports, references: javaReferences },
  rust: { anyDepth: rustDefinitions + rustImports, references: rustReferences },
  c: { anyDepth: cDefinitions + cImports, references: cReferences },
  cpp: { anyDepth: cppDefinitions + cppImports, references: cppReferences },
  csharp,
  ruby,
  php,
  kotlin,
  swift,
  scala,
  bash,
  powershell,
  lua,
  dart,
  elixir,
  'objective-c': objectiveC,
  zig,
  solidity,
  html,
  vue,
  'vue-script': vueScript,
  css,
  json,
  yaml,
  toml,
};
