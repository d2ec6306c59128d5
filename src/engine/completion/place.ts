import type { CursorSyntax } from '../retrieval';
import { type CursorState, linePrefixOf, lineSuffixOf } from './cursor';
import { hasOpenBrackets } from './filters';
import type { DiscardReason } from './outcome';
import type { CompletionSettings } from './settings';

const opensBlock = /(?:[{:]|=>|->|\b(?:do|then|begin|else|try|finally|of))\s*$/;

/** Whether more than the rest of the line is wanted: in an empty block, on a blank line, or after what opens a block. */
export function wantsMultiLine(cursor: CursorState, syntax: CursorSyntax | undefined): boolean {
  if (lineSuffixOf(cursor.suffix).trim() !== '') return false;
  if (syntax?.place === 'comment' || syntax?.place === 'string' || syntax?.insideArguments) return false;
  if (syntax?.emptyBlock) return true;
  const line = linePrefixOf(cursor.prefix);
  return line.trim() === '' || opensBlock.test(line);
}

/** Why nothing is wanted at a place, now that its syntax is known; undefined when something is. */
export function placeDiscard(
  cursor: CursorState,
  syntax: CursorSyntax | undefined,
  settings: Pick<CompletionSettings, 'inComments' | 'inStrings' | 'afterStatements'>,
): DiscardReason | undefined {
  if (syntax?.place === 'comment') return settings.inComments ? undefined : 'in-comment';
  if (syntax?.place === 'string') return settings.inStrings ? undefined : 'in-string';
  return !settings.afterStatements && isStatementEnd(cursor) ? 'statement-ended' : undefined;
}

/** After a semicolon, or after nothing but closing brackets: what comes next belongs on a new line. */
export function isStatementEnd({ prefix, suffix }: CursorState): boolean {
  const line = linePrefixOf(prefix).trim();
  if (lineSuffixOf(suffix).trim() !== '') return false;
  return /^[)\]}]+[;,]?$/.test(line) || (line.endsWith(';') && !hasOpenBrackets(line, ''));
}
