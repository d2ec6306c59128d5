import { type CompletionFilter, drop, keep, withText } from './candidate';
import { takesSentences } from './prose';
import { beginsToTalk } from './talk';

/** A sentence that a chat model adds below its code. */
const explanation =
  /\n[^\S\n]*\n(?:(?:this|the) (?:code|function|method|completion|line|snippet|implementation)\b|note that\b|(?:in this|i(?:'ve| have)) \w+|explanation:|let me know\b)[^\n]*[a-z][.:!]?\s*(?:\n|$)/i;

/** Drops what is said to the user instead of written into the file, and cuts off an explanation after the code. */
export const chatter: CompletionFilter = (candidate, { prefix, languageId }) => {
  const { text } = candidate;
  if (beginsToTalk.test(text)) return takesSentences(prefix, languageId) ? keep(candidate) : drop('chatter');
  const end = explanation.exec(text)?.index;
  if (end === undefined || takesSentences(prefix + text.slice(0, end), languageId)) return keep(candidate);
  return keep(withText(candidate, text.slice(0, end)));
};
