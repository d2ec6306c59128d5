import fc from 'fast-check';
import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import {
  addRule,
  compilePolicy,
  composePolicySnapshot,
  noExclusionSettings,
  patternForPath,
} from '../../../src/engine/workspace';

function strengthOf(path: string, text: string): string {
  const { snapshot } = composePolicySnapshot({
    folders: ['file:///w'],
    settings: noExclusionSettings,
    epoch: 1,
    ignoreFiles: [{ uri: 'file:///w/.cairnignore', kind: 'cairnignore', text }],
  });
  return compilePolicy(snapshot).judge(`file:///w/${encodeURIComponent(path)}`).strength;
}

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

  it.each([
    '[low-quality] \nb\n',
    '\ufeff[low-quality]\nb\n',
    '[private]\nb\n[low-quality]  \nc\n',
    '[low-quality]\nb\n[Private]\nc\n',
  ])('reads headers as the parser does (%j)', (text) => {
    expect(strengthOf('secret.ts', addRule(text, 'private', '/secret.ts'))).toBe('private');
    expect(strengthOf('old.ts', addRule(text, 'low-quality', '/old.ts'))).toBe('low-quality');
  });

  it('puts a rule where it holds, whatever the file says already', () => {
    const line = fc.constantFrom(
      ...[
        '[private]',
        '[low-quality]',
        '[low-quality] ',
        ' [private]',
        '[Private]',
        '# a',
        'x',
        'y/',
        '',
        ' ',
        '\ufeff[private]',
      ],
    );
    const text = fc
      .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'))
      .map(([lines, end]) => lines.join(end));
    fc.assert(
      fc.property(text, fc.constantFrom('private' as const, 'low-quality' as const), (before, section) => {
        expect(strengthOf('a.ts', addRule(before, section, patternForPath('a.ts')))).toBe(section);
      }),
    );
  });
});

describe('patternForPath', () => {
  it.each(['a.ts', 'a\t', 'a\r', 'a\nb', 'a\r\nb', 'a  ', '!a', '[private]', '\ufeffa', 'a\\', '100%.ts', '#a'])(
    'gives a rule that matches %j',
    (path) => {
      expect(strengthOf(path, addRule('', 'private', patternForPath(path)))).toBe('private');
    },
  );

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
