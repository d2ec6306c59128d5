import type { ChunkHit, IndexedFile, WeightedTerm, WorkspaceIndex } from '../../index';
import { tokensOfIdentifier } from '../../text';
import type { HistoryIndex } from './history-index';
import type { ParsedQuestion } from './parse-question';
import * as weights from './question-weights';

export type FileListName = Exclude<keyof typeof weights.FILE_WEIGHTS, 'recency'>;

/** One way of finding files, best first. */
export interface FileList {
  readonly name: FileListName;
  readonly items: readonly FoundFile[];
}

interface FoundFile {
  readonly file: IndexedFile;
  readonly score: number;
}

export interface FileEvidence {
  readonly lists: readonly FileList[];
  readonly chunks: readonly ChunkHit[];
  /** The question's words and the names that neighbouring words may form. */
  readonly terms: readonly WeightedTerm[];
}

type Fields = [number, number, number, number];

/** Looks a question up in every way there is. */
export function fileEvidence(index: WorkspaceIndex, history: HistoryIndex, question: ParsedQuestion): FileEvidence {
  const words = index.queryTerms(question.words);
  const terms = [...words, ...compoundTerms(index, question.compounds)];
  const chunks = index.searchChunks(words, weights.CHUNK_CANDIDATES);
  const only = (fields: Fields) => index.searchFiles(terms, weights.FILE_CANDIDATES, { weights: fields });
  const past = history.filesOfSimilar(messageWeights(question));
  const known = (scores: ReadonlyMap<string, number>) => filesOf(index, scores);
  return {
    terms,
    chunks,
    lists: [
      { name: 'chunks', items: sumsByFile(chunks, weights.CHUNKS_PER_FILE) },
      { name: 'chunk', items: sumsByFile(chunks, 1) },
      { name: 'file', items: index.searchFiles(terms, weights.FILE_CANDIDATES) },
      { name: 'path', items: only([0, 0, 1, 2]) },
      { name: 'names', items: only([0, 1, 0, 0]) },
      { name: 'identifiers', items: definingFiles(index, question.identifiers) },
      { name: 'commit', items: known(past.best) },
      { name: 'commits', items: known(past.together) },
    ],
  };
}

/** Of the names that neighbouring words may form, those that the workspace has. */
function compoundTerms(index: WorkspaceIndex, compounds: readonly string[]): WeightedTerm[] {
  const terms = index.queryTerms(compounds.map((name) => [name, 1]));
  const names = index.termNames(terms);
  const wanted = new Set(compounds);
  return terms.filter((_, at) => wanted.has(names[at] as string)).map(({ term }) => ({ term, weight: 1 }));
}

function messageWeights({ words }: ParsedQuestion): ReadonlyMap<string, number> {
  const tokens = new Map<string, number>();
  for (const [word, weight] of words)
    for (const token of tokensOfIdentifier(word)) tokens.set(token, (tokens.get(token) ?? 0) + weight);
  return tokens;
}

function filesOf(index: WorkspaceIndex, scores: ReadonlyMap<string, number>): FoundFile[] {
  const files: FoundFile[] = [];
  for (const [uri, score] of scores) {
    const file = index.file(uri);
    if (file) files.push({ file, score });
  }
  return files.sort(bestFirst);
}

function sumsByFile(hits: readonly FoundFile[], count: number): FoundFile[] {
  const sums = new Map<string, { file: IndexedFile; score: number; count: number }>();
  for (const { file, score } of hits) {
    const sum = sums.get(file.uri) ?? { file, score: 0, count: 0 };
    if (sum.count < count) sum.score += score;
    sum.count++;
    sums.set(file.uri, sum);
  }
  return [...sums.values()].sort(bestFirst);
}

/** Files that define a name which the question writes out, the rarest names first. */
function definingFiles(index: WorkspaceIndex, identifiers: readonly string[]): FoundFile[] {
  const scores = new Map<string, number>();
  for (const name of identifiers) {
    const uris = index.symbols.filesDefining(name);
    if (uris.size > weights.MAX_DEFINING_FILES) continue;
    for (const uri of uris) scores.set(uri, (scores.get(uri) ?? 0) + 1 / uris.size);
  }
  return filesOf(index, scores);
}

function bestFirst(a: FoundFile, b: FoundFile): number {
  return b.score - a.score || (a.file.uri < b.file.uri ? -1 : 1);
}
