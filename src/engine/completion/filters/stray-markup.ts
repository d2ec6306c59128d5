import { type CompletionFilter, drop, type FilterCursor, keep, withText } from './candidate';

/** Special tokens of the model families, and of chat formats, that some servers let through. */
const token =
  /<\|[a-z_▁]{2,40}\|>|<｜[^<>｜\s]{1,40}｜>|<\/?(?:fim[_-](?:prefix|suffix|middle|pad)|file_sep|repo_name|filename|eos|bos|s|fill|end_of_turn|start_of_turn)>|<(?:PRE|SUF|MID|EOT)>|\[\/?(?:PREFIX|SUFFIX|MIDDLE|INST)\]/g;

const reasoning = /^\s*<(think|thinking|reasoning)>[\s\S]*?<\/\1>\s*?(?:\n|$)?/;
const openReasoning = /^\s*<(?:think|thinking|reasoning)>/;
const fence = /^(?:[^\S\n]*\n)*[^\S\n]*(?:`{3,}|~{3,})[^\n`]*(?:\n|$)/;
const introduced =
  /^\s*(?:here(?:'s| is| are)|sure|certainly|of course|below is|the (?:completed|missing|updated))\b[^\n]*:[^\S\n]*\n+(?=[^\S\n]*`{3})/i;
const chatter =
  /^\s*(?:i(?:'m| am) sorry\b|sorry, (?:but )?i\b|as an ai\b|i (?:cannot|can't) (?:help|assist|complete)\b|here(?:'s| is) (?:the|your) (?:completed?|missing|updated) code\b)/i;

/** Takes out what is the model's packaging and not code: special tokens, reasoning, Markdown fences, chatter. */
export const strayMarkup: CompletionFilter = (candidate, cursor) => {
  let { text } = candidate;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(reasoning, '');
    if (openReasoning.test(text)) return drop('stray-markup');
    text = withoutTokens(text, cursor);
    if (!isProse(cursor)) text = withoutFences(text);
  }
  if (!isProse(cursor) && chatter.test(text)) return drop('stray-markup');
  return keep(withText(candidate, text));
};

/** Leading tokens are skipped; at any other the text ends. A token that the document itself speaks of is text. */
function withoutTokens(text: string, { prefix, suffix }: FilterCursor): string {
  let start = 0;
  for (const match of text.matchAll(token)) {
    if (prefix.includes(match[0]) || suffix.includes(match[0])) continue;
    if (text.slice(start, match.index).trim() !== '') return text.slice(start, match.index);
    start = match.index + match[0].length;
  }
  return text.slice(start);
}

function withoutFences(text: string): string {
  const opened = text.replace(introduced, '').replace(fence, '');
  const closing = /(?:^|\n)[^\S\n]*(?:`{3,}|~{3,})[^\S\n]*(?=\n|$)/.exec(opened);
  return closing ? opened.slice(0, closing.index) : opened;
}

/** Where fences are the text itself: prose, and examples in documentation comments. */
function isProse({ languageId, linePrefix }: FilterCursor): boolean {
  return (
    ['markdown', 'mdx', 'restructuredtext', 'asciidoc'].includes(languageId) ||
    /^\s*(?:\*|\/\/[/!]|#|--)/.test(linePrefix)
  );
}
