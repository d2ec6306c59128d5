import type { Tree } from 'web-tree-sitter';
import { linePrefix, lineSuffix } from './cursor-text';
import type { DocumentTrees, ParsedDocument } from './document-trees';
import { TreeNodes } from './tree-nodes';

/** Errors are counted so many UTF-16 units around the insertion, and at the end, where an unclosed bracket shows. */
const near = 4_000;
const nearEnd = 200;
/** Texts whose errors are remembered. */
const mostKnown = 32;

export interface Errors {
  readonly all: number;
  /** Those that lie wholly on the line of the cursor and of what was put in there. */
  readonly onLine: number;
}

const NO_ERRORS: Errors = { all: 0, onLine: 0 };

/**
 * Errors near a cursor with a text put in there. A text that is streamed is tried again and again from its beginning, so what was
 * tried at the last place is remembered: parsing what does not fit takes longest.
 */
export class TrialErrors {
  private tree: Tree | undefined;
  private cursor = 0;
  private readonly known = new Map<string, Errors | undefined>();

  constructor(private readonly trees: DocumentTrees) {}

  /** Those with `text` at a UTF-16 offset of a document; undefined when it cannot be parsed with it. */
  count(document: ParsedDocument, cursor: number, text: string): Errors | undefined {
    const { tree } = document;
    if (tree !== this.tree || cursor !== this.cursor || this.known.size >= mostKnown) this.known.clear();
    this.tree = tree;
    this.cursor = cursor;
    if (this.known.has(text)) return this.known.get(text);
    const errors =
      text === ''
        ? errorsNear(document, tree, cursor, text)
        : this.trees.withInsertion(document, cursor, text, (changed) => errorsNear(document, changed, cursor, text));
    this.known.set(text, errors);
    return errors;
  }
}

/** `tree` is of the document with `inserted` at the cursor. */
function errorsNear({ text }: ParsedDocument, tree: Tree, cursor: number, inserted: string): Errors {
  const { hasError, endIndex } = tree.rootNode;
  if (!hasError) return NO_ERRORS;
  const isNear = (start: number, end: number): boolean =>
    (end > cursor - near && start < cursor + inserted.length + near) || end > endIndex - nearEnd;
  const lineStart = cursor - linePrefix(text.slice(0, cursor)).length;
  const lineEnd = cursor + inserted.trimEnd().length + lineSuffix(text.slice(cursor)).length;
  const all = new Set<string>();
  const onLine = new Set<string>();
  for (const { symbol, startIndex, endIndex: end, isMissing } of new TreeNodes(tree).errors(isNear)) {
    const error = `${startIndex} ${symbol} ${isMissing}`;
    all.add(error);
    if (startIndex >= lineStart && end <= lineEnd) onLine.add(error);
  }
  return { all: all.size, onLine: onLine.size };
}
