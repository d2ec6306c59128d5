import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCairnIgnore } from '../../../src/engine/workspace';

const listsOf = (text: string) =>
  Object.fromEntries(
    parseCairnIgnore(text).lists.map(({ strength, patterns }) => [strength, patterns.map(({ pattern }) => pattern)]),
  );
const problemLines = (text: string) => parseCairnIgnore(text).problems.map(({ line }) => line);

describe('.cairnignore', () => {
  it('reads hostile lines in a time that grows with their length, and leaves out those that are too long', () => {
    const lines = ['[a' + ' '.repeat(300_000) + '!', '[' + 'a '.repeat(150_000) + '!', '\\'.repeat(300_000) + 'x', 'y'];
    expect(listsOf(lines.join('\n'))).toEqual({ private: ['y'] });
    expect(parseCairnIgnore(lines.join('\n')).problems).toEqual(
      [1, 2, 3].map((line) => ({ line, message: 'The pattern is longer than 8192 characters. Write it shorter.' })),
    );
    const many = Array.from({ length: 100 }, () => '[a' + ' '.repeat(8000) + '!').join('\n');
    expect(problemLines(many)).toHaveLength(100);
  });

  it('reads sections, comments, byte order mark, CRLF and trailing spaces', () => {
    const text =
      '\ufeff# customers\r\nsecret/\r\n\r\n[low-quality]\r\nold/  \r\nb\\ \r\n[private]   \r\n*.csv\r\n\\#x\r\n\\[private]\r\n';
    expect(listsOf(text)).toEqual({
      private: ['secret/', '*.csv', '\\#x', '\\[private]'],
      'low-quality': ['old/', 'b\\ '],
    });
    expect(problemLines(text)).toEqual([]);
    expect(parseCairnIgnore(text).lists[0]?.patterns[1]).toEqual({ pattern: '*.csv', line: 8 });
  });

  it.each([
    '[Private]',
    '[privat]',
    ' [private]',
    '[ private ]',
    '[private]:',
    '[private',
    '(private)',
    '[private] # keys',
    '[PRIVATE]',
  ])('takes %s for a broken header and says what to write', (header) => {
    const { problems } = parseCairnIgnore(`[low-quality]\na\n${header}\nb\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 3 });
    expect(problems[0]?.message).toContain('Write [private] alone on the line');
    expect(listsOf(`[low-quality]\na\n${header}\nb\n`).private).toContain('b');
  });

  it.each(['[lowquality]', '[low quality]', '[Low-Quality]', '[low_quality]', '[low-qualty]', '{low-quality}'])(
    'takes %s likewise',
    (header) => {
      const text = `${header}\nb\n[low-quality]\nc\n`;
      expect(parseCairnIgnore(text).problems[0]?.message).toContain('Write [low-quality] alone on the line');
      expect(listsOf(text).private).toContain('b');
      expect(listsOf(text)['low-quality']).toEqual(['c']);
    },
  );

  it.each(['[secret]', '[generated]', '[unindexed]'])('knows no section %s', (header) => {
    expect(parseCairnIgnore(`${header}\n`).problems[0]?.message).toContain(
      'The sections are [private] and [low-quality]',
    );
  });

  it.each(['[abc]', '[a-z]*', '[!x]', 'foo[12]', '\\[private]', '[Pp]rivate/', '[[:digit:]]'])(
    'takes %s for a pattern',
    (pattern) => {
      expect(problemLines(`${pattern}\n`)).toEqual([]);
      expect(listsOf(`${pattern}\n`)).toEqual({ private: [pattern] });
    },
  );

  it.each([
    ['a[b', 'not closed'],
    ['!', 'lone "!"'],
    ['/', 'lone "/"'],
    ['abc\\', 'ends with'],
    ['[[:nope:]]', 'not closed or names no known class'],
  ])('reports %s, leaves it out and keeps the rest', (pattern, message) => {
    const text = `ok\n${pattern}\n*.pem\n`;
    expect(parseCairnIgnore(text).problems).toEqual([{ line: 2, message: expect.stringContaining(message) }]);
    expect(listsOf(text)).toEqual({ private: ['ok', '*.pem'] });
  });

  it.each(['./a', '../a', 'src\\secret'])('warns of %s and keeps it', (pattern) => {
    expect(problemLines(`${pattern}\n`)).toEqual([1]);
    expect(listsOf(`${pattern}\n`)).toEqual({ private: [pattern] });
  });

  it('never throws, and every line is a comment, a header, a problem or a pattern', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('[private]', '[low-quality]', '[privte]', '!', 'a[', '# x', 'a', '[x'),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const clean = lines.map((text) => text.replaceAll('\n', ''));
        const parsed = parseCairnIgnore(clean.join('\n'));
        const accounted = new Set([
          ...parsed.problems.map((problem) => problem.line),
          ...parsed.lists.flatMap((list) => list.patterns.map((pattern) => pattern.line)),
        ]);
        for (const [index, raw] of clean.entries()) {
          const text = (index === 0 ? raw.replace(/^\ufeff/, '') : raw).replace(/\r$/, '');
          const silent = /^ *$/.test(text) || text.startsWith('#') || /^\[(private|low-quality)\] *$/.test(text);
          expect(accounted.has(index + 1)).toBe(!silent);
        }
      }),
    );
  });
});
