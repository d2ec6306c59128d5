import { stem, subwordsOf, tokensOfIdentifier } from '../../text';

/** The longest of these that a word ends with is taken off; the stem that an index keeps loses plurals, `-ing`, `-ed` and `-e` alone. */
const ENDING =
  /(?:i[sz]ations?|ators?|[ai]tions?|izers?|ically|ities|ments?|[ai]bles?|ions?|ness|[ae]nces?|[ae]nts?|ives?|izes?|ized|ates?|ally|ing|[eo]rs?|ity|ify|ies|ful|less|ly|al|ic|ed|es|e|s|y)$/;
const ENDINGS =
  ' e er or ion ation ment able ible ly ive al ity ize izer ization ise ate ator ating ance ence ness ure y ic ful less ed ing ify'.split(
    ' ',
  );
/** Endings before which a last consonant may be doubled, as in `logger`. */
const AFTER_DOUBLED = ['er', 'ing', 'able'];
const DOUBLED = /[bdfgklmnprt]$/;
const PLAIN_WORD = /^[a-z]{5,}$/;
const SHORTEST_ROOT = 4;
/** What a form of a word weighs beside the word. */
const FORM_WEIGHT = 0.3;
/** Words of a question whose forms are looked up; the first ones. */
const MOST_WORDS = 60;

type WeightedWord = readonly [word: string, weight: number];

/**
 * Other words that may be made from the same root as a question's words, with their weights: `validate` and `validator` for
 * `validation`. Most of them are no words; an index knows those that a workspace uses. Words of the question are left out.
 */
export function wordForms(words: readonly WeightedWord[]): WeightedWord[] {
  const asked = new Set(words.flatMap(([word]) => tokensOfIdentifier(word)));
  const forms = new Map<string, number>();
  for (const [word, weight] of words.slice(0, MOST_WORDS)) {
    for (const form of subwordsOf(word).flatMap(formsOf)) {
      if (asked.has(form) || asked.has(stem(form))) continue;
      forms.set(form, Math.max(forms.get(form) ?? 0, weight * FORM_WEIGHT));
    }
  }
  return [...forms];
}

function formsOf(word: string): string[] {
  const root = PLAIN_WORD.test(word) ? word.replace(ENDING, '') : '';
  if (root.length < SHORTEST_ROOT) return [];
  const doubled = DOUBLED.test(root) ? AFTER_DOUBLED.map((ending) => root + root.slice(-1) + ending) : [];
  return [...ENDINGS.map((ending) => root + ending), ...doubled];
}
