import { type CursorState, withLineFeeds } from './cursor';
import { filterCursor, fitAgain } from './filters';

/** A text that was offered at a cursor. */
export interface OfferedText {
  readonly cursor: CursorState;
  readonly text: string;
  readonly replaceSuffix: number;
}

/** What was typed from one cursor to the other, '' at the same place; undefined when the second is not the first typed on. */
export function typedSince(from: CursorState, to: CursorState): string | undefined {
  if (from.uri !== to.uri || !to.prefix.startsWith(from.prefix)) return undefined;
  const typed = to.prefix.slice(from.prefix.length);
  if (from.suffix === to.suffix) return typed;
  return typed !== '' && suffixChange(from.suffix, to.suffix) !== undefined ? typed : undefined;
}

/** What is left of an offered text after typing along to `cursor`; undefined when something else was typed, or nothing is left. */
export function restOf(
  offered: OfferedText,
  cursor: CursorState,
): { readonly text: string; readonly replaceSuffix: number } | undefined {
  const typed = typedSince(offered.cursor, cursor);
  if (typed === undefined || !offered.text.startsWith(typed)) return undefined;
  const text = offered.text.slice(typed.length);
  if (text === '') return undefined;
  const change = suffixChange(offered.cursor.suffix, cursor.suffix) ?? 0;
  if (change === 0) return { text, replaceSuffix: offered.replaceSuffix };
  // The editor closed a bracket or quote, or the user typed over one: the rest of the line is another now.
  const verdict = fitAgain({ text: withLineFeeds(text), replaceSuffix: 0 }, filterCursor(cursor));
  if (verdict.kind === 'drop' || verdict.candidate.text === '') return undefined;
  if (!withLineFeeds(text).startsWith(verdict.candidate.text)) return undefined;
  const kept = text.includes('\r\n') ? verdict.candidate.text.replaceAll('\n', '\r\n') : verdict.candidate.text;
  return { text: kept, replaceSuffix: verdict.candidate.replaceSuffix };
}

/** UTF-16 units that brackets and quotes closed by the editor add to the suffix, negative when some were typed over; undefined for any other change. */
function suffixChange(before: string, after: string): number | undefined {
  const change = after.length - before.length;
  if (Math.abs(change) > 4) return undefined;
  const [longer, shorter] = change >= 0 ? [after, before] : [before, after];
  const closed = longer.slice(0, Math.abs(change));
  return longer.endsWith(shorter) && /^[)\]}>"'`]*$/.test(closed) ? change : undefined;
}
