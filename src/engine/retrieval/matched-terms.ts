import type { ChunkInFile, WeightedTerm, WorkspaceIndex } from '../index';
import { tokensOf } from '../text';

/** Tells of chunks which words of a query, as the index knows them, a chunk or its path has, in the query's order. */
export function termMatcher(
  index: WorkspaceIndex,
  terms: readonly WeightedTerm[],
): (chunk: ChunkInFile) => readonly string[] {
  const names = index.termNames(terms);
  const wanted = new Set(terms.map(({ term }) => term));
  const byPath = new Map<string, ReadonlySet<string>>();
  const wordsOf = (path: string): ReadonlySet<string> => {
    const words = byPath.get(path) ?? new Set(tokensOf(path));
    byPath.set(path, words);
    return words;
  };
  return (chunk) => {
    const inPath = wordsOf(chunk.file.path);
    const inChunk = index.termsIn(chunk, wanted);
    return names.filter((name, at) => inChunk.has(terms[at]?.term ?? -1) || inPath.has(name));
  };
}
