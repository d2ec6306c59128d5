import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutraliseControlTokens } from '../../../src/engine/models/control-tokens';
import { commented } from '../../../src/engine/models/endpoint/comment-syntax';

describe('other files as comments', () => {
  it('keeps one comment for each line, whatever the line holds', () => {
    expect(commented('a */ b\n', 'c')).toBe('/* a * / b */\n');
    expect(commented('a --> b\nc', 'html')).toBe('<!-- a -- > b -->\n<!-- c -->\n');
    expect(commented('a', 'python')).toBe('# a\n');
  });

  it.each(['c', 'css', 'html', 'markdown', 'python', 'go'])('puts no control token together in %s', (languageId) => {
    const pieces = fc.constantFrom(
      '<fim_',
      'middle>',
      'suffix>',
      '<|fim',
      '_prefix|>',
      '*/',
      '-->',
      '--',
      '*',
      '/',
      '>',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const safe = neutraliseControlTokens(parts.join('')).text;
        expect(neutraliseControlTokens(commented(safe, languageId)).count).toBe(0);
      }),
    );
  });
});
