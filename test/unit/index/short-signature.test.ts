import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortSignature, wholeSignature } from '../../../src/engine/index/short-signature';

describe('a short signature', () => {
  it('lacks the name once and tells the whole with it', () => {
    const short = shortSignature('function read(reader: read.Reader)', 'read');
    expect(short).toHaveLength('function read(reader: read.Reader)'.length - 3);
    expect(wholeSignature(short, 'read')).toBe('function read(reader: read.Reader)');
    expect(wholeSignature(shortSignature('const $& = 1', '$&'), '$&')).toBe('const $& = 1');
  });

  it('gives back any signature of any name', () => {
    const text = fc
      .array(fc.constantFrom('a', 'ab', '$', '$&', '\u0001', '\u0002', '\n', 'é', ' '))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, (before, name, after) => {
        const signature = `${before}${name}${after}`;
        expect(wholeSignature(shortSignature(signature, name), name)).toBe(signature);
        expect(wholeSignature(shortSignature(before, name), name)).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });
});
