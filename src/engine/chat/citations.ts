import type { Source } from './conversation';

// A bracketed list of numbers that is neither a Markdown link nor an index behind a name.
const citation = /(?<![\w)])\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\](?!\()/g;
const code = /(^ {0,3}(`{3,}|~{3,})[\s\S]*?(?:^ {0,3}\2[`~]*\s*$|(?![\s\S]))|`[^`\n]+`)/m;

function outsideCode(markdown: string, change: (text: string) => string): string {
  let rest = markdown;
  let result = '';
  for (;;) {
    const match = code.exec(rest);
    if (!match) return result + change(rest);
    result += change(rest.slice(0, match.index)) + match[0];
    rest = rest.slice(match.index + match[0].length);
  }
}

/** Replaces citations by the paths they stand for, because numbers mean other sources in the next prompt. */
export function spellOutCitations(markdown: string, sources: readonly Source[]): string {
  const paths = new Map(sources.map((source) => [source.number, source.path]));
  return outsideCode(markdown, (text) =>
    text.replace(citation, (whole, list: string) => {
      const named = list.split(',').map((part) => paths.get(Number(part)));
      const known = [...new Set(named.filter((path) => path !== undefined))];
      return known.length > 0 ? `(${known.join(', ')})` : whole;
    }),
  );
}
