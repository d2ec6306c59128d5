import type { Tree } from 'web-tree-sitter';
import type { TextAtCursor, SyntaxVerdict } from './contract';
import { syntaxAt } from './cursor-syntax';
import type { DocumentTrees, ParsedDocument } from './document-trees';
import type { LexicalRules } from './lexical-rules';
import { TreeNodes } from './tree-nodes';
import { unitEnds } from './unit-ends';

/** Errors are counted so many UTF-16 units around the insertion, and at the end, where an unclosed bracket shows. */
const near = 4_000;
const nearEnd = 200;
/** Places at which the end of a unit is tried by parsing. */
const mostTrials = 8;

/**
 * Judges text streamed at a cursor. `completeAt` is the first offset that brackets, line ends and indentation allow (see
 * `unitEnds`) and at which the document, parsed with the text up to there, has no more errors than without it. Without a
 * tree, brackets and indentation alone decide and `errorDelta` is 0. A text that goes on is not parsed as a whole: as long as it is
 * not complete it has errors, and finding them takes longest.
 */
export function verdictOn(
  streamed: TextAtCursor,
  document: ParsedDocument | undefined,
  trees: DocumentTrees,
  rules: LexicalRules,
): SyntaxVerdict {
  const { prefix, suffix, text, goesOn = false } = streamed;
  const { place, emptyBlock } = syntaxAt(document?.tree, prefix, suffix, rules);
  const ends =
    place === 'comment'
      ? firstLineEnd(text)
      : unitEnds(emptyBlock ? 'block' : 'statement', prefix, text, suffix, rules);
  if (document === undefined) return withEnd(ends[0], place, 0);

  const cursor = prefix.length;
  const errorsWith = (length: number): number | undefined =>
    trees.withInsertion(document, cursor, text.slice(0, length), (changed) => errorsNear(changed, cursor, length));
  if (goesOn && ends.length === 0) return { place };
  const before = errorsNear(document.tree, cursor, 0);
  for (const end of ends.slice(0, mostTrials)) {
    const errors = errorsWith(end);
    if (errors !== undefined && errors <= before) return withEnd(end, place, errors - before);
  }
  if (goesOn) return { place };
  return withEnd(undefined, place, (errorsWith(text.length) ?? before) - before);
}

function withEnd(completeAt: number | undefined, place: SyntaxVerdict['place'], errorDelta: number): SyntaxVerdict {
  return completeAt === undefined ? { place, errorDelta } : { completeAt, place, errorDelta };
}

function firstLineEnd(text: string): number[] {
  const end = text.search(/\r?\n/);
  return end > 0 ? [end] : [];
}

function errorsNear(tree: Tree, cursor: number, inserted: number): number {
  const { hasError, endIndex } = tree.rootNode;
  if (!hasError) return 0;
  const isNear = (start: number, end: number): boolean =>
    (end > cursor - near && start < cursor + inserted + near) || end > endIndex - nearEnd;
  const errors = new TreeNodes(tree).errors(isNear);
  return new Set(errors.map(({ symbol, startIndex, isMissing }) => `${startIndex} ${symbol} ${isMissing}`)).size;
}
