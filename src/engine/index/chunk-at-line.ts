import type { ChunkLines } from './file-lists';

/** The place of the chunk that holds a line, of a file's chunks in their order; -1 when none does. */
export function chunkAtLine(chunks: readonly ChunkLines[], line: number): number {
  let from = 0;
  let to = chunks.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((chunks[middle] as ChunkLines).endLine < line) from = middle + 1;
    else to = middle;
  }
  return from < chunks.length && (chunks[from] as ChunkLines).startLine <= line ? from : -1;
}
