import { ALIKE_VISITS, MAX_ORDER, NEAR_TOKENS } from './constants';
import type { DocumentView } from './document-view';
import { ALIKE, type TokenCounts } from './token-counts';
import { isBorder, type TokenCode } from './vocabulary';
import { isNameShape, type Shape } from './word-shape';

const COPY_REACH = 16;
const COPY_WEIGHT = 2;

/**
 * Counts what follows at places of the document that agree with the context in the shapes of the tokens. A name there that
 * repeats one a few tokens before it stands for the name at the same distance here.
 */
export function countAlike(
  document: DocumentView,
  context: readonly TokenCode[],
  shapes: readonly Shape[],
  counts: TokenCounts,
): void {
  const { codes, above, earlier } = document;
  const end = shapes.length;
  let left = ALIKE_VISITS;
  document.alike(shapes[end - 1] ?? 0, shapes[end - 2] ?? 0, (position) => {
    if (left <= 0) return;
    const order = sharedShapes(document.shapes, position, shapes);
    if (order < 2) return;
    left -= 1;
    const weight = position >= earlier || Math.abs(position - above) <= NEAR_TOKENS ? 2 : 1;
    const next = codes[position] ?? 0;
    if (isBorder(next) || !isNameShape(document.shapes[position] ?? 0)) {
      counts.add(next, ALIKE, order, weight);
      return;
    }
    counts.add(next, ALIKE, order, weight);
    const reach = Math.min(COPY_REACH, position, context.length);
    for (let back = 1; back <= reach; back++) {
      if ((codes[position - back] ?? 0) >> 1 !== next >> 1) continue;
      const same = context[context.length - back] ?? 0;
      if (!isBorder(same) && isNameShape(shapes[end - back] ?? 0)) {
        counts.add((same & ~1) | (next & 1), ALIKE, order, weight * COPY_WEIGHT);
      }
      break;
    }
  });
}

function sharedShapes(shapes: readonly Shape[], end: number, context: readonly Shape[]): number {
  let count = 0;
  for (let i = end - 1, j = context.length - 1; i >= 0 && j >= 0 && count < MAX_ORDER; i--, j--, count++) {
    if (shapes[i] !== context[j]) break;
  }
  return count;
}
