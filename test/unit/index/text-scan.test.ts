import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextScan } from '../../../src/engine/index/text-scan';
import { LONGEST_IDENTIFIER, Vocabulary } from '../../../src/engine/index/vocabulary';
import { identifiersOf, splitLines, tokensOfIdentifier } from '../../../src/engine/text';

const pieces = [
  ...[
    'a',
    'B',
    'Z',
    'parse',
    'HTTP',
    'Server',
    'ing',
    'ed',
    's',
    'ies',
    '_',
    '__',
    '7',
    '42',
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
  ],
  ...[
    '.',
    '(',
    '-',
    '$',
    '\u0000',
    'é',
    'Ä',
    'ß',
    '変',
    'ǅ',
    'ʰ',
    '\u0301',
    '٣',
    '½',
    '²',
    '𝒳',
    '😀',
    'İ',
    'ſ',
    '\u00a0',
  ],
  ...['\ufeff', '\u2028', '\ud800', '\udc00', 'x'.repeat(79), 'é'.repeat(40)],
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

/** All that a scan says. */
function contentOf(scan: TextScan) {
  return {
    tokens: scan.tokens.slice(0, scan.firstToken[scan.count]),
    lines: Array.from({ length: scan.count }, (_, line) => [
      scan.text(line),
      scan.bytesIn(line),
      scan.isBlank(line),
      scan.hasWords(line),
      scan.firstToken[line],
      scan.firstToken[line + 1],
    ]),
  };
}

describe('TextScan', () => {
  it('finds the lines and identifiers that the plain functions find, one text after the other', () => {
    const vocabulary = new Vocabulary();
    const scan = new TextScan(vocabulary);
    fc.assert(
      fc.property(text, (sample) => {
        scan.scan(sample);
        const lines = splitLines(sample.toWellFormed());
        expect(scan.count).toBe(lines.length);
        lines.forEach((line, at) => {
          const tokens = scan.tokens.subarray(scan.firstToken[at], scan.firstToken[at + 1]);
          const expected = identifiersOf(line).filter((name) => name.length <= LONGEST_IDENTIFIER);
          expect(Array.from(tokens, (token) => vocabulary.nameOf(token))).toEqual(expected);
          expect(scan.text(at)).toBe(line);
          expect(scan.isBlank(at)).toBe(line.trim() === '');
          expect(scan.hasWords(at)).toBe(/[\p{L}\p{N}]/u.test(line));
        });
        const packed = scan.pack();
        const found = contentOf(scan);
        scan.scan(`${sample.slice(1)}\nother`);
        expect(contentOf(scan.unpack(sample, packed))).toEqual(found);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives each identifier the terms of the plain tokenizer', () => {
    const vocabulary = new Vocabulary();
    const name = fc.oneof(text, fc.stringMatching(/^[a-z_A-Z][A-Za-z_0-9]{0,20}$/));
    fc.assert(
      fc.property(name, (sample) => {
        for (const identifier of identifiersOf(sample)) {
          const terms = vocabulary.termsOf(vocabulary.intern(identifier));
          expect(Array.from(terms, (term) => vocabulary.termName(term))).toEqual(tokensOfIdentifier(identifier));
        }
      }),
      { numRuns: 3000 },
    );
  });
});
