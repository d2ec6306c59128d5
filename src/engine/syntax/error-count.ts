import type { Tree } from 'web-tree-sitter';

/** After so many nodes the count stands as it is: nobody needs to know how many thousand errors there are. */
const mostVisits = 20_000;

/**
 * Nodes of kind ERROR or missing. It goes only where there are errors; a query for them would look at every node, and takes
 * minutes where thousands of hidden nodes nest.
 */
export function countErrors(tree: Tree): number {
  const { hasError, startIndex, endIndex } = tree.rootNode;
  if (!hasError || startIndex === endIndex) return 0;
  const cursor = tree.walk();
  let errors = 0;
  try {
    for (let visits = 0; visits < mostVisits; visits++) {
      const node = cursor.currentNode;
      if (node.isError || node.isMissing) errors++;
      if (node.hasError && cursor.gotoFirstChild()) continue;
      while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return errors;
    }
    return errors;
  } finally {
    cursor.delete();
  }
}
