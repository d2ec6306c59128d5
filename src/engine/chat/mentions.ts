import type { ContextSource, SymbolHit } from '../retrieval';
import type { Mention } from './conversation';

// An @ at the start of a word, then a path; a path with spaces is quoted.
const mention = /(?<![^\s([{])@(?:"([^"\n]+)"|([^\s@"]+))/g;

/** Paths written as `@path/to/file` or `@"path with spaces"` in a question, in order, each once. */
export function parseMentions(question: string): readonly string[] {
  const paths = new Set<string>();
  for (const match of question.matchAll(mention)) {
    const path = (match[1] ?? trimPunctuation(match[2] ?? '')).replaceAll('\\', '/').replace(/^\.?\//, '');
    if (path) paths.add(path);
  }
  return [...paths];
}

/** How a path is written in a question. */
export function formatMention(path: string): string {
  return /[\s"]/.test(path) || trimPunctuation(path) !== path ? `@"${path}"` : `@${path}`;
}

export interface ResolvedMentions {
  readonly mentions: readonly Mention[];
  /** Paths that look like files and that no usable file has. */
  readonly unknown: readonly string[];
}

/** Finds the files that a question names: the exact path first, else the shortest path that ends with what was written. */
export async function resolveMentions(
  question: string,
  context: Pick<ContextSource, 'symbols'>,
): Promise<ResolvedMentions> {
  const mentions = new Map<string, Mention>();
  const unknown: string[] = [];
  for (const path of parseMentions(question)) {
    const hit = bestHit(path, await context.symbols({ text: path, limit: 50, want: 'file' }));
    if (hit) mentions.set(hit.uri, { uri: hit.uri, path: hit.path });
    else if (/[/.]/.test(path)) unknown.push(path);
  }
  return { mentions: [...mentions.values()], unknown };
}

function bestHit(path: string, hits: readonly SymbolHit[]): SymbolHit | undefined {
  const exact = hits.find((hit) => hit.path === path);
  if (exact) return exact;
  const lower = path.toLowerCase();
  return hits
    .filter((hit) => hit.path.toLowerCase() === lower || hit.path.toLowerCase().endsWith(`/${lower}`))
    .sort((a, b) => a.path.length - b.path.length || (a.path < b.path ? -1 : 1))[0];
}

function trimPunctuation(path: string): string {
  return path.replace(/[.,;:!?)\]}'"]+$/, '');
}
