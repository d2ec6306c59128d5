import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, highlightCode } from '../../../src/webview/chat/highlight';
import { createMarkdownRenderer, longOpenCode, splitBlocks } from '../../../src/webview/chat/markdown';

const render = createMarkdownRenderer((number) => number <= 3);
const numbersIn = (html: string): number[] =>
  [...html.matchAll(/data-source="(\d+)"/g)].map((match) => Number(match[1]));

describe('Markdown of an answer', () => {
  it('shows raw HTML as text', () => {
    const html = render('a <img src=x onerror=alert(1)> b\n\n<script>alert(1)</script>\n\n<b onclick="x()">c</b>');
    expect(html).not.toMatch(/<(img|script|b)\b/);
    expect(html).toContain('&#60;script');
  });

  it('links to http and https alone, and never loads an image', () => {
    const html = render(
      '[a](https://example.org/?q="x") [b](javascript:alert(1)) [c](command:quit) ![d](https://example.org/p.png) <https://example.org>',
    );
    expect([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual([
      'https://example.org/?q=&#34;x&#34;',
      'https://example.org/p.png',
      'https://example.org',
    ]);
    expect(html).not.toMatch(/<img|javascript:|command:/);
  });

  it.each([
    ['One [1], two [2, 3]; again [1]: yes', [1, 2, 3, 1]],
    ['both [1][2]', [1, 2]],
    ['- in a list [3]', [3]],
    ['**bold [2]**', [2]],
    ['items[1] and f()[2] and `[3]`', []],
    ['unknown [4] and [1, 9]', []],
    ['[1](https://example.org)', []],
    ['```\n[1]\n```', []],
  ])('makes buttons of citations: %s', (markdown, numbers) => {
    expect(numbersIn(render(markdown))).toEqual(numbers);
  });

  it('keeps code literal, with its language and its colours', () => {
    const html = render('```typescriptreact\nconst a = "<b>";\n```');
    expect(html).toContain('data-language="typescriptreact"');
    expect(html).toContain('hljs-keyword');
    expect(html).not.toContain('<b>');
    expect(render('```" onmouseover="x\na\n```')).toContain('<pre data-language="">');
  });

  it('opens no tag that is not its own, whatever it is given', () => {
    const own = new Set(
      'a blockquote br button code del em h1 h2 h3 h4 h5 h6 hr input li ol p pre span strong table tbody td th thead tr ul'.split(
        ' ',
      ),
    );
    const piece = fc.constantFrom(
      '<',
      '>',
      'script',
      '`',
      '```',
      '\n',
      '[1]',
      '](',
      'x:',
      '"',
      '&lt;',
      '<img src=x>',
      '- ',
      '|',
      '!',
      '[',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 30 }), (pieces) => {
        for (const match of render(pieces.join('')).matchAll(/<\/?([a-z][a-z0-9]*)/gi)) {
          expect(own.has((match[1] ?? '').toLowerCase())).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('colours', () => {
  it('never change the code', () => {
    const entity = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#x27;': "'" } as Record<string, string>;
    const plain = (html: string): string =>
      html
        .replace(/<[^>]*>/g, '')
        .replace(/&(?:lt|gt|amp|quot|#x27);/g, (name) => entity[name] ?? name)
        .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('typescript', 'python', 'go', 'cobol'), (code, language) => {
        expect(plain(highlightCode(code, language))).toBe(code);
      }),
    );
    expect(escapeHtml('<a href="x">&\'')).toBe('&#60;a href=&#34;x&#34;&#62;&#38;&#39;');
  });
});

describe('an answer that grows', () => {
  const answer = [
    '# Title',
    'A paragraph [1] of',
    'two lines.',
    '',
    '- one',
    '- two',
    '',
    '  still two',
    '- three',
    '',
    '```ts',
    'const a = 1;',
    '',
    'const b = 2;',
    '```',
    '| a | b |',
    '| - | - |',
    '| 1 | 2 |',
    '',
    '> quote',
    'lazy',
    '',
    'Setext',
    '===',
    'end',
  ].join('\n');

  it('renders the same in pieces as at once', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: answer.length - 1 }), { maxLength: 40 });
    const whole = splitBlocks(answer);
    const expected = [...whole.settled, whole.open].map((block) => render(block)).join('');
    fc.assert(
      fc.property(cuts, (places) => {
        let done = '';
        let open = '';
        let from = 0;
        for (const to of [...places.sort((a, b) => a - b), answer.length]) {
          const blocks = splitBlocks(open + answer.slice(from, to));
          done += blocks.settled.map((block) => render(block)).join('');
          open = blocks.open;
          from = to;
        }
        expect(done + render(open)).toBe(expected);
      }),
    );
  });

  it('loses no text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { settled, open } = splitBlocks(text);
        const squeezed = (parts: readonly string[]): string => parts.join('').replace(/\s/g, '');
        expect(squeezed([...settled, open])).toBe(squeezed([text]));
      }),
    );
  });

  it('takes long open code as it is until its fence comes, also in two pieces', () => {
    const open = `\`\`\`ts\n${'const a = 1;\n'.repeat(400)}`;
    expect(longOpenCode(open, 'const b')).toBe(`${open.slice(6)}const b`);
    expect(longOpenCode(open, '```\n')).toBeUndefined();
    expect(longOpenCode(`${open}\`\``, '`\n')).toBeUndefined();
    expect(longOpenCode('```ts\nshort', 'x')).toBeUndefined();
    expect(longOpenCode('text '.repeat(2000), 'x')).toBeUndefined();
  });
});
