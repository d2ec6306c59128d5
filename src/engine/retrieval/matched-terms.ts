import type { ChunkHit, WorkspaceIndex } from '../index';
import { tokensOf, tokensOfIdentifier } from '../text';

/** Words of a query, as the index knows them, that a chunk or its path has, in the query's order. */
export function matchedTerms(
  index: WorkspaceIndex,
  { file, ordinal }: Pick<ChunkHit, 'file' | 'ordinal'>,
  terms: readonly string[],
): readonly string[] {
  const found = new Set(tokensOf(file.path));
  for (const name of index.identifiersIn(file.uri, ordinal))
    for (const token of tokensOfIdentifier(name)) found.add(token);
  return terms.filter((term) => found.has(term));
}
