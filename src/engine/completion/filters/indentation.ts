import { type CompletionFilter, type FilterCursor, keep, withText } from './candidate';
import { unmatchedClosers } from './brackets';
import { indentationOf, leadOf, widthOf } from './indentation-style';

/** Writes the text in the document's style and at the cursor's depth. */
export const indentation: CompletionFilter = (candidate, cursor) => {
  const [first = '', ...rest] = candidate.text.split('\n');
  const lines = [withoutDoubledLead(first, cursor), ...atDepth(first, rest, cursor)];
  return keep(withText(candidate, lines.join('\n')));
};

/** White space that the cursor's line has already is not written twice. */
function withoutDoubledLead(first: string, { linePrefix, prefix, indentation: style }: FilterCursor): string {
  if (first.trim() === '' || leadOf(first) === '') return first;
  if (linePrefix.trim() !== '') return /\s$/.test(linePrefix) ? first.trimStart() : first;
  if (linePrefix === '') {
    const wanted = expectedWidth(prefix, style);
    const width = widthOf(first, style);
    return style.known || width > wanted ? indentationOf(Math.min(width, wanted), style) + first.trimStart() : first;
  }
  const missing = expectedWidth(prefix, style) - widthOf(linePrefix, style);
  const given = widthOf(first, style);
  return missing > 0 ? indentationOf(Math.min(missing, given), style) + first.trimStart() : first.trimStart();
}

/** Columns at which a new line after `prefix` is to begin, at most. */
function expectedWidth(prefix: string, style: FilterCursor['indentation']): number {
  const above = prefix.trimEnd();
  const last = above.slice(above.lastIndexOf('\n') + 1);
  return widthOf(last, style) + (/[{[(:,]$|=>$|->$|\b(?:do|then|else|begin)$/.test(last) ? style.size : 0);
}

/**
 * The lines after the first: in the document's style, and moved right as one where the model began to count at the margin, which
 * shows by a block that the text opens but whose lines lie no deeper than the cursor's.
 */
function atDepth(
  first: string,
  rest: readonly string[],
  { linePrefix, indentation: style }: FilterCursor,
): readonly string[] {
  const base = widthOf(linePrefix + (linePrefix.trim() === '' ? leadOf(first) : ''), style);
  const shift = shiftOf(first, rest, widthOf(linePrefix, style) || base, style);
  return rest.map((line) => {
    if (line.trim() === '') return line;
    const width = widthOf(line, style) + shift;
    if (shift === 0 && (!style.known || !foreign(leadOf(line), style.tabs))) return line;
    return indentationOf(width, style) + line.trimStart();
  });
}

function shiftOf(first: string, rest: readonly string[], base: number, style: FilterCursor['indentation']): number {
  const [body] = rest.filter((line) => line.trim() !== '');
  if (body === undefined || base === 0 || !/[{[(:]\s*$|=>\s*$/.test(first)) return 0;
  if (unmatchedClosers([first, ...rest].join('\n'), '').length > 0) return 0;
  const wanted = /^\s*[)\]}]/.test(body) ? base : base + style.size;
  const width = widthOf(body, style);
  return width <= base && width < wanted ? wanted - width : 0;
}

/** Whether white space is not of the style: a tab among spaces, or whole levels of spaces among tabs. */
function foreign(lead: string, tabs: boolean): boolean {
  return tabs ? /^\t* {2,}/.test(lead) : lead.includes('\t');
}
