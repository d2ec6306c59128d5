import { type CompletionFilter, keep, withText } from './candidate';
import { isProse } from './prose';
import { talkBeforeFence } from './talk';

const fence = /^(?:[^\S\n]*\n)*[^\S\n]*(?:`{3,}|~{3,})[^\n`]*(?:\n|$)/;
const closing = /(?:^|\n)[^\S\n]*(?:`{3,}|~{3,})[^\S\n]*(?=\n|$)/;

/** Takes the code out of a Markdown fence, with the sentence before it and all that follows it. */
export const fences: CompletionFilter = (candidate, cursor) => {
  if (isProse(cursor)) return keep(candidate);
  let { text } = candidate;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(talkBeforeFence, '').replace(fence, '');
    text = text.slice(0, closing.exec(text)?.index ?? text.length);
  }
  return keep(withText(candidate, text));
};
