import { Parser, type Tree } from 'web-tree-sitter';
import type { FileSyntax, Reference, SyntaxParser } from './contract';
import { extract } from './extract';
import { type GrammarFiles, grammarFilesIn } from './grammar-files';
import { withLineFeeds } from './line-feeds';
import { type LoadedGrammar, LoadedGrammars } from './loaded-grammars';
import { ParseFailure } from './parse-failure';
import { longestParseMs, nestingProblem } from './parse-limits';
import { referencesIn } from './references';

/**
 * Parses on the caller's thread: for tests, and for tools that have nothing else to do. `files` is the directory of shipped
 * grammars, or says where each file lies. A file that is too hard rejects with a `ParseFailure`.
 */
export function inlineParser(files: string | GrammarFiles, budgetMs = longestParseMs): SyntaxParser {
  const loaded = new LoadedGrammars(typeof files === 'string' ? grammarFilesIn(files) : files);
  return {
    parse: (languageId, text) => parseFile(loaded, languageId, text, budgetMs),
    references: (languageId, text, names) => referencesInFile(loaded, languageId, text, names, budgetMs),
    dispose: () => loaded.dispose(),
  };
}

/** What a file defines and imports. Rejects with a `ParseFailure` after `budgetMs`. */
export function parseFile(
  loaded: LoadedGrammars,
  languageId: string,
  written: string,
  budgetMs = longestParseMs,
): Promise<FileSyntax | undefined> {
  return withTree(loaded, languageId, written, budgetMs, (grammar, tree, text) =>
    extract(languageId, grammar, tree, text),
  );
}

/** Where a file uses some names. Rejects with a `ParseFailure` after `budgetMs`. */
export function referencesInFile(
  loaded: LoadedGrammars,
  languageId: string,
  written: string,
  names: readonly string[],
  budgetMs = longestParseMs,
): Promise<readonly Reference[] | undefined> {
  return withTree(loaded, languageId, written, budgetMs, (grammar, tree, text) =>
    referencesIn(languageId, grammar, tree, text, names),
  );
}

/** Parses one text with a parser of its own, and frees both tree and parser when `read` has read the tree. */
async function withTree<T>(
  loaded: LoadedGrammars,
  languageId: string,
  written: string,
  budgetMs: number,
  read: (grammar: LoadedGrammar, tree: Tree, text: string) => T,
): Promise<T | undefined> {
  const text = withLineFeeds(written);
  const grammar = await loaded.get(languageId);
  if (grammar === undefined) return undefined;
  const problem = nestingProblem(languageId, text);
  if (problem !== undefined) throw new ParseFailure('failed', problem);
  const parser = new Parser();
  try {
    parser.setLanguage(grammar.language);
    const deadline = performance.now() + budgetMs;
    const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
    if (tree === null)
      throw new ParseFailure('time-out', `Parsing this file took longer than ${budgetMs / 1000} s and was stopped.`);
    try {
      return read(grammar, tree, text);
    } finally {
      tree.delete();
    }
  } finally {
    parser.delete();
  }
}
