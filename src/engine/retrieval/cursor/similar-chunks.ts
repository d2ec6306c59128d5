import type { ChunkHit, WeightedTerm, WorkspaceIndex } from '../../index';
import { familyFilter } from '../imports';
import type { CursorPlace } from './cursor-search';

const SIMILAR_CHUNKS = 15;
const MAX_POSTINGS = 12_000;

/** The chunks of other files most like the text at the cursor, best first. */
export function similarChunks(
  index: WorkspaceIndex,
  terms: readonly WeightedTerm[],
  at: CursorPlace,
): readonly ChunkHit[] {
  const isFamily = familyFilter(at.languageId);
  return index.searchChunks(terms, SIMILAR_CHUNKS, {
    maxPostings: MAX_POSTINGS,
    accept: (file) => file.uri !== at.uri && file.strength === 'free' && isFamily(file.languageId),
  });
}
