import { linePrefixOf } from '../cursor';
import type { FilterCursor } from './candidate';

/** Where sentences and fences are the text itself: prose, and documentation comments. */
export function isProse({ languageId, linePrefix }: Pick<FilterCursor, 'languageId' | 'linePrefix'>): boolean {
  return (
    ['markdown', 'mdx', 'restructuredtext', 'asciidoc', 'plaintext', 'latex'].includes(languageId) ||
    /^\s*(?:\*|\/\/|#|--)/.test(linePrefix)
  );
}

/** Languages whose values or steps are sentences without quotes. */
const plainText = ['yaml', 'properties', 'ini', 'dotenv', 'feature', 'cucumber', 'gherkin', 'git-commit'];
const markup = ['html', 'xml', 'vue', 'svelte', 'php', 'erb', 'handlebars', 'javascriptreact', 'typescriptreact'];
const hashComments =
  'python ruby shellscript toml perl r julia elixir makefile dockerfile coffeescript powershell php nix graphql'.split(
    ' ',
  );
const dashComments = ['sql', 'lua', 'haskell', 'ada', 'elm', 'vhdl'];

/** Whether a sentence may stand after the text: in prose, a comment, a string, or between tags. */
export function takesSentences(before: string, languageId: string): boolean {
  if (plainText.includes(languageId) || isProse({ languageId, linePrefix: linePrefixOf(before) })) return true;
  if (markup.includes(languageId) && /<\/?[a-z][^<>]*>[^<>{};=(]*$/i.test(before.slice(-1000))) return true;
  for (const [stretch] of `${before}${theEnd}`.matchAll(stretchesIn(languageId)))
    if (stretch.includes(theEnd)) return true;
  return false;
}

/** Stands where the text ends: a comment or string that takes it in is open there. */
const theEnd = '\uFFFF';
const strings = String.raw`"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|(?<!\w)'(?:\\.|[^'\\\n])*'?|${'`'}(?:\\[\s\S]|[^${'`'}\\])*${'`'}?`;

function stretchesIn(languageId: string): RegExp {
  const comments = [String.raw`\/\*[\s\S]*?(?:\*\/|$)`, String.raw`<!--[\s\S]*?(?:-->|$)`];
  if (hashComments.includes(languageId)) comments.push(String.raw`(?<!\S)#[^\n]*`);
  else if (dashComments.includes(languageId)) comments.push(String.raw`--[^\n]*`);
  else comments.push(String.raw`\/\/[^\n]*`);
  return new RegExp(`${comments.join('|')}|${strings}`, 'g');
}
