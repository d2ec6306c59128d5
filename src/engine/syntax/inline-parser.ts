import { Parser } from 'web-tree-sitter';
import type { FileSyntax, SyntaxParser } from './contract';
import { extract } from './extract';
import { type GrammarFiles, grammarFilesIn } from './grammar-files';
import { withLineFeeds } from './line-feeds';
import { LoadedGrammars } from './loaded-grammars';
import { ParseFailure } from './parse-failure';
import { longestParseMs, nestingProblem } from './parse-limits';

/**
 * Parses on the caller's thread: for tests, and for tools that have nothing else to do. `files` is the directory of shipped
 * grammars, or says where each file lies. A file that is too hard rejects with a `ParseFailure`.
 */
export function inlineParser(files: string | GrammarFiles, budgetMs = longestParseMs): SyntaxParser {
  const loaded = new LoadedGrammars(typeof files === 'string' ? grammarFilesIn(files) : files);
  return {
    parse: (languageId, text) => parseFile(loaded, languageId, text, budgetMs),
    dispose: () => loaded.dispose(),
  };
}

/** Parses one text with a parser of its own, and frees both tree and parser. Rejects with a `ParseFailure` after `budgetMs`. */
export async function parseFile(
  loaded: LoadedGrammars,
  languageId: string,
  written: string,
  budgetMs = longestParseMs,
): Promise<FileSyntax | undefined> {
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
      return extract(languageId, grammar, tree, text);
    } finally {
      tree.delete();
    }
  } finally {
    parser.delete();
  }
}
