import { type Chunk, CHUNK_FIELDS, chunkAtLine, placesByScore, type WorkspaceIndex } from '../../index';
import type { Evidence } from '../contract';
import type { FileEvidence } from './file-evidence';
import * as weights from './question-weights';
import type { RankedFile } from './rank-files';

/** Weighs what is known of the type around a chunk alone. */
const CONTAINER = [0, 0, 1, 0] as const;
const NAMES = Object.keys(weights.CHUNK_WEIGHTS) as ChunkEvidenceName[];
const WEIGHTS = NAMES.map((name) => weights.CHUNK_WEIGHTS[name]);
const COLUMN = Object.fromEntries(NAMES.map((name, at) => [name, at])) as Readonly<Record<ChunkEvidenceName, number>>;
const NONE: ScoresByFile = new Map();
const NO_SCORES = new Float64Array(0);

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

/** Rows are chunks of some files, file after file. */
interface ChunkRows {
  readonly files: readonly RankedFile[];
  /** By file. */
  readonly chunks: readonly (readonly Chunk[])[];
  /** By row: the place of its file. */
  readonly fileOf: Uint16Array;
  readonly ordinals: Uint32Array;
  /** For each row a number for each name of `NAMES`. */
  readonly values: Float64Array;
  /** One-based places of the chunks that match among each other; 0 for those that do not. */
  readonly places: Uint32Array;
}

/** Chunks of the best files, in the order in which they should get the budget; each is made when it is asked for. */
export function rankChunks(
  index: WorkspaceIndex,
  files: readonly RankedFile[],
  evidence: Pick<FileEvidence, 'terms'>,
): Iterable<RankedChunk> {
  const rows = chunkRows(index, files, evidence);
  const { fileOf, ordinals } = rows;
  const odds: number[] = [];
  for (let row = 0; row < fileOf.length; row++) odds.push(oddsOf(rows.values, row));
  const fileOdds = rows.files.map((file) => file.odds);
  const inOrder = placesByScore(
    odds,
    (a, b) =>
      (fileOdds[fileOf[a] as number] as number) - (fileOdds[fileOf[b] as number] as number) ||
      (ordinals[a] as number) - (ordinals[b] as number) ||
      a - b,
  );
  return chunksInOrder(rows, inOrder, odds);
}

function* chunksInOrder(rows: ChunkRows, inOrder: readonly number[], odds: readonly number[]): Generator<RankedChunk> {
  const best = odds[inOrder[0] ?? 0] ?? 0;
  for (const row of inOrder) yield { ...chunkAt(rows, row), score: Math.exp((odds[row] as number) - best) };
}

/** Why a chunk is where it is; `terms` are the words of the question that it has. */
export function whyOfChunk({ values, ranks }: WeighedChunk, terms: readonly string[]): Evidence[] {
  return NAMES.map((list) => {
    const weight = weights.CHUNK_WEIGHTS[list];
    const found = list === 'chunk' ? terms : [];
    return { list, rank: ranks[list] ?? 0, score: weight * values[list], terms: found, weight };
  }).filter(({ score, rank }) => score !== 0 || rank > 0);
}

function oddsOf(values: Float64Array, row: number): number {
  let odds = 0;
  for (let at = 0; at < NAMES.length; at++)
    odds += (WEIGHTS[at] as number) * (values[NAMES.length * row + at] as number);
  return odds;
}

/** What is known of each chunk of the best files, in the order of the files. */
export function chunkEvidence(
  index: WorkspaceIndex,
  files: readonly RankedFile[],
  evidence: Pick<FileEvidence, 'terms'>,
): WeighedChunk[] {
  const rows = chunkRows(index, files, evidence);
  return Array.from(rows.fileOf, (_, row) => chunkAt(rows, row));
}

function chunkAt({ files, chunks, fileOf, ordinals, values, places }: ChunkRows, row: number): WeighedChunk {
  const at = fileOf[row] as number;
  const ordinal = ordinals[row] as number;
  const first = NAMES.length * row;
  const own = {} as Record<ChunkEvidenceName, number>;
  for (let column = 0; column < NAMES.length; column++)
    own[NAMES[column] as ChunkEvidenceName] = values[first + column] as number;
  return {
    file: files[at] as RankedFile,
    chunk: chunks[at]?.[ordinal] as Chunk,
    ordinal,
    values: own,
    ranks: { file: at + 1, chunk: places[row] as number },
  };
}

