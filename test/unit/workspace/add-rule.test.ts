import fc from 'fast-check';
import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import { addRule, patternForPath } from '../../../src/engine/workspace/add-rule';

describe('addRule', () => {
  it('makes a section in an empty file', () => {
    expect(addRule('', 'private', '/a.ts')).toBe('[private]\n/a.ts\n');
  });

  it('adds to the end of its section, before the blank lines that end it', () => {
    expect(addRule('[private]\na\n\n[low-quality]\nb\n', 'private', 'c')).toBe('[private]\na\nc\n\n[low-quality]\nb\n');
  });

  it('adds to the lines before any header, which are private', () => {
    expect(addRule('a\n[low-quality]\nb\n', 'private', 'c')).toBe('a\nc\n[low-quality]\nb\n');
  });

  it('adds a missing section at the end', () => {
    expect(addRule('a\n', 'low-quality', 'old/')).toBe('a\n\n[low-quality]\nold/\n');
  });

  it('leaves a rule alone that stands there', () => {
    expect(addRule('[private]\na\n', 'private', 'a')).toBe('[private]\na\n');
  });

  it('keeps CRLF line ends', () => {
    expect(addRule('[private]\r\na\r\n', 'private', 'b')).toBe('[private]\r\na\r\nb\r\n');
  });

  it('does not take a header of another section for its own', () => {
    expect(addRule('[low-quality]\nb\n', 'private', 'c')).toBe('[low-quality]\nb\n\n[private]\nc\n');
  });
});

describe('patternForPath', () => {
  it('matches that path and no other', () => {
    const segment = fc.stringMatching(/^[a-z*?[\]!# .\\-]{0,6}[a-z]$/).filter((text) => !/^\.{1,2}$/.test(text));
    const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));
    fc.assert(
      fc.property(path, path, (one, other) => {
        fc.pre(ignore.isPathValid(one) && ignore.isPathValid(other));
        const rules = ignore().add([patternForPath(one)]);
        expect(rules.ignores(one)).toBe(true);
        if (other !== one && !other.startsWith(`${one}/`))
          expect(rules.ignores(other)).toBe(other.toLowerCase() === one.toLowerCase());
      }),
    );
  });
});
