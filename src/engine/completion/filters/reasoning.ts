import { type CompletionFilter, drop, keep, withText } from './candidate';

const tag = 'think|thinking|reasoning';
const closed = new RegExp(`^\\s*<(${tag})>[\\s\\S]*?</\\1>\\s*?(?:\\n|$)?`);
const open = new RegExp(`^\\s*<(?:${tag})>`);
/** Some servers keep the opening tag for themselves. */
const closing = new RegExp(`^(?:(?!<(?:${tag})>)[\\s\\S])*?</(${tag})>[^\\S\\n]*(?:\\n|$)`);

/** Takes out what a reasoning model thinks aloud; where it does not come to an end, there is no answer. */
export const reasoning: CompletionFilter = (candidate, { prefix, suffix }) => {
  let { text } = candidate;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(closed, '');
    const stray = closing.exec(text);
    if (stray && !`${prefix}${suffix}`.includes(`</${stray[1]}>`)) text = text.slice(stray[0].length);
  }
  return open.test(text) ? drop('stray-markup') : keep(withText(candidate, text));
};
