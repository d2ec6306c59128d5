import type { ChunkHit, WeightedTerm, WorkspaceIndex } from '../index';
import { tokensOf } from '../text';

/** Words of a query, as the index knows them, that a chunk or its path has, in the query's order. */
export function matchedTerms(
  index: WorkspaceIndex,
  { file, ordinal }: Pick<ChunkHit, 'file' | 'ordinal'>,
  terms: readonly WeightedTerm[],
): readonly string[] {
  const inPath = new Set(tokensOf(file.path));
  const inChunk = index.termsIn(file.uri, ordinal, terms);
  return index.termNames(terms).filter((name, at) => inChunk.has(terms[at]?.term ?? -1) || inPath.has(name));
}
