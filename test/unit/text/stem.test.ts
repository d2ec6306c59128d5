import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stem } from '../../../src/engine/text';

/** The same rules as expressions over strings. */
function plainStem(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  const verb = withoutVerbEnding(withoutPlural(word));
  return verb.length > 3 ? verb.replace(/e$/, '') : verb;
}

function withoutPlural(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (/.[^aeiou]ies$/.test(word)) return word.replace(/ies$/, 'y');
  return word.replace(/(?<=ss|x|ch|sh|zz)es$|s$/, '');
}

function withoutVerbEnding(word: string): string {
  if (/.[^aeiou]ied$/.test(word)) return word.replace(/ied$/, 'y');
  const base = word.endsWith('eed') ? word : word.replace(/(?:ing|ed)$/, '');
  if (base === word || base.length < 2 || !/[aeiouy]/.test(base)) return word;
  return base.length === 2 ? `${base}e` : base.replace(/([bdfgmnprt])\1$/, '$1');
}

it('stems as the rules say', () => {
  const endings = [
    '',
    's',
    'es',
    'ies',
    'ied',
    'ed',
    'eed',
    'ing',
    'e',
    'sses',
    'ches',
    'zzes',
    'sing',
    'sed',
    'us',
    'is',
  ];
  const words = fc
    .tuple(fc.stringMatching(/^[abdeghinorstuxyz]{0,6}$/), fc.constantFrom(...endings))
    .map(([start, ending]) => start + ending);
  fc.assert(
    fc.property(fc.oneof(words, fc.string()), (word) => {
      expect(stem(word)).toBe(plainStem(word));
    }),
    { numRuns: 2000 },
  );
});
