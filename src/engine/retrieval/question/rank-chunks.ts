import { type Chunk, CHUNK_FIELDS, type WorkspaceIndex } from '../../index';
import type { Evidence } from '../contract';
import type { FileEvidence } from './file-evidence';
import * as weights from './question-weights';
import type { RankedFile } from './rank-files';

/** Weighs what is known of the type around a chunk alone. */
const CONTAINER = [0, 0, 1, 0] as const;
const NAMES = Object.keys(weights.CHUNK_WEIGHTS) as ChunkEvidenceName[];
const NONE: ScoresByFile = new Map();

export interface RankedChunk extends WeighedChunk {
  /** 1 for the best. */
  readonly score: number;
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
    .map((weighed) => ({ weighed, odds: oddsOf(weighed.values) }))
    .sort(
      (a, b) => b.odds - a.odds || a.weighed.file.odds - b.weighed.file.odds || a.weighed.ordinal - b.weighed.ordinal,
    );
  const best = ranked[0]?.odds ?? 0;
  return ranked.map(({ weighed, odds }) => ({ ...weighed, score: Math.exp(odds - best) }));
}

/** Why a chunk is where it is; `terms` are the words of the question that it has. */
export function whyOfChunk({ values, ranks }: WeighedChunk, terms: readonly string[]): Evidence[] {
  return NAMES.map((list) => {
    const weight = weights.CHUNK_WEIGHTS[list];
    const found = list === 'chunk' ? terms : [];
    return { list, rank: ranks[list] ?? 0, score: weight * values[list], terms: found, weight };
  }).filter(({ score, rank }) => score !== 0 || rank > 0);
}

function oddsOf(values: WeighedChunk['values']): number {
  return NAMES.reduce((sum, name) => sum + weights.CHUNK_WEIGHTS[name] * values[name], 0);
}

/** What is known of each chunk of the best files, in the order of the files. */
export function chunkEvidence(
  index: WorkspaceIndex,
  files: readonly RankedFile[],
  { terms }: Pick<FileEvidence, 'terms'>,
): WeighedChunk[] {
  const quoted = files.slice(0, weights.FILES_QUOTED);
  const uris = quoted.map(({ file }) => file.uri);
  const [scores = NONE, containers = NONE] = index.chunkScores(uris, terms, [CHUNK_FIELDS, CONTAINER]).map(relative);
  const definitions = relative(definitionsByChunk(index, quoted, index.definitionScores(uris, terms)));
  const places = placesOf(quoted, scores);
  return quoted.flatMap((ranked, rank) => {
    const { uri, chunks } = ranked.file;
    const own = scores.get(uri);
    const best = own?.reduce((most, score) => Math.max(most, score), 0) ?? 0;
    return chunks.map((chunk, ordinal) => {
      const score = own?.[ordinal] ?? 0;
      return {
        file: ranked,
        chunk,
        ordinal,
        values: {
          file: Math.max(ranked.odds, weights.LEAST_FILE_ODDS),
          rank: 1 / (1 + rank),
          chunk: score,
          inFile: best > 0 ? score / best : 0,
          container: containers.get(uri)?.[ordinal] ?? 0,
          definition: definitions.get(uri)?.[ordinal] ?? 0,
          first: ordinal === 0 ? 1 : 0,
          matches: score > 0 ? 1 : 0,
          lines: Math.log(chunk.endLine - chunk.startLine + 1),
          chunksInFile: Math.log(chunks.length),
        },
        ranks: { file: rank + 1, chunk: places.get(uri)?.[ordinal] ?? 0 },
      };
    });
  });
}

/** Scores of places in files, in their order. */
type ScoresByFile = ReadonlyMap<string, Float64Array>;

/** Scores relative to the best. */
function relative(scores: ScoresByFile): ScoresByFile {
  let best = 0;
  for (const own of scores.values()) for (const score of own) if (score > best) best = score;
  if (best === 0) return scores;
  return new Map(Array.from(scores, ([uri, own]) => [uri, own.map((score) => score / best)]));
}

/** Of each chunk the score of its best definition. */
function definitionsByChunk(index: WorkspaceIndex, files: readonly RankedFile[], scores: ScoresByFile): ScoresByFile {
  const best = new Map<string, Float64Array>();
  for (const { file } of files) {
    const { chunks } = file;
    const byChunk = new Float64Array(chunks.length);
    scores.get(file.uri)?.forEach((score, at) => {
      if (score === 0) return;
      const ordinal = chunkAtLine(chunks, index.symbols.nameLineOf(index.symbols.rowAt(file.uri, at)));
      if (score > (byChunk[ordinal] ?? Number.POSITIVE_INFINITY)) byChunk[ordinal] = score;
    });
    best.set(file.uri, byChunk);
  }
  return best;
}

/** The place of the chunk that holds a line; -1 when none does. */
function chunkAtLine(chunks: readonly Chunk[], line: number): number {
  let from = 0;
  let to = chunks.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((chunks[middle] as Chunk).endLine < line) from = middle + 1;
    else to = middle;
  }
  return from < chunks.length && (chunks[from] as Chunk).startLine <= line ? from : -1;
}

/** One-based places of the chunks that match among each other, by file and by place in it; 0 for those that do not. */
function placesOf(files: readonly RankedFile[], scores: ScoresByFile): ReadonlyMap<string, Uint32Array> {
  const matching = files.flatMap(({ file: { uri } }) =>
    Array.from(scores.get(uri) ?? [], (score, ordinal) => ({ uri, ordinal, score })),
  );
  const ordered = matching
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.uri === b.uri ? a.ordinal - b.ordinal : a.uri < b.uri ? -1 : 1));
  const places = new Map(Array.from(scores, ([uri, own]) => [uri, new Uint32Array(own.length)]));
  ordered.forEach(({ uri, ordinal }, at) => {
    (places.get(uri) as Uint32Array)[ordinal] = at + 1;
  });
  return places;
}
