import { type Candidate, type CompletionFilter, drop, type FilterCursor, keep, withText } from './candidate';
import { takesSentences } from './prose';

const tag = 'think|thinking|thought|reasoning|seed:think';
const closed = new RegExp(`^\\s*<(${tag})>[\\s\\S]*?</\\1>(?:[^\\S\\n]*\\n)*`);
const open = new RegExp(`^\\s*<(${tag})>`);
/** Some servers keep the opening tag for themselves. */
const closing = new RegExp(`^(?:(?!<(?:${tag})>)[\\s\\S])*?</(${tag})>(?:(?:[^\\S\\n]*\\n)+|[^\\S\\n]*$)`);
/** Thoughts after the answer: closed, or up to where the model was stopped. */
const later = new RegExp(`<(${tag})>(?=[\\s\\S]*?</\\1>|[^\\S\\n]*(?:\\n|$))`, 'g');

/** The format of models that write to channels; the first mark may belong to the prompt. */
const answerChannel = /^(?:[\s\S]*<\|channel\|>)?\s*final\b[^<\n]*(?:<\|constrain\|>[^<\n]*)?<\|message\|>/;
const otherChannel =
  /^\s*(?:<\|start\|>\s*assistant\s*)?(?:<\|channel\|>\s*(?:analysis|commentary)\b|(?:analysis|commentary)\b[^<\n]*<\|message\|>)/;
/** The same where the server swallows the marks. */
const unmarked = /^\s*analysis[\s\S]*?assistantfinal/;

/** Takes out what a reasoning model thinks aloud; where it does not come to an end, there is no answer. */
export const reasoning: CompletionFilter = (candidate, cursor) => {
  const { prefix, suffix } = cursor;
  const document = `${prefix}${suffix}`;
  const hasChannels = document.includes('<|channel|>');
  let { text } = candidate;
  for (let before = ''; before !== text; ) {
    before = text;
    if (!hasChannels) text = text.replace(answerChannel, '').replace(unmarked, '');
    text = text.replace(closed, (thoughts, name: string) => (document.includes(`<${name}>`) ? thoughts : ''));
    const stray = closing.exec(text);
    if (stray && !document.includes(`</${stray[1]}>`)) text = text.slice(stray[0].length);
  }
  if (!hasChannels && otherChannel.test(text)) return drop('stray-markup');
  const unended = open.exec(text)?.[1];
  if (unended !== undefined && !document.includes(`<${unended}>`)) return drop('stray-markup');
  const left = withoutLaterThoughts(withText(candidate, text), document, cursor);
  // What stood before later thoughts may be the end of earlier ones.
  return left.text === candidate.text ? keep(left) : reasoning(left, cursor);
};

/** The text up to thoughts below it; a tag in a string or comment, or one of the document's own, is text. */
function withoutLaterThoughts(
  candidate: Candidate,
  document: string,
  { prefix, languageId }: Pick<FilterCursor, 'prefix' | 'languageId'>,
): Candidate {
  for (const match of candidate.text.matchAll(later)) {
    const before = candidate.text.slice(0, match.index);
    if (before.trim() === '' || document.includes(match[0]) || takesSentences(prefix + before, languageId)) continue;
    return withoutLaterThoughts(withText(candidate, before), document, { prefix, languageId });
  }
  return candidate;
}
