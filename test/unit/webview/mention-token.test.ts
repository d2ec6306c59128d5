import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeMention, mentionAt } from '../../../src/webview/chat/mention-token';

/** The token at the `|` in a text. */
function at(marked: string) {
  const caret = marked.indexOf('|');
  return mentionAt(marked.slice(0, caret) + marked.slice(caret + 1), caret);
}

describe('the mention being written', () => {
  it.each([
    ['@|', ''],
    ['what is @src/ma|', 'src/ma'],
    ['what is @src/ma|in.ts for', 'src/ma'],
    ['(@a|', 'a'],
    ['a\n@b|', 'b'],
    ['@"my do|', 'my do'],
  ])('%s', (marked, query) => {
    expect(at(marked)?.query).toBe(query);
  });

  it.each(['|', 'plain|', 'me@example|', '@done |', '@"done" |', '|@later'])('is none in %s', (marked) => {
    expect(at(marked)).toBeUndefined();
  });

  it('is replaced whole, with one space behind it and the caret there', () => {
    const text = 'see @src/main.ts now';
    const token = mentionAt(text, 9);
    expect(token && completeMention(text, token, '@src/other.ts')).toEqual({
      text: 'see @src/other.ts now',
      caret: 18,
    });
  });

  it('keeps everything around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, place) => {
        const caret = place % (text.length + 1);
        const token = mentionAt(text, caret);
        if (!token) return;
        expect(text[token.start]).toBe('@');
        expect(token.end).toBeGreaterThanOrEqual(caret);
        const completed = completeMention(text, token, '@x');
        expect(completed.text.startsWith(`${text.slice(0, token.start)}@x `)).toBe(true);
        expect(completed.text.endsWith(text.slice(token.end).replace(/^ /, ''))).toBe(true);
      }),
    );
  });
});
