import type { CursorSyntax } from '../retrieval';
import { type CursorState, linePrefixOf, lineSuffixOf } from './cursor';

const opensBlock = /(?:[{:]|=>|->|\b(?:do|then|begin|else|try|finally|of))\s*$/;

/** Whether more than the rest of the line is wanted: in an empty block, on a blank line, or after what opens a block. */
export function wantsMultiLine(cursor: CursorState, syntax: CursorSyntax | undefined): boolean {
  if (lineSuffixOf(cursor.suffix).trim() !== '') return false;
  if (syntax?.place === 'comment' || syntax?.place === 'string' || syntax?.insideArguments) return false;
  if (syntax?.emptyBlock) return true;
  const line = linePrefixOf(cursor.prefix);
  return line.trim() === '' || opensBlock.test(line);
}
