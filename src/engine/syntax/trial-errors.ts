import type { Tree } from 'web-tree-sitter';
import type { DocumentTrees, ParsedDocument } from './document-trees';
import { TreeNodes } from './tree-nodes';

/** Errors are counted so many UTF-16 units around the insertion, and at the end, where an unclosed bracket shows. */
const near = 4_000;
const nearEnd = 200;
/** Texts whose errors are remembered. */
const mostKnown = 32;

/**
 * Errors near a cursor with a text put in there. A text that is streamed is tried again and again from its beginning, so what was
 * tried at the last place is remembered: parsing what does not fit takes longest.
 */
export class TrialErrors {
  private tree: Tree | undefined;
  private cursor = 0;
  private readonly known = new Map<string, number | undefined>();

  constructor(private readonly trees: DocumentTrees) {}

  /** How many there are with `text` at a UTF-16 offset of a document; undefined when it cannot be parsed with it. */
  count(document: ParsedDocument, cursor: number, text: string): number | undefined {
    const { tree } = document;
    if (tree !== this.tree || cursor !== this.cursor || this.known.size >= mostKnown) this.known.clear();
    this.tree = tree;
    this.cursor = cursor;
    if (this.known.has(text)) return this.known.get(text);
    const errors =
      text === ''
        ? errorsNear(tree, cursor, 0)
        : this.trees.withInsertion(document, cursor, text, (changed) => errorsNear(changed, cursor, text.length));
    this.known.set(text, errors);
    return errors;
  }
}

function errorsNear(tree: Tree, cursor: number, inserted: number): number {
  const { hasError, endIndex } = tree.rootNode;
  if (!hasError) return 0;
  const isNear = (start: number, end: number): boolean =>
    (end > cursor - near && start < cursor + inserted + near) || end > endIndex - nearEnd;
  const errors = new TreeNodes(tree).errors(isNear);
  return new Set(errors.map(({ symbol, startIndex, isMissing }) => `${startIndex} ${symbol} ${isMissing}`)).size;
}
