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
