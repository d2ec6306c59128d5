export type {
  CursorSyntax,
  DocumentCursor,
  FileSyntax,
  ImportedName,
  Reference,
  ReferenceKind,
  SymbolDefinition,
  SymbolKind,
  SyntaxParser,
  SyntaxVerdict,
  TextAtCursor,
} from './contract';
export { codeOfLines } from './code-lines';
export { DocumentSyntax } from './document-syntax';
export { DocumentThread } from './document-thread';
export { extractionRules, syntaxFingerprint } from './fingerprint';
export type { ExtractionRules } from './fingerprint';
export { grammarFilesIn } from './grammar-files';
export type { GrammarFiles } from './grammar-files';
export { grammars, runtimeWasm, shippedName } from './grammars';
export type { GrammarWasm } from './grammars';
export { inlineParser } from './inline-parser';
export { hasGrammar, isCode, languageIdOf, languageOf } from './languages';
export { ParseFailure } from './parse-failure';
export type { ParseFailureKind } from './parse-failure';
export { ParseJournals } from './parse-journals';
export { workerParser } from './worker-parser';
export type { WorkerParserOptions } from './worker-parser';
