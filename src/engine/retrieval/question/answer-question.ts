import type { Dropped, Question, Retrieval, ScoredFile, Snippet } from '../contract';
import type { Chunk } from '../../index';
import type { DocumentText } from '../document-texts';
import type { Library } from '../library';
import { termMatcher } from '../matched-terms';
import { cutToBudget, droppedPlace, isQuoted, lineSnippet, textSnippet } from '../snippet';
import { fileEvidence } from './file-evidence';
import { licenceLines } from './licence-lines';
import { namedSnippets } from './named-files';
import { parseQuestion } from './parse-question';
import { FILES_QUOTED } from './question-weights';
import { rankChunks, type RankedChunk, whyOfChunk } from './rank-chunks';
import { multipliersOf, rankFiles, type RankedFile, whyOf } from './rank-files';
import { usedPlaces } from './used-places';

/** A snippet smaller than this is not worth its heading when the budget nearly is used up, in tokens. */
const SMALLEST_CUT_TOKENS = 40;
const MAX_MISSES = 12;
/** What places that use a name may take of the budget that named files leave. */
const USES_SHARE = 0.6;
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
  const history = library.past.index();
  const parsed = parseQuestion(question.text);
  const evidence = fileEvidence(index, history, parsed);
  const terms = index.termNames(evidence.terms);
  const ranked = rankFiles(evidence.lists, history, parsed);
  const named = await namedSnippets(library, question, parsed, evidence.chunks, signal);
  const room = question.budgetTokens - tokensOf(named.snippets);
  const uses = await usedPlaces(
    library,
    parsed.usesOf,
    ranked,
    { budgetTokens: room * USES_SHARE, shown: named.snippets },
    signal,
  );
  const files = mergeFiles([...named.files, ...uses.files], ranked, question.k);
  const dropped: Dropped[] = [...named.dropped];
  const shown = [...named.snippets, ...uses.snippets];
  const snippets = [...shown];
  let left = room - tokensOf(uses.snippets);

  const quoted = ranked.filter(({ file }) => !named.shown.has(file.uri)).slice(0, FILES_QUOTED);
  // The disk answers while the chunks are ranked.
  const reading = Promise.all(quoted.map(({ file }) => library.texts.read(file.uri)));
  const candidates = rankChunks(index, quoted, evidence);
  const read = await reading;
  signal.throwIfAborted();
  const documents = new Map(quoted.map(({ file }, at) => [file.uri, read[at]]));
  const matched = termMatcher(index, evidence.terms);
  let misses = 0;
  for (const candidate of candidates) {
    if (left < SMALLEST_CUT_TOKENS || misses >= MAX_MISSES) break;
    const { chunk } = candidate;
    const { file } = candidate.file;
    if (isQuoted(shown, file.uri, chunk.startLine, chunk.endLine)) continue;
    const document = documents.get(file.uri);
    if (!document) continue;
    const snippet =
      file.strength === 'low-quality'
        ? signaturesSnippet(library, candidate, document.version)
        : lineSnippet(document, { ...file, ...withoutLicence(chunk, document) }, 'chunk', candidate.score, []);
    if (!snippet) continue;
    const fitting = snippet.tokens <= left ? snippet : snippets.length === 0 ? cutToBudget(snippet, left) : undefined;
    if (fitting) {
      const why = whyOfChunk(candidate, matched({ file, ordinal: candidate.ordinal }));
      snippets.push({ ...fitting, why });
      left -= fitting.tokens;
    } else {
      dropped.push(droppedPlace(file.uri, chunk.startLine, chunk.endLine, 'over-budget'));
      misses++;
    }
  }
  return {
    retrieval: { trace: question.trace, epoch: policy.epoch, files, snippets, dropped },
    terms,
  };
}

function tokensOf(snippets: readonly Snippet[]): number {
  return snippets.reduce((sum, snippet) => sum + snippet.tokens, 0);
}

function withoutLicence({ startLine, endLine }: Chunk, { text }: DocumentText): Chunk {
  return { startLine: startLine === 0 ? licenceLines(text) : startLine, endLine };
}

/** What a chunk of a low-quality file may show: the signatures of what it defines. */
function signaturesSnippet(
  library: Library,
  { file: { file }, chunk, score }: RankedChunk,
  version: number,
): Snippet | undefined {
  const signatures = library.index.symbols
    .symbolsIn(file.uri)
    .filter((symbol) => symbol.nameLine >= chunk.startLine && symbol.nameLine <= chunk.endLine)
    .slice(0, SIGNATURES_OF_LOW_QUALITY)
    .map((symbol) => symbol.signature);
  if (signatures.length === 0) return undefined;
  return textSnippet(signatures.join('\n'), { ...file, ...chunk }, version, 'signature', score, []);
}

function mergeFiles(first: readonly ScoredFile[], ranked: readonly RankedFile[], k: number): ScoredFile[] {
  const named = first.filter((file, at) => first.findIndex(({ uri }) => uri === file.uri) === at);
  const seen = new Set(named.map((file) => file.uri));
  const rest = ranked.filter(({ file }) => !seen.has(file.uri));
  return [...named, ...rest.slice(0, Math.max(0, k - named.length)).map(scoredFile)].slice(0, Math.max(0, k));
}

function scoredFile(ranked: RankedFile): ScoredFile {
  const { file, score } = ranked;
  const multipliers = multipliersOf(ranked);
  return { uri: file.uri, path: file.path, score, why: whyOf(ranked), ...(multipliers.length > 0 && { multipliers }) };
}
