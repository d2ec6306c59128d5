import { Parser, type Point, type Range, type Tree } from 'web-tree-sitter';
import type { LineStarts } from './line-starts';
import type { LoadedGrammar } from './loaded-grammars';
import type { PatternMatch } from './tree-patterns';

/** A script without a type, or with one of these, is a script; others hold templates and data. */
const otherType =
  /\stype\s*=\s*["']?(?!["']|module\b|(?:text|application)\/(?:javascript|typescript|babel|ecmascript)\b)/i;

/** Where an `@embedded` match stands, unless its tag says that it is no script. */
export function embeddedRange(match: PatternMatch, text: string, lines: LineStarts): Range | undefined {
  const node = match.captures[0]?.node;
  if (node === undefined || node.startIndex === node.endIndex) return undefined;
  const { startIndex, endIndex } = node;
  const tag = text.slice(text.lastIndexOf('<', startIndex - 1), startIndex);
  if (otherType.test(tag)) return undefined;
  return { startIndex, endIndex, startPosition: pointOf(startIndex, lines), endPosition: pointOf(endIndex, lines) };
}

function pointOf(offset: number, lines: LineStarts): Point {
  const row = lines.rowOf(offset);
  return { row, column: offset - lines.startOf(row) };
}

/** Parses ranges of a text with the grammar embedded there, and hands the tree to `read`. Places are those in the text. */
export function embeddedTree<T>(
  loaded: LoadedGrammar,
  ranges: readonly Range[],
  text: string,
  read: (loaded: LoadedGrammar, tree: Tree) => T,
): T | undefined {
  const parser = new Parser();
  try {
    parser.setLanguage(loaded.language);
    const tree = parser.parse(text, null, { includedRanges: [...ranges] });
    if (tree === null) return undefined;
    try {
      return read(loaded, tree);
    } finally {
      tree.delete();
    }
  } finally {
    parser.delete();
  }
}
