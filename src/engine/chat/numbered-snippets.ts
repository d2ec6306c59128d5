import type { Snippet } from '../retrieval';
import { lineSpan, type Source } from './conversation';

export interface NumberedSnippet {
  readonly snippet: Snippet;
  readonly source: Source;
}

/** Numbers snippets from 1 in their order. */
export function numberSnippets(snippets: readonly Snippet[]): readonly NumberedSnippet[] {
  return snippets.map((snippet, position) => ({ snippet, source: toSource(snippet, position + 1) }));
}

/** The order in which a model reads snippets: best file first, top to bottom within it. */
export function inFileOrder(snippets: readonly Snippet[]): readonly Snippet[] {
  const groups = new Map<string, Snippet[]>();
  for (const snippet of snippets) {
    const group = groups.get(snippet.origin.uri);
    if (group) group.push(snippet);
    else groups.set(snippet.origin.uri, [snippet]);
  }
  return [...groups.values()].flatMap((group) =>
    group.toSorted((a, b) => a.origin.range.start.line - b.origin.range.start.line),
  );
}

/** An excerpt of more lines says too little about where a cited statement stands. */
const MOST_JOINED_LINES = 60;

/** Chunks that follow each other in a file, made one as long as that is not long. Snippets stand in the order of their files. */
export function joinNeighbours(snippets: readonly Snippet[]): readonly Snippet[] {
  const joined: Snippet[] = [];
  for (const snippet of snippets) {
    const last = joined.at(-1);
    if (last && follows(last, snippet)) joined[joined.length - 1] = join(last, snippet);
    else joined.push(snippet);
  }
  return joined;
}

function follows(first: Snippet, second: Snippet): boolean {
  const { start, end } = first.origin.range;
  const next = second.origin.range;
  return (
    first.kind === 'chunk' &&
    second.kind === 'chunk' &&
    first.origin.uri === second.origin.uri &&
    first.origin.version === second.origin.version &&
    next.start.line === end.line &&
    end.character === 0 &&
    next.start.character === 0 &&
    next.end.line - start.line <= MOST_JOINED_LINES
  );
}

function join(first: Snippet, second: Snippet): Snippet {
  const range = { start: first.origin.range.start, end: second.origin.range.end };
  return {
    ...first,
    origin: { ...first.origin, range },
    text: `${first.text}\n${second.text}`,
    tokens: first.tokens + second.tokens,
    why: [...first.why, ...second.why],
  };
}

/** `1` or `10-24`: one-based lines as people and models read them. */
export function linesLabel(source: Source): string {
  const { first, last } = lineSpan(source.origin.range);
  return first === last ? `${first}` : `${first}-${last}`;
}

function toSource(snippet: Snippet, number: number): Source {
  return {
    number,
    origin: snippet.origin,
    path: snippet.path,
    languageId: snippet.languageId,
    kind: snippet.kind,
    tokens: snippet.tokens,
  };
}
