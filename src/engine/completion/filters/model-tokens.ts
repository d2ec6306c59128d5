import { type CompletionFilter, type FilterCursor, keep, withText } from './candidate';

/** Special tokens of the model families, and of chat formats, that some servers let through. */
const token =
  /<\|[a-z_▁]{2,40}\|>|<｜[^<>｜\s]{1,40}｜>|<\/?(?:fim[_-](?:prefix|suffix|middle|pad)|file_sep|repo_name|filename|eos|bos|s|fill|end_of_turn|start_of_turn)>|<(?:PRE|SUF|MID|EOT)>|<\/?COMPLETION>|\[\/?(?:PREFIX|SUFFIX|MIDDLE|INST)\]/g;

/** Leading tokens are skipped; at any other the text ends. A token that the document itself speaks of is text. */
export const modelTokens: CompletionFilter = (candidate, cursor) =>
  keep(withText(candidate, withoutTokens(candidate.text, cursor)));

function withoutTokens(text: string, { prefix, suffix }: FilterCursor): string {
  let start = 0;
  for (const match of text.matchAll(token)) {
    if (prefix.includes(match[0]) || suffix.includes(match[0])) continue;
    if (text.slice(start, match.index).trim() !== '') return text.slice(start, match.index);
    start = match.index + match[0].length;
  }
  return text.slice(start);
}
