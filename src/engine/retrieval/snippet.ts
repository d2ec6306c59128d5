import { estimateTokens } from '../text';
import type { Dropped, DropReason, Evidence, ScoredFile, Snippet, SnippetKind } from './contract';
import type { DocumentText } from './document-texts';

/** A snippet as a trace holds it. */
export type SnippetReference = Omit<Snippet, 'text'>;

/** Snippets of an answer, kept small until someone asks for them. */
export interface KeptSnippets {
  /** Whether a snippet is of a file for which `isOne` is true. */
  holdsAny(isOne: (uri: string) => boolean): boolean;
  /** In the order of the answer. */
  references(): SnippetReference[];
  /** The answer has been given: from now on they are to take little memory. */
  settle(): void;
}

interface SnippetPlace {
  readonly uri: string;
  readonly path: string;
  readonly languageId: string;
  /** Zero-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
}

/** A snippet of whole lines of a document; undefined when the document has become shorter. */
export function lineSnippet(
  document: DocumentText,
  place: SnippetPlace,
  kind: SnippetKind,
  score: number,
  why: readonly Evidence[],
): Snippet | undefined {
  const lines = document.linesBetween(place.startLine, place.endLine);
  if (!lines || lines.text.trim() === '') return undefined;
  return textSnippet(lines.text, { ...place, endLine: lines.last }, document.version, kind, score, why);
}

/** A snippet whose text stands for lines but is shortened, as a signature is. */
export function textSnippet(
  text: string,
  place: SnippetPlace,
  version: number,
  kind: SnippetKind,
  score: number,
  why: readonly Evidence[],
): Snippet {
  return {
    origin: { kind: 'file', uri: place.uri, range: linesRange(place.startLine, place.endLine), version },
    path: place.path,
    languageId: place.languageId,
    text,
    tokens: estimateTokens(text),
    kind,
    score,
    why,
  };
}

/** Files of snippets in their order, each with the reasons of its first. */
export function filesOfSnippets(snippets: readonly SnippetReference[]): ScoredFile[] {
  const files = new Map<string, ScoredFile>();
  for (const snippet of snippets) {
    const { uri } = snippet.origin;
    if (!files.has(uri)) files.set(uri, scoredFile(snippet));
  }
  return [...files.values()];
}

function scoredFile(snippet: SnippetReference): ScoredFile {
  const { origin, path, score } = snippet;
  return {
    uri: origin.uri,
    path,
    score,
    get why() {
      return snippet.why;
    },
  };
}

/** The longest beginning of a snippet, at a line border, that fits; undefined when not even one line does. */
export function cutToBudget(snippet: Snippet, budgetTokens: number): Snippet | undefined {
  const lines = snippet.text.split('\n');
  let characters = 0;
  let count = 0;
  while (count < lines.length) {
    characters += (lines[count] as string).length + 1;
    if (estimateTokens(snippet.text.slice(0, characters)) > budgetTokens) break;
    count++;
  }
  if (count === 0) return undefined;
  const text = lines.slice(0, count).join('\n');
  const startLine = snippet.origin.range.start.line;
  return {
    ...snippet,
    text,
    tokens: estimateTokens(text),
    origin: { ...snippet.origin, range: linesRange(startLine, startLine + count - 1) },
  };
}

export function droppedPlace(uri: string, startLine: number, endLine: number, reason: DropReason): Dropped {
  return { uri, range: linesRange(startLine, endLine), reason };
}

/** Whether any snippet shows one of these lines; zero-based, inclusive. */
export function isQuoted(snippets: readonly Snippet[], uri: string, startLine: number, endLine: number): boolean {
  return snippets.some(({ origin }) => {
    const { start, end } = origin.range;
    return origin.uri === uri && start.line <= endLine && end.line > startLine;
  });
}

/** The range of whole lines, `endLine` inclusive. */
export function linesRange(startLine: number, endLine: number) {
  return { start: { line: startLine, character: 0 }, end: { line: endLine + 1, character: 0 } };
}
