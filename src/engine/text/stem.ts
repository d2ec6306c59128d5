const [A, Z, D, E, G, S, Y] = [97, 122, 100, 101, 103, 115, 121];
const VOWELS = 'aeiou';
/** Consonants that are doubled before an ending. */
const DOUBLED = 'bdfgmnprt';
const SHORTEST = 4;

const isVowel = memberOf(VOWELS);
const isVowelOrY = memberOf(`${VOWELS}y`);
const isDoubled = memberOf(DOUBLED);

let spelled = new Uint8Array(1 << 7);

/**
 * Light English stem of a lower-case word: plural, `-ing`, `-ed` and a final `e` go, so that `caches`, `caching`, `cached` and `cache`
 * meet. Words under four letters and words with anything but `a-z` stay as they are. The result need not be a word.
 */
export function stem(word: string): string {
  const { length } = word;
  if (!mayBeShortened(word.charCodeAt(length - 1))) return word;
  if (length > spelled.length) spelled = new Uint8Array(2 * length);
  for (let at = 0; at < length; at++) {
    const unit = word.charCodeAt(at);
    if (unit < A || unit > Z) return word;
    spelled[at] = unit;
  }
  const left = stemLetters(spelled, length);
  const last = spelled[left - 1] as number;
  // No letter but the last can be another than before.
  return last === word.charCodeAt(left - 1) ? word.slice(0, left) : word.slice(0, left - 1) + String.fromCharCode(last);
}

/** The same for the first `length` bytes, letters from `a` to `z`: changes them and returns how many are left. */
export function stemLetters(word: Uint8Array, length: number): number {
  if (length < SHORTEST || !mayBeShortened(word[length - 1])) return length;
  return withoutFinalE(word, withoutVerbEnding(word, withoutPlural(word, length)));
}

/** Whether a word with this last letter can lose an ending: all of them end in `s`, `g`, `d` or `e`. */
function mayBeShortened(last: number | undefined): boolean {
  return last === S || last === G || last === D || last === E;
}

function withoutPlural(word: Uint8Array, length: number): number {
  if (word[length - 1] !== S || ['ss', 'us', 'is'].some((end) => endsWith(word, length, end))) return length;
  if (length > 4 && endsWith(word, length, 'ies') && !isVowel(word[length - 4])) return withY(word, length - 3);
  const isAfterHiss = ['sses', 'xes', 'ches', 'shes', 'zzes'].some((end) => endsWith(word, length, end));
  return isAfterHiss ? length - 2 : length - 1;
}

function withoutVerbEnding(word: Uint8Array, length: number): number {
  if (length > 4 && endsWith(word, length, 'ied') && !isVowel(word[length - 4])) return withY(word, length - 3);
  const isPast = endsWith(word, length, 'ed') && !endsWith(word, length, 'eed');
  const base = length - (endsWith(word, length, 'ing') ? 3 : isPast ? 2 : 0);
  if (base === length || base < 2 || !hasVowel(word, base)) return length;
  if (base === 2) {
    word[2] = E;
    return 3;
  }
  return word[base - 1] === word[base - 2] && isDoubled(word[base - 1]) ? base - 1 : base;
}

function withoutFinalE(word: Uint8Array, length: number): number {
  return length > 3 && word[length - 1] === E ? length - 1 : length;
}

function withY(word: Uint8Array, length: number): number {
  word[length] = Y;
  return length + 1;
}

function hasVowel(word: Uint8Array, length: number): boolean {
  for (let at = 0; at < length; at++) if (isVowelOrY(word[at])) return true;
  return false;
}

function endsWith(word: Uint8Array, length: number, end: string): boolean {
  const from = length - end.length;
  if (from < 0) return false;
  for (let at = 0; at < end.length; at++) if (word[from + at] !== end.charCodeAt(at)) return false;
  return true;
}

function memberOf(letters: string): (letter: number | undefined) => boolean {
  const members = new Uint8Array(256);
  for (let at = 0; at < letters.length; at++) members[letters.charCodeAt(at)] = 1;
  return (letter) => letter !== undefined && members[letter] === 1;
}
