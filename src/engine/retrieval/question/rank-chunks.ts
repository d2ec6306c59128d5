import type { Chunk, IndexedFile, WorkspaceIndex } from '../../index';
import type { Evidence } from '../contract';
import type { FileEvidence } from './file-evidence';
import * as weights from './question-weights';
import type { RankedFile } from './rank-files';

export interface RankedChunk {
  readonly file: RankedFile;
  readonly chunk: Chunk;
  readonly ordinal: number;
  /** 1 for the best. */
  readonly score: number;
  readonly why: readonly Evidence[];
}

export type ChunkEvidenceName = keyof typeof weights.CHUNK_WEIGHTS;

export interface WeighedChunk {
  readonly file: RankedFile;
  readonly chunk: Chunk;
  readonly ordinal: number;
  readonly values: Readonly<Record<ChunkEvidenceName, number>>;
  /** One-based places: of the file among the files, of the chunk among those that match. */
  readonly ranks: Readonly<Partial<Record<ChunkEvidenceName, number>>>;
}

/** Chunks of the best files, in the order in which they should get the budget. */
export function rankChunks(
  index: WorkspaceIndex,
  files: readonly RankedFile[],
  evidence: Pick<FileEvidence, 'terms'>,
): RankedChunk[] {
  const ranked = chunkEvidence(index, files, evidence)
    .map((weighed) => ({ ...weighed, shares: sharesOf(weighed) }))
    .map(({ shares, ...weighed }) => ({ ...weighed, shares, odds: shares.reduce((sum, { score }) => sum + score, 0) }))
    .sort((a, b) => b.odds - a.odds || a.file.odds - b.file.odds || a.ordinal - b.ordinal);
  const best = ranked[0]?.odds ?? 0;
  return ranked.map(({ file, chunk, ordinal, shares, odds }) => ({
    file,
    chunk,
    ordinal,
    score: Math.exp(odds - best),
    why: shares.filter(({ score, rank: place }) => score !== 0 || place > 0),
  }));
}

/** What is known of each chunk of the best files, in the order of the files. */
export function chunkEvidence(
  index: WorkspaceIndex,
  files: readonly RankedFile[],
  { terms }: Pick<FileEvidence, 'terms'>,
): WeighedChunk[] {
  const quoted = files.slice(0, weights.FILES_QUOTED);
  const uris = new Set(quoted.map(({ file }) => file.uri));
  const accept = (file: IndexedFile) => uris.has(file.uri);
  const hits = index.searchChunks(terms, weights.CHUNKS_WEIGHED, { accept });
  const scores = relative(hits);
  const places = new Map(hits.map(({ chunk }, at) => [chunk, at + 1]));
  const containers = relative(index.searchChunks(terms, weights.CHUNKS_WEIGHED, { accept, weights: [0, 0, 1, 0] }));
  const definitions = relative(
    index.searchDefinitions(terms, weights.CHUNKS_WEIGHED, { accept }).map(({ file, symbol, score }) => ({
      file,
      score,
      ordinal: file.chunks.findIndex(
        ({ startLine, endLine }) => startLine <= symbol.nameLine && symbol.nameLine <= endLine,
      ),
    })),
  );
  return quoted.flatMap((ranked, rank) => {
    const { uri, chunks } = ranked.file;
    const own = scores.get(uri) ?? new Map<number, number>();
    const best = Math.max(...own.values(), 0);
    return chunks.map((chunk, ordinal) => {
      const score = own.get(ordinal) ?? 0;
      return {
        file: ranked,
        chunk,
        ordinal,
        values: {
          file: Math.max(ranked.odds, weights.LEAST_FILE_ODDS),
          rank: 1 / (1 + rank),
          chunk: score,
          inFile: best > 0 ? score / best : 0,
          container: containers.get(uri)?.get(ordinal) ?? 0,
          definition: definitions.get(uri)?.get(ordinal) ?? 0,
          first: ordinal === 0 ? 1 : 0,
          matches: score > 0 ? 1 : 0,
          lines: Math.log(chunk.endLine - chunk.startLine + 1),
          chunksInFile: Math.log(chunks.length),
        },
        ranks: { file: rank + 1, chunk: places.get(chunk) ?? 0 },
      };
    });
  });
}

function sharesOf({ values, ranks }: WeighedChunk): Evidence[] {
  return (Object.keys(weights.CHUNK_WEIGHTS) as ChunkEvidenceName[]).map((list) => {
    const weight = weights.CHUNK_WEIGHTS[list];
    return { list, rank: ranks[list] ?? 0, score: weight * values[list], terms: [], weight };
  });
}

interface Hit {
  readonly file: IndexedFile;
  readonly ordinal: number;
  readonly score: number;
}

/** Scores relative to the best, by file and place in it; of one place the highest. */
function relative(hits: readonly Hit[]): Map<string, Map<number, number>> {
  const best = hits[0]?.score ?? 1;
  const scores = new Map<string, Map<number, number>>();
  for (const { file, ordinal, score } of hits) {
    const own = scores.get(file.uri) ?? new Map<number, number>();
    if (!own.has(ordinal)) own.set(ordinal, score / best);
    scores.set(file.uri, own);
  }
  return scores;
}
