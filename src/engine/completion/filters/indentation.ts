import { type CompletionFilter, type FilterCursor, keep, withText } from './candidate';
import { hasOpenBrackets, unmatchedClosers } from './brackets';
import { indentationOf, leadOf, widthOf } from './indentation-style';

/** Writes the text in the document's style and at the cursor's depth. */
export const indentation: CompletionFilter = (candidate, cursor) => {
  const [first = '', ...rest] = candidate.text.split('\n');
  const lines = [withoutDoubledLead(first, cursor), ...atDepth(first, rest, cursor)];
  return keep(withText(candidate, lines.join('\n')));
};

/** White space that the cursor's line has already is not written twice. */
function withoutDoubledLead(first: string, cursor: FilterCursor): string {
  const { linePrefix, indentation: style } = cursor;
  if (first.trim() === '' || leadOf(first) === '') return first;
  if (linePrefix.trim() !== '') return /\s$/.test(linePrefix) ? first.trimStart() : first;
  if (linePrefix === '') {
    const wanted = expectedWidth(cursor);
    const width = widthOf(first, style);
    return style.known || width > wanted ? indentationOf(Math.min(width, wanted), style) + first.trimStart() : first;
  }
  const missing = expectedWidth(cursor) - widthOf(linePrefix, style);
  const given = widthOf(first, style);
  return missing > 0 ? indentationOf(Math.min(missing, given), style) + first.trimStart() : first.trimStart();
}

/** Lines whose list goes on deeper without a bracket. */
const beginsList = /^\s*(?:(?:var|let|const|return|import|export|from|use|using)\b|:)/;

/** Columns at which the cursor's line is to begin, at most; at the depth of a line that ends with a comma, no deeper. */
function expectedWidth({ prefix, linePrefix, indentation: style }: FilterCursor): number {
  const above = prefix.trimEnd();
  const last = above.slice(above.lastIndexOf('\n') + 1);
  const width = widthOf(last, style);
  const isElement = linePrefix !== '' && widthOf(linePrefix, style) === width && !beginsList.test(last);
  const goesOn = last.endsWith(',') && !isElement;
  const opens =
    /[{[(:]$|=>$|->$|\b(?:do|then|else|begin)$/.test(last) || (last.endsWith(',') && hasOpenBrackets(last, ''));
  return width + (goesOn || opens ? style.size : 0);
}

/**
 * The lines after the first: in the document's style, and moved as one where the model counted from elsewhere. It began at the
 * margin when a block that the text opens lies no deeper than the cursor's line; it is some spaces off when all lines are.
 */
function atDepth(first: string, rest: readonly string[], cursor: FilterCursor): readonly string[] {
  const { linePrefix, indentation: style } = cursor;
  const base = widthOf(linePrefix, style) || widthOf(linePrefix.trim() === '' ? first : '', style);
  const moved = movedBy(spacesOff(first, rest, cursor), rest, style);
  return movedBy(shiftOf(first, moved, base, style), moved, style);
}

function movedBy(columns: number, lines: readonly string[], style: FilterCursor['indentation']): readonly string[] {
  return lines.map((line) => {
    if (line.trim() === '') return line;
    if (columns === 0 && (!style.known || !foreign(leadOf(line), style.tabs))) return line;
    return indentationOf(widthOf(line, style) + columns, style) + line.trimStart();
  });
}

/** Columns by which all lines are to move left: what the first has too much, when it is no whole level and the others have it too. */
function spacesOff(first: string, rest: readonly string[], cursor: FilterCursor): number {
  const { linePrefix, indentation: style } = cursor;
  const off = widthOf(first, style);
  const base = widthOf(linePrefix, style);
  if (base === 0 || linePrefix.trim() !== '' || off % style.size === 0) return 0;
  if (expectedWidth(cursor) > base) return 0;
  const filled = rest.filter((line) => line.trim() !== '');
  const alike = filled.every((line) => (widthOf(line, style) - base - off) % style.size === 0);
  return alike && filled.every((line) => widthOf(line, style) >= base + off) ? -off : 0;
}

function shiftOf(first: string, rest: readonly string[], base: number, style: FilterCursor['indentation']): number {
  const [body] = rest.filter((line) => line.trim() !== '');
  if (body === undefined || base === 0 || !/[{[(:]\s*$|=>\s*$/.test(first)) return 0;
  const text = [first, ...rest].join('\n');
  if (unmatchedClosers(text, '').length > 0) return 0;
  const tooDeep = leadOf(first) === '' ? closerTooDeep(text, rest, base, style) : 0;
  if (tooDeep > 0) return -tooDeep;
  const wanted = /^\s*[)\]}]/.test(body) ? base : base + style.size;
  const width = widthOf(body, style);
  return width <= base && width < wanted ? wanted - width : 0;
}

/** Columns by which the lines lie too deep: those of the bracket that closes the block, where its body lies deeper still. */
function closerTooDeep(
  text: string,
  rest: readonly string[],
  base: number,
  style: FilterCursor['indentation'],
): number {
  const filled = rest.filter((line) => line.trim() !== '');
  const last = filled.at(-1) ?? '';
  if (!/^\s*[)\]}][)\]};,\s]*$/.test(last) || hasOpenBrackets(text, '')) return 0;
  const off = widthOf(last, style) - base;
  const deeper = filled.slice(0, -1).every((line) => widthOf(line, style) >= base + off + 1);
  return off > 0 && filled.length > 1 && deeper ? off : 0;
}

/** Whether white space is not of the style: a tab among spaces, or whole levels of spaces among tabs. */
function foreign(lead: string, tabs: boolean): boolean {
  return tabs ? /^\t* {2,}/.test(lead) : lead.includes('\t');
}
