import type { ChunkHit } from '../index';
import type { Dropped, Evidence, Multiplier, Question, Retrieval, ScoredFile, Snippet } from './contract';
import type { Library } from './library';
import { namedSnippets } from './named-files';
import { matchedTerms } from './matched-terms';
import { parseQuestion } from './question';
import { rankFiles, type RankedFile } from './rank-files';
import { CHUNK_SHARE } from './question-weights';
import { cutToBudget, droppedPlace, isQuoted, lineSnippet, textSnippet } from './snippet';

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

  const fileScores = new Map(ranking.files.map((file, at) => [file.file.uri, { ...file, rank: at + 1 }]));
  const candidates = scoreChunks(ranking.chunks, fileScores);
  let misses = 0;
  for (const { hit, score, why, multipliers } of candidates) {
    if (left < SMALLEST_CUT_TOKENS || misses >= MAX_MISSES) break;
    const { file, chunk } = hit;
    if (named.shown.has(file.uri) || isQuoted(named.snippets, file.uri, chunk.startLine, chunk.endLine)) continue;
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
      snippets.push({ ...fitting, why: withTerms(why, matchedTerms(index, hit, ranking.terms)), ...multipliers });
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

function scoreChunks(chunks: readonly ChunkHit[], files: ReadonlyMap<string, RankedFile & { rank: number }>) {
  const best = chunks[0]?.score ?? 1;
  return chunks
    .map((hit, at) => {
      const file = files.get(hit.file.uri);
      const byChunk = CHUNK_SHARE * (hit.score / best) * kindFactor(file);
      const byFile = (1 - CHUNK_SHARE) * (file?.score ?? 0);
      const why: Evidence[] = [
        { list: 'chunk', rank: at + 1, score: byChunk, terms: [], weight: CHUNK_SHARE },
        { list: 'file', rank: file?.rank ?? 0, score: byFile, terms: [], weight: 1 - CHUNK_SHARE },
      ];
      return { hit, score: byChunk + byFile, why, multipliers: multipliersPart(file?.multipliers) };
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
  const rest = ranked.filter(({ file }) => !seen.has(file.uri)).map(scoredFile);
  return [...named, ...rest].slice(0, Math.max(0, k));
}

function scoredFile({ file, score, why, multipliers }: RankedFile): ScoredFile {
  return { uri: file.uri, path: file.path, score, why, ...multipliersPart(multipliers) };
}

function multipliersPart(multipliers: readonly Multiplier[] = []): { readonly multipliers?: readonly Multiplier[] } {
  return multipliers.length > 0 ? { multipliers } : {};
}

function withTerms(why: readonly Evidence[], terms: readonly string[]): readonly Evidence[] {
  return why.map((evidence) => (evidence.list === 'chunk' ? { ...evidence, terms } : evidence));
}
