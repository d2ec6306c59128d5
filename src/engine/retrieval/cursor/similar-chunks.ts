import type { ChunkHit, WeightedTerm, WorkspaceIndex } from '../../index';
import { familyFilter } from '../imports';
import type { CursorPlace } from './cursor-search';

const SIMILAR_CHUNKS = 15;
const MAX_POSTINGS = 8_000;

/** The chunks of other files most like the text at the cursor, best first; of equal ones those of the cursor's own folder. */
export function similarChunks(
  index: WorkspaceIndex,
  terms: readonly WeightedTerm[],
  at: CursorPlace,
): readonly ChunkHit[] {
  const isFamily = familyFilter(at.languageId);
  const hits = index.searchChunks(terms, SIMILAR_CHUNKS, {
    maxPostings: MAX_POSTINGS,
    accept: (file) => file.uri !== at.uri && file.strength === 'free' && isFamily(file.languageId),
  });
  const isOwn = ({ file }: ChunkHit): number => Number(file.folder === at.folder);
  return [...hits].sort((a, b) => b.score - a.score || isOwn(b) - isOwn(a));
}
