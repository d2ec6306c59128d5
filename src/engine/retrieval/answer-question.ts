import type { ChunkHit, IndexedFile } from '../index';
import type { Dropped, Evidence, Question, Retrieval, ScoredFile, Snippet } from './contract';
import type { Library } from './library';
import { namedSnippets } from './named-files';
import { parseQuestion } from './question';
import { rankFiles, type RankedFile } from './rank-files';
import { CHUNK_SHARE } from './ranking-weights';
import { cutToBudget, droppedPlace, lineSnippet, textSnippet } from './snippet';

/** A snippet smaller than this is not worth its heading when the budget nearly is used up, in tokens. */
const SMALLEST_CUT_TOKENS = 40;
const MAX_MISSES = 12;
const SIGNATURES_OF_LOW_QUALITY = 8;

export interface QuestionAnswer {
  readonly retrieval: Omit<Retrieval, 'timings'>;
  readonly terms: readonly string[];
}

/** Files and snippets for a question: what it names first, then what ranks best, until the budget is used up. */
export async function answerQuestion(
  library: Library,
  question: Question,
  signal: AbortSignal,
): Promise<QuestionAnswer> {
  const { index, policy } = library;
  const parsed = parseQuestion(question.text);
  const ranking = rankFiles(index, parsed);
  const named = await namedSnippets(library, question, parsed, ranking.chunks, signal);
  const files = mergeFiles(named.files, ranking.files, question.k);
  const dropped: Dropped[] = [...named.dropped];
  const snippets = [...named.snippets];
  let left = question.budgetTokens - snippets.reduce((sum, snippet) => sum + snippet.tokens, 0);

  const fileScores = new Map(ranking.files.map((file) => [file.file.uri, file]));
  const candidates = scoreChunks(ranking.chunks, fileScores);
  let misses = 0;
  for (const { hit, score, why } of candidates) {
    if (left < SMALLEST_CUT_TOKENS || misses >= MAX_MISSES) break;
    const { file, chunk } = hit;
    if (named.shown.has(file.uri) || isQuoted(named.snippets, hit)) continue;
    const document = await library.texts.read(file.uri);
    signal.throwIfAborted();
    if (!document) continue;
    const snippet =
      file.strength === 'low-quality'
        ? signaturesSnippet(library, hit, document.version, score, why)
        : lineSnippet(document, { ...file, ...chunk }, 'chunk', score, why);
    if (!snippet) continue;
    const fitting = snippet.tokens <= left ? snippet : snippets.length === 0 ? cutToBudget(snippet, left) : undefined;
    if (fitting) {
      snippets.push(fitting);
      left -= fitting.tokens;
    } else {
      dropped.push(droppedPlace(file.uri, chunk.startLine, chunk.endLine, 'over-budget'));
      misses++;
    }
  }
  return {
    retrieval: { trace: question.trace, epoch: policy.epoch, files, snippets, dropped },
    terms: ranking.terms,
  };
}

function isQuoted(snippets: readonly Snippet[], { file, chunk }: ChunkHit): boolean {
  return snippets.some(({ origin: { uri, range } }) => {
    return uri === file.uri && range.start.line <= chunk.endLine && range.end.line > chunk.startLine;
  });
}

function scoreChunks(chunks: readonly ChunkHit[], files: ReadonlyMap<string, RankedFile>) {
  const best = chunks[0]?.score ?? 1;
  return chunks
    .map((hit, at) => {
      const file = files.get(hit.file.uri);
      const byChunk = CHUNK_SHARE * (hit.score / best) * kindFactor(file);
      const byFile = (1 - CHUNK_SHARE) * (file?.score ?? 0);
      const why: Evidence[] = [
        { list: 'chunk', rank: at + 1, score: byChunk, terms: file?.why[0]?.terms ?? [] },
        { list: 'file', rank: 0, score: byFile, terms: [] },
      ];
      return { hit, score: byChunk + byFile, why };
    })
    .sort(
      (a, b) =>
        b.score - a.score ||
        (a.hit.file.uri < b.hit.file.uri ? -1 : a.hit.file.uri > b.hit.file.uri ? 1 : a.hit.ordinal - b.hit.ordinal),
    );
}

/** A file that was demoted keeps its chunks down as well. */
function kindFactor(file: RankedFile | undefined): number {
  return file?.factor ?? 0.25;
}

/** What a chunk of a low-quality file may show: the signatures of what it defines. */
function signaturesSnippet(
  library: Library,
  { file, chunk }: ChunkHit,
  version: number,
  score: number,
  why: readonly Evidence[],
): Snippet | undefined {
  const signatures = library.index.symbols
    .symbolsIn(file.uri)
    .filter((symbol) => symbol.nameLine >= chunk.startLine && symbol.nameLine <= chunk.endLine)
    .slice(0, SIGNATURES_OF_LOW_QUALITY)
    .map((symbol) => symbol.signature);
  if (signatures.length === 0) return undefined;
  return textSnippet(signatures.join('\n'), { ...file, ...chunk }, version, 'signature', score, why);
}

function mergeFiles(named: readonly ScoredFile[], ranked: readonly RankedFile[], k: number): ScoredFile[] {
  const seen = new Set(named.map((file) => file.uri));
  const rest = ranked
    .filter(({ file }) => !seen.has(file.uri))
    .map(({ file, score, why }) => scoredFile(file, score, why));
  return [...named, ...rest].slice(0, Math.max(0, k));
}

function scoredFile(file: IndexedFile, score: number, why: readonly Evidence[]): ScoredFile {
  return { uri: file.uri, path: file.path, score, why };
}
