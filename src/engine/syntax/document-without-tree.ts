import type { CursorSyntax, DocumentCursor, SyntaxVerdict, TextAtCursor } from './contract';
import { syntaxAt } from './cursor-syntax';
import { grammarOf } from './languages';
import { lexicalRulesOf } from './lexical-rules';
import { verdictOn } from './verdict';

/** Longer documents, in UTF-16 units, are judged by brackets and indentation only. */
const longestDocument = 2_000_000;

/** Not without a grammar, and not when it is too long; one with scripts in it has no one tree. */
export function mayHaveTree({ languageId, prefix, suffix }: DocumentCursor): boolean {
  const grammar = grammarOf(languageId);
  return grammar !== undefined && grammar.embedded === undefined && prefix.length + suffix.length <= longestDocument;
}

/** What is said of a cursor by the text around it alone; `place` is `unknown`. */
export function cursorWithoutTree({ languageId, prefix, suffix }: DocumentCursor): CursorSyntax {
  return syntaxAt(undefined, prefix, suffix, lexicalRulesOf(languageId));
}

/** A judgement by brackets and indentation alone; `errorDelta` is 0. */
export function verdictWithoutTree(streamed: TextAtCursor): SyntaxVerdict {
  return verdictOn(streamed, undefined, lexicalRulesOf(streamed.languageId));
}
