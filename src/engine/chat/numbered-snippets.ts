import type { Snippet } from '../retrieval';
import { lineSpan, type Source } from './conversation';

export interface NumberedSnippet {
  readonly snippet: Snippet;
  readonly source: Source;
}

/** Groups snippets by file, best file first and top to bottom within it, and numbers them from 1. */
export function numberSnippets(snippets: readonly Snippet[]): readonly NumberedSnippet[] {
  return groupByFile(snippets)
    .flatMap((group) => group)
    .map((snippet, position) => ({ snippet, source: toSource(snippet, position + 1) }));
}

/** Best file first; the snippets of one file from top to bottom. */
function groupByFile(snippets: readonly Snippet[]): readonly (readonly Snippet[])[] {
  const groups = new Map<string, Snippet[]>();
  for (const snippet of snippets) {
    const group = groups.get(snippet.origin.uri);
    if (group) group.push(snippet);
    else groups.set(snippet.origin.uri, [snippet]);
  }
  return [...groups.values()].map((group) =>
    group.toSorted((a, b) => a.origin.range.start.line - b.origin.range.start.line),
  );
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