function chunkRows(
  index: WorkspaceIndex,
  files: readonly RankedFile[],
  { terms }: Pick<FileEvidence, 'terms'>,
): ChunkRows {
  const quoted = files.slice(0, weights.FILES_QUOTED);
  const uris = quoted.map(({ file }) => file.uri);
  const chunks = quoted.map(({ file }) => file.chunks);
  const count = chunks.reduce((sum, own) => sum + own.length, 0);
  const [scores = NONE, containers = NONE] = index.chunkScores(uris, terms, [CHUNK_FIELDS, CONTAINER]).map(relative);
  const definitions = relative(definitionsByChunk(index, quoted, chunks, index.definitionScores(uris, terms)));
  const fileOf = new Uint16Array(count);
  const ordinals = new Uint32Array(count);
  const values = new Float64Array(NAMES.length * count);
  const matches = new Float64Array(count);
  let row = 0;
  quoted.forEach(({ file: { uri }, odds }, rank) => {
    const own = scores.get(uri);
    const inContainers = containers.get(uri);
    const defined = definitions.get(uri);
    const best = own ? greatest(own) : 0;
    const all = chunks[rank] as readonly Chunk[];
    for (let ordinal = 0; ordinal < all.length; ordinal++, row++) {
      const { startLine, endLine } = all[ordinal] as Chunk;
      const score = own?.[ordinal] ?? 0;
      const first = NAMES.length * row;
      fileOf[row] = rank;
      ordinals[row] = ordinal;
      matches[row] = score;
      values[first + COLUMN.file] = Math.max(odds, weights.LEAST_FILE_ODDS);
      values[first + COLUMN.rank] = 1 / (1 + rank);
      values[first + COLUMN.chunk] = score;
      values[first + COLUMN.inFile] = best > 0 ? score / best : 0;
      values[first + COLUMN.container] = inContainers?.[ordinal] ?? 0;
      values[first + COLUMN.definition] = defined?.[ordinal] ?? 0;
      values[first + COLUMN.first] = ordinal === 0 ? 1 : 0;
      values[first + COLUMN.matches] = score > 0 ? 1 : 0;
      values[first + COLUMN.lines] = Math.log(endLine - startLine + 1);
      values[first + COLUMN.chunksInFile] = Math.log(all.length);
    }
  });
  return { files: quoted, chunks, fileOf, ordinals, values, places: placesOf(uris, fileOf, matches) };
}

/** Scores of places in files, in their order. */
type ScoresByFile = ReadonlyMap<string, Float64Array>;

/** Scores relative to the best. */
function relative(scores: ScoresByFile): ScoresByFile {
  let best = 0;
  for (const own of scores.values()) best = Math.max(best, greatest(own));
  if (best === 0) return scores;
  const shares = new Map<string, Float64Array>();
  for (const [uri, own] of scores) {
    const share = new Float64Array(own.length);
    for (let at = 0; at < own.length; at++) share[at] = (own[at] as number) / best;
    shares.set(uri, share);
  }
  return shares;
}

/** 0 when there is none. */
function greatest(scores: Float64Array): number {
  let most = 0;
  for (let at = 0; at < scores.length; at++) most = Math.max(most, scores[at] as number);
  return most;
}

/** Of each chunk the score of its best definition. */
function definitionsByChunk(
  index: WorkspaceIndex,
  files: readonly RankedFile[],
  chunks: readonly (readonly Chunk[])[],
  scores: ScoresByFile,
): ScoresByFile {
  const best = new Map<string, Float64Array>();
  files.forEach(({ file: { uri } }, rank) => {
    const all = chunks[rank] as readonly Chunk[];
    const byChunk = new Float64Array(all.length);
    const own = scores.get(uri) ?? NO_SCORES;
    for (let at = 0; at < own.length; at++) {
      const score = own[at] as number;
      if (score === 0) continue;
      const ordinal = chunkAtLine(all, index.symbols.nameLineOf(index.symbols.rowAt(uri, at)));
      if (score > (byChunk[ordinal] ?? Number.POSITIVE_INFINITY)) byChunk[ordinal] = score;
    }
    best.set(uri, byChunk);
  });
  return best;
}

/** By row; equal scores in the order of the files' URIs. */
function placesOf(uris: readonly string[], fileOf: Uint16Array, scores: Float64Array): Uint32Array {
  const rows: number[] = [];
  for (let row = 0; row < scores.length; row++) if ((scores[row] as number) > 0) rows.push(row);
  const uriOf = (at: number) => uris[fileOf[rows[at] as number] as number] as string;
  const inOrder = placesByScore(
    rows.map((row) => scores[row] as number),
    (a, b) => (uriOf(a) === uriOf(b) ? a - b : uriOf(a) < uriOf(b) ? -1 : 1),
  );
  const places = new Uint32Array(scores.length);
  inOrder.forEach((at, place) => {
    places[rows[at] as number] = place + 1;
  });
  return places;
}
