import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCairnIgnore } from '../../../src/engine/workspace';

const grammar = JSON.parse(readFileSync('syntaxes/cairnignore.tmLanguage.json', 'utf8'));
const header = new RegExp(grammar.repository.header.match);
const comment = new RegExp(grammar.repository.comment.match);
const bracket = new RegExp(grammar.repository.bracket.patterns[0].match);

describe('the grammar of .cairnignore', () => {
  it('takes for a header and a comment what the reader takes for one', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '[private]',
        '[low-quality]',
        '[private]  ',
        ' [private]',
        '[Private]',
        '\\[private]',
        '[private]x',
        '# a',
        ' # a',
        '#',
        '[abc]',
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(line, (text) => {
        const { lists, problems } = parseCairnIgnore(`[low-quality]\n${text}`);
        const silent = lists.length === 0 && problems.length === 0 && !/^ *$/.test(text);
        expect(header.test(text) || comment.test(text)).toBe(silent);
      }),
    );
  });

  it.each([
    ['[a-z]x', '[a-z]'],
    ['[]a]', '[]a]'],
    ['[!]]', '[!]]'],
    ['[[:alpha:]x]', '[[:alpha:]x]'],
    ['[\\]]', '[\\]]'],
    ['[abc', undefined],
  ])('finds the character class in %s', (text, found) => {
    expect(bracket.exec(text)?.[0]).toBe(found);
  });
});
