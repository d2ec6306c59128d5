/** The last lines of a text, of about so many UTF-16 units; of a longer line its end. */
export function tailOf(text: string, units: number): string {
  if (text.length <= units) return text;
  const tail = text.slice(-units);
  return tail.slice(tail.indexOf('\n') + 1);
}

/** The text before the cursor on its line. */
export function linePrefix(prefix: string): string {
  return prefix.slice(prefix.lastIndexOf('\n') + 1);
}

/** The text behind the cursor on its line, without the line break. */
export function lineSuffix(suffix: string): string {
  const end = suffix.indexOf('\n');
  return (end < 0 ? suffix : suffix.slice(0, end)).replace(/\r$/, '');
}

/** Width of the white space that a line begins with; a tab counts as four columns. */
export function indentationOf(line: string): number {
  let width = 0;
  for (const unit of line) {
    if (unit === ' ') width++;
    else if (unit === '\t') width += 4;
    else break;
  }
  return width;
}

/** The first line of `text` with anything in it, searched from its second line on; undefined when there is none. */
export function nextFilledLine(text: string): string | undefined {
  const from = text.indexOf('\n');
  if (from < 0) return undefined;
  const filled = /[^\s]/g;
  filled.lastIndex = from;
  const found = filled.exec(text);
  if (found === null) return undefined;
  const start = text.lastIndexOf('\n', found.index) + 1;
  const end = text.indexOf('\n', found.index);
  return text.slice(start, end < 0 ? undefined : end);
}

/** The last line of `text` with anything in it; '' when there is none. */
export function lastFilledLine(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.slice(trimmed.lastIndexOf('\n') + 1);
}
