import { openQuote } from './brackets';
import { type CompletionFilter, type FilterCursor, keep, withText } from './candidate';

/** Words that no name begins by doubling: `rereturn` is none, though `rerender` is one. */
const keywords = new Set(
  (
    'abstract assert async await begin boolean break case catch class const continue def default defer delete do double ' +
    'elif else elseif end enum except export extends extern false final finally float for foreach from func function if ' +
    'implements import include instanceof int interface internal let match module namespace new null override package ' +
    'pass print printf println private protected public raise readonly record require return self static string struct ' +
    'super switch template this throw throws true try typedef typeof undefined union unless until use using var virtual ' +
    'void volatile while with yield'
  ).split(' '),
);

/** Beginnings that words are made with; what follows one may well begin like it, as in `rerender` and `subsubsection`. */
const shortAffixes = new Set('re un de co in en ex be bi sub pre pro non dis mis out'.split(' '));
const longAffixes = new Set('anti auto hyper inter meta micro mini multi over super under'.split(' '));

const begunChain = /(?<![\p{L}\p{N}_$@.#])[$@]?[\p{L}_][\p{L}\p{N}_]*(?:(?:\?\.|\.|->|::)[\p{L}_][\p{L}\p{N}_]*)+$/u;
const begunWord = /(?<![\p{L}\p{N}_$@#])([$@]?)([\p{L}_][\p{L}\p{N}_]*)$/u;

/** Takes off what the model repeats of the word that is being typed, where that word could not go on with the repetition. */
export const halfTypedWord: CompletionFilter = (candidate, cursor) => {
  let { text } = candidate;
  for (let rest = afterRepeated(text, cursor); rest !== undefined; rest = afterRepeated(text, cursor)) text = rest;
  return keep(withText(candidate, text));
};

function afterRepeated(text: string, cursor: FilterCursor): string | undefined {
  const [chain] = begunChain.exec(cursor.linePrefix) ?? [];
  if (chain !== undefined && chain.length >= 4 && text.startsWith(chain)) return text.slice(chain.length);
  const [whole, sigil, begun] = begunWord.exec(cursor.linePrefix) ?? [];
  if (whole === undefined || begun === undefined) return undefined;
  if (sigil && text.startsWith(whole)) return text.slice(whole.length);
  const [word = ''] = /^[\p{L}\p{N}_]+/u.exec(text) ?? [];
  return word.startsWith(begun) && isRepetition(begun, word, cursor) ? text.slice(begun.length) : undefined;
}

/**
 * Whether `word` is the begun word once more. Both in a row may be a word that the document knows, one made with an affix, or what
 * a string is made of.
 */
function isRepetition(begun: string, word: string, { prefix, suffix, linePrefix }: FilterCursor): boolean {
  if (new Set(begun).size < 2 || (word === begun && openQuote(linePrefix) !== undefined)) return false;
  if (keywords.has(word)) return true;
  if (shortAffixes.has(begun) || begun.endsWith('_')) return false;
  const others = [prefix.slice(0, prefix.length - begun.length), suffix];
  const isKnown = (name: string): boolean => others.some((part) => part.includes(name) && hasWord(part, name));
  if (isKnown(begun + word)) return false;
  return (begun.length >= 4 && !longAffixes.has(begun)) || isKnown(word);
}

const hasWord = (text: string, word: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}_])${word}(?![\\p{L}\\p{N}_])`, 'u').test(text);
