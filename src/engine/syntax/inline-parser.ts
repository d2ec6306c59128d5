import { Parser } from 'web-tree-sitter';
import type { FileSyntax, SyntaxParser } from './contract';
import { extract } from './extract';
import { type GrammarFiles, grammarFilesIn } from './grammar-files';
import { LoadedGrammars } from './loaded-grammars';

/**
 * Parses on the caller's thread: for tests, and for tools that have nothing else to do. `files` is the directory of shipped
 * grammars, or says where each file lies.
 */
export function inlineParser(files: string | GrammarFiles): SyntaxParser {
  const loaded = new LoadedGrammars(typeof files === 'string' ? grammarFilesIn(files) : files);
  return {
    parse: (languageId, text) => parseFile(loaded, languageId, text),
    dispose: () => loaded.dispose(),
  };
}

/** Parses one text with a parser of its own, and frees both tree and parser. */
export async function parseFile(
  loaded: LoadedGrammars,
  languageId: string,
  text: string,
): Promise<FileSyntax | undefined> {
  const grammar = await loaded.get(languageId);
  if (grammar === undefined) return undefined;
  const parser = new Parser();
  try {
    parser.setLanguage(grammar.language);
    const tree = parser.parse(text);
    if (tree === null) throw new Error(`The ${grammar.grammar.displayName} parser gave up on this text.`);
    try {
      return extract(languageId, grammar, tree, text);
    } finally {
      tree.delete();
    }
  } finally {
    parser.delete();
  }
}
