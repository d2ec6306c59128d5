export type { FileSyntax, ImportedName, SymbolDefinition, SymbolKind, SyntaxParser } from './contract';
