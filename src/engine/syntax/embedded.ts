import { Parser, type QueryMatch, type Range, type Tree } from 'web-tree-sitter';
import type { FileSyntax } from './contract';
import type { LoadedGrammar } from './loaded-grammars';

/** A script without a type, or with one of these, is a script; others hold templates and data. */
const otherType =
  /\stype\s*=\s*["']?(?!["']|module\b|(?:text|application)\/(?:javascript|typescript|babel|ecmascript)\b)/i;

/** Where an `@embedded` match stands, unless its tag says that it is no script. */
export function embeddedRange(match: QueryMatch, text: string): Range | undefined {
  const node = match.captures[0]?.node;
  if (node === undefined || node.startIndex === node.endIndex) return undefined;
  const { startIndex, endIndex, startPosition, endPosition } = node;
  const tag = text.slice(text.lastIndexOf('<', startIndex - 1), startIndex);
  return otherType.test(tag) ? undefined : { startIndex, endIndex, startPosition, endPosition };
}

/** Parses ranges of a text with the grammar embedded there, and hands the tree to `extract`. Places are those in the text. */
export function embeddedSyntax(
  loaded: LoadedGrammar,
  ranges: readonly Range[],
  text: string,
  extract: (loaded: LoadedGrammar, tree: Tree) => FileSyntax,
): FileSyntax | undefined {
  const parser = new Parser();
  try {
    parser.setLanguage(loaded.language);
    const tree = parser.parse(text, null, { includedRanges: [...ranges] });
    if (tree === null) return undefined;
    try {
      return extract(loaded, tree);
    } finally {
      tree.delete();
    }
  } finally {
    parser.delete();
  }
}
