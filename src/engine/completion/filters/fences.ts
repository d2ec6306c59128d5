import { type CompletionFilter, keep, withText } from './candidate';
import { isProse } from './prose';

const fence = /^(?:[^\S\n]*\n)*[^\S\n]*(?:`{3,}|~{3,})[^\n`]*(?:\n|$)/;
const closing = /(?:^|\n)[^\S\n]*(?:`{3,}|~{3,})[^\S\n]*(?=\n|$)/;
const introduced =
  /^\s*(?:here(?:'s| is| are)|sure|certainly|of course|below is|the (?:completed|missing|updated))\b[^`]{0,400}[:.!][^\S\n]*\n+(?=[^\S\n]*`{3})/i;

/** Takes the code out of a Markdown fence, with the sentence before it and all that follows it. */
export const fences: CompletionFilter = (candidate, cursor) => {
  if (isProse(cursor)) return keep(candidate);
  let { text } = candidate;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(introduced, '').replace(fence, '');
    text = text.slice(0, closing.exec(text)?.index ?? text.length);
  }
  return keep(withText(candidate, text));
};
