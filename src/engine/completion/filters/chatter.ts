import { type CompletionFilter, drop, keep, withText } from './candidate';
import { isProse } from './prose';

const refusal =
  /^\s*(?:i(?:'m| am) sorry\b|sorry, (?:but )?i\b|as an ai\b|i (?:cannot|can't|am unable to|'m unable to) (?:help|assist|complete)\b|(?:here(?:'s| is)|sure[,!]|certainly[,!]) (?:here(?:'s| is) )?(?:the|your|a|an) (?:\w+ )?(?:completed?|completion|missing|updated|code)\b)/i;
/** A sentence that a chat model adds below its code. */
const explanation =
  /\n[^\S\n]*\n(?:(?:this|the) (?:code|function|method|completion|line|snippet|implementation)\b|note that\b|(?:in this|i(?:'ve| have)) \w+|explanation:|let me know\b)[^\n]*[a-z][.:!]?\s*(?:\n|$)/i;

/** Drops what is said to the user instead of written into the file, and cuts off an explanation after the code. */
export const chatter: CompletionFilter = (candidate, cursor) => {
  if (isProse(cursor)) return keep(candidate);
  if (refusal.test(candidate.text)) return drop('chatter');
  const end = explanation.exec(candidate.text)?.index;
  return keep(end === undefined ? candidate : withText(candidate, candidate.text.slice(0, end)));
};
