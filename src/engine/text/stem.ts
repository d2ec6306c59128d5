const englishWord = /^[a-z]{4,}$/;
const vowel = /[aeiouy]/;

/**
 * Light English stem of a lower-case word: plural, `-ing`, `-ed` and a final `e` go, so that `caches`, `caching`, `cached` and `cache`
 * meet. Words under four letters and words with anything but `a-z` stay as they are. The result need not be a word.
 */
export function stem(word: string): string {
  if (!mayBeShortened(word.charCodeAt(word.length - 1)) || !englishWord.test(word)) return word;
  return withoutFinalE(withoutVerbEnding(withoutPlural(word)));
}

/** Whether a word with this last letter can lose an ending: all of them end in `s`, `g`, `d` or `e`. */
function mayBeShortened(last: number): boolean {
  return last === 115 || last === 103 || last === 100 || last === 101;
}

function withoutPlural(word: string): string {
  if (!word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function withoutVerbEnding(word: string): string {
  if (/[^aeiou]ied$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  const length = word.endsWith('ing') ? 3 : word.endsWith('ed') && !word.endsWith('eed') ? 2 : 0;
  if (length === 0) return word;
  const base = word.slice(0, -length);
  if (base.length < 2 || !vowel.test(base)) return word;
  if (base.length === 2) return `${base}e`;
  return /([bdfgmnprt])\1$/.test(base) ? base.slice(0, -1) : base;
}

function withoutFinalE(word: string): string {
  return word.length > 3 && word.endsWith('e') ? word.slice(0, -1) : word;
}
