import { type CompletionFilter, drop, isTelling, keep, withText } from './candidate';

/** Takes out what stands before the cursor already: the begun line written again, or the line above and nothing else. */
export const echo: CompletionFilter = (candidate, { prefix, linePrefix }) => {
  const begun = linePrefix.trimStart();
  let { text } = candidate;
  if (isRecognisable(begun)) {
    for (let start = startOfEcho(text, begun); start !== undefined; start = startOfEcho(text, begun))
      text = text.slice(start);
  } else if (begun === '') {
    const above = prefix.trimEnd();
    const last = above.slice(above.lastIndexOf('\n') + 1).trim();
    if (isTelling(last) && last.length >= 10 && text.trim() === last) return drop('echo');
  }
  return keep(withText(candidate, text));
};

/** Short words may well come twice, as in `a + a`; an unmistakable beginning does not. */
const isRecognisable = (begun: string): boolean => begun.length >= 4 && (/\S\s/.test(begun) || begun.length >= 10);

/** Where the text goes on after repeating the begun line; undefined when it does not repeat it. */
function startOfEcho(text: string, begun: string): number | undefined {
  const lead = text.length - text.trimStart().length;
  return text.startsWith(begun, lead) ? lead + begun.length : undefined;
}
