import type { QueryName } from '../grammars';
import { bash } from './bash';
import { cDefinitions, cImports } from './c';
import { cppDefinitions, cppImports } from './cpp';
import { csharp } from './csharp';
import { css } from './css';
import { dart } from './dart';
import { json, toml, yaml } from './data';
import { elixir } from './elixir';
import { goDefinitions, goImports } from './go';
import { html, vue } from './html';
import { javaDefinitions, javaImports } from './java';
import { javascriptDefinitions, javascriptModule } from './javascript';
import { kotlin } from './kotlin';
import { lua } from './lua';
import { objectiveC } from './objective-c';
import { php } from './php';
import { powershell } from './powershell';
import { pythonDefinitions, pythonImports } from './python';
import type { QueryText } from './query-text';
import { ruby } from './ruby';
import { rustDefinitions, rustImports } from './rust';
import { scala } from './scala';
import { solidity } from './solidity';
import { swift } from './swift';
import { typescriptDefinitions, typescriptModule } from './typescript';
import { vueScript } from './vue-script';
import { zig } from './zig';

/** Levels below the root at which the outermost node of a top-level pattern may stand: a declaration, or one that is exported. */
export const topLevelDepth = 2;

/**
 * The query text of each grammar. Captures:
 * `@definition.KIND` the whole declaration, `@name` its name, `@body` where its signature ends, `@end` where it ends when
 * its body stands behind it, `@container` or `@owner` the type it belongs to when that does not enclose it, `@scope` with
 * `@scope.name` a range whose definitions belong to a type, `@outer` with `@inner` a declaration's wrapper, `@decorator`
 * what may stand before it, `@embedded` text in the grammar's embedded language;
 * `@import.name` and `@import.from`, or one of `@import.path` (split at its last separator), `@import.tree` and `@import.statement` (a whole import of Scala or Kotlin).
 * Properties: `keyword` a word to put before the signature, `inside` the method that a field must stand in, `sigil` what to
 * leave out at the start of a name, `whole` to keep a name that has `::` in it.
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
