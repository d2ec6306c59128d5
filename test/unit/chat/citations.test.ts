import { describe, expect, it } from 'vitest';
import { lineSpan, type Source } from '../../../src/engine/chat';
import { spellOutCitations } from '../../../src/engine/chat/citations';
import { bestExcerpt, dedent, searchTerms } from '../../../src/engine/chat/excerpt';

const source = (number: number, path: string): Source => ({
  number,
  path,
  languageId: 'go',
  kind: 'chunk',
  tokens: 1,
  origin: {
    kind: 'file',
    uri: `file:///${path}`,
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    version: -1,
  },
});

const size = { usualLines: 10, wholeLines: 16 };

describe('citations', () => {
  it.each([
    ['One [1], two [2, 3]. Again [1]: yes.', 'One (a.go), two (b.go, c.go). Again (a.go): yes.'],
    ['both [1][2]', 'both (a.go)(b.go)'],
    ['not items[1] nor f()[2] nor [3](https://example.org)', undefined],
    ['not `[1]` nor\n```ts\na = [2];\n```\nbut [3]', 'not `[1]` nor\n```ts\na = [2];\n```\nbut (c.go)'],
    ['an open block\n```\n[1]', undefined],
    ['unknown [9]', undefined],
  ])('become paths outside code: %s', (markdown, expected) => {
    const sources = [source(1, 'a.go'), source(2, 'b.go'), source(3, 'c.go')];
    expect(spellOutCitations(markdown, sources)).toBe(expected ?? markdown);
  });
});

describe('excerpts', () => {
  it('begin at the beginning when nothing else stands out', () => {
    const lines = Array.from({ length: 30 }, (_, at) => `line ${at}`);
    expect(bestExcerpt(lines.join('\n'), ['absent'], size)).toEqual({ firstLine: 0, lines: lines.slice(0, 10) });
  });

  it('are the whole of a text that is not much longer', () => {
    const lines = Array.from({ length: 16 }, (_, at) => `line ${at}`);
    expect(bestExcerpt(lines.join('\n'), ['15'], size)).toEqual({ firstLine: 0, lines });
  });

  it('go on to the end of a text that is near', () => {
    const lines = Array.from({ length: 30 }, (_, at) => (at >= 17 && at < 20 ? 'wanted wanted' : `line ${at}`));
    expect(bestExcerpt(lines.join('\n'), ['wanted'], size).lines.at(-1)).toBe('line 29');
  });

  it.each([
    [13, 13],
    [7, 7],
    [2, 10],
  ])('end before a blank line where one is near: line %i', (blank, end) => {
    const lines = Array.from({ length: 40 }, (_, at) => (at === blank ? '' : `line ${at}`));
    expect(bestExcerpt(lines.join('\n'), [], size).lines).toEqual(lines.slice(0, end));
  });

  it('cut blank lines at the ends and count from where they start', () => {
    expect(bestExcerpt('\r\n\r\n  a\r\n\r\n', [], size)).toEqual({ firstLine: 2, lines: ['  a'] });
  });

  it('lose the indentation that all lines share', () => {
    expect(dedent(['    a', '', '      b'])).toEqual(['a', '', '  b']);
    expect(dedent(['\ta', '  b'])).toEqual(['\ta', '  b']);
    expect(dedent([])).toEqual([]);
  });

  it('look for the parts of names too', () => {
    expect(searchTerms('Where does parseConfigFile read the env_file?')).toEqual(
      expect.arrayContaining(['parseconfigfile', 'parse', 'config', 'read', 'env']),
    );
    expect(searchTerms('Where does the')).toEqual([]);
  });
});

describe('lines as people read them', () => {
  const span = (startLine: number, endLine: number, endCharacter: number) =>
    lineSpan({ start: { line: startLine, character: 0 }, end: { line: endLine, character: endCharacter } });

  it('do not count a line that a range only touches', () => {
    expect(span(4, 9, 3)).toEqual({ first: 5, last: 10 });
    expect(span(4, 9, 0)).toEqual({ first: 5, last: 9 });
    expect(span(4, 4, 0)).toEqual({ first: 5, last: 5 });
  });
});
