import type { CursorSyntax } from '../retrieval';
import { type CursorState, linePrefixOf, lineSuffixOf } from './cursor';
import { hasOpenBrackets } from './filters';
import type { DiscardReason } from './outcome';
import type { CompletionSettings } from './settings';

/** How far a text may go: to the end of the line, or of a statement or block; behind a line that may be finished also on lines below. */
export type Extent = 'line' | 'unit' | 'line-or-line-below' | 'line-or-unit-below';

const mayEnd = /[\p{L}\p{M}\p{N}_$)\]}"'`;,!?]$/u;
const opensBlock = /(?:[{:]|=>|->|\b(?:do|then|begin|else|try|finally|of))\s*$/;

/**
 * A unit in an empty block, on a blank line, or after what opens a block. Where it was asked for behind a line that may be finished,
 * in whatever language, the model decides whether it is.
 */
export function wantedExtent(
  cursor: CursorState,
  syntax: CursorSyntax | undefined,
  { afterStatements }: Pick<CompletionSettings, 'afterStatements'>,
): Extent {
  if (lineSuffixOf(cursor.suffix).trim() !== '') return 'line';
  if (syntax?.place === 'comment' || syntax?.place === 'string') return 'line';
  const line = linePrefixOf(cursor.prefix);
  const mayGoBelow = afterStatements && mayEnd.test(line.trimEnd()) && !hasOpenBrackets(line, '');
  if (syntax?.insideArguments) return mayGoBelow ? 'line-or-line-below' : 'line';
  if (syntax?.emptyBlock || line.trim() === '' || opensBlock.test(line)) return 'unit';
  return mayGoBelow ? 'line-or-unit-below' : 'line';
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
