import { Marked, type TokenizerThis, type Token } from 'marked';
import { escapeHtml, highlightCode } from './highlight';
import { isWebLink } from './protocol';

/** Renders one block of Markdown as HTML. Raw HTML in it is shown as text, images become links. */
export type MarkdownRenderer = (markdown: string) => string;

const citation = /^\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\](?!\()/;

/** A renderer that turns `[1]` into a button wherever `isSource` knows the number. */
export function createMarkdownRenderer(isSource: (number: number) => boolean): MarkdownRenderer {
  const marked = new Marked({
    gfm: true,
    async: false,
    extensions: [
      {
        name: 'citation',
        level: 'inline',
        start: (text: string) => {
          const at = text.search(/\[\d/);
          return at < 0 ? undefined : at;
        },
        tokenizer(this: TokenizerThis, text: string, before: Token[]) {
          const match = citation.exec(text);
          const previous = before.at(-1);
          const follows = previous && previous.type !== 'citation' ? previous.raw.at(-1) : undefined;
          if (!match?.[1] || (follows && /[\w)\]]/.test(follows))) return undefined;
          const numbers = match[1].split(',').map(Number);
          if (!numbers.every(isSource)) return undefined;
          return { type: 'citation', raw: match[0], numbers };
        },
        renderer: (token) => (token['numbers'] as number[]).map(citationButton).join(''),
      },
    ],
    renderer: {
      html: (token) => escapeHtml(token.text),
      code: ({ text, lang }) => codeBlock(text, lang ?? ''),
      image: ({ href, text }) => link(href, escapeHtml(text || href)),
      link(token) {
        return link(token.href, this.parser.parseInline(token.tokens));
      },
    },
  });
  return (markdown) => marked.parse(markdown) as string;
}

export interface Blocks {
  /** Blocks that more text cannot change any more. */
  readonly settled: readonly string[];
  /** The block still being written, with the blank lines after it. */
  readonly open: string;
}

const lexer = new Marked({ gfm: true });

/** Splits Markdown that is still growing at its top-level blocks. */
export function splitBlocks(markdown: string): Blocks {
  const tokens = lexer.lexer(markdown);
  const last = tokens.findLastIndex((token) => token.type !== 'space');
  if (last <= 0) return { settled: [], open: markdown };
  const settled = tokens.slice(0, last).filter((token) => token.type !== 'space');
  const length = tokens.slice(0, last).reduce((total, token) => total + token.raw.length, 0);
  return { settled: settled.map((token) => token.raw), open: markdown.slice(length) };
}

/** UTF-16 units from which code being written is no longer parsed and coloured with every frame. */
const longCode = 3000;

/** The code of a long fenced block that is open and that `added` does not close; undefined for anything else. */
export function longOpenCode(open: string, added: string): string | undefined {
  const fence = /^ {0,3}(`{3,}|~{3,})[^\n]*\n/.exec(open);
  if (!fence?.[1] || open.length < longCode) return undefined;
  const newLines = open.slice(open.lastIndexOf('\n') + 1) + added;
  return newLines.includes(fence[1]) ? undefined : (open + added).slice(fence[0].length);
}

function citationButton(number: number): string {
  return `<button type="button" class="citation" data-source="${number}">${number}</button>`;
}

function codeBlock(text: string, info: string): string {
  const language = /^[\w+#.-]+/.exec(info.trim())?.[0]?.toLowerCase() ?? '';
  return `<pre data-language="${escapeHtml(language)}"><code>${highlightCode(text, language)}</code></pre>`;
}

function link(href: string, label: string): string {
  return isWebLink(href) ? `<a href="${escapeHtml(href)}" title="${escapeHtml(href)}">${label}</a>` : label;
}
