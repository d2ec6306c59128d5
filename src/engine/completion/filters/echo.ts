import { type CompletionFilter, drop, type FilterCursor, isTelling, keep, withText } from './candidate';

/** Lines before the cursor that a model may write again in a row. */
const mostLines = 40;

/** A shorter end of the line may well come twice, a longer one is not looked for; UTF-16 units. */
const shortestEnd = 10;
const longestEnd = 200;

/**
 * Takes out what stands before the cursor already: lines, the begun line or its end written again, or the line above and
 * nothing else.
 */
export const echo: CompletionFilter = (candidate, cursor) => {
  const begun = cursor.linePrefix.trimStart();
  let text = withoutLinesBefore(candidate.text, cursor);
  if (isRecognisable(begun)) {
    for (let start = startOfEcho(text, begun); start !== undefined; start = startOfEcho(text, begun))
      text = text.slice(start);
  } else if (begun === '') {
    const above = cursor.prefix.trimEnd();
    const last = above.slice(above.lastIndexOf('\n') + 1).trim();
    if (isTelling(last) && last.length >= 10 && text.trim() === last) return drop('echo');
  }
  return keep(withText(candidate, withoutEnd(text, cursor.linePrefix)));
};

/** The text after the end of the begun line that it begins with; a name alone is no such end. */
function withoutEnd(text: string, linePrefix: string): string {
  const said = text.trimStart();
  const near = linePrefix.slice(-longestEnd);
  for (let from = 0; from + shortestEnd <= near.length; from++) {
    const end = near.slice(from);
    const isInsideWord = /\w\w/.test(near.slice(Math.max(0, from - 1), from + 1));
    if (!isInsideWord && said.startsWith(end) && /\w\W+\w/.test(end))
      return withoutEnd(said.slice(end.length), linePrefix);
  }
  return text;
}

/** The text after the longest run of two or more whole lines before the cursor that it begins with. */
function withoutLinesBefore(text: string, { prefix, linePrefix }: FilterCursor): string {
  const said = text.trimStart();
  const lines = prefix.split('\n').slice(-mostLines);
  for (let from = 0; from < lines.length - 1; from++) {
    const first = lines[from]?.trim() ?? '';
    if (!isTelling(first) || !said.startsWith(first)) continue;
    const run = lines.slice(from).join('\n').trimStart();
    const whole = linePrefix.trim() === '' ? run.trimEnd() : run;
    if (!whole.includes('\n') || !said.startsWith(whole)) continue;
    const rest = said.slice(whole.length);
    return linePrefix.trim() === '' ? rest.replace(/^[^\S\n]*\n/, '') : rest;
  }
  return text;
}

/** Short words may well come twice, as in `a + a`; an unmistakable beginning does not. */
const isRecognisable = (begun: string): boolean => begun.length >= 4 && (/\S\s/.test(begun) || begun.length >= 10);

/** Where the text goes on after repeating the begun line; undefined when it does not repeat it. */
function startOfEcho(text: string, begun: string): number | undefined {
  const lead = text.length - text.trimStart().length;
  return text.startsWith(begun, lead) ? lead + begun.length : undefined;
}
