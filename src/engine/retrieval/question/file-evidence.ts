import type { ChunkPlace, IndexedFile, WeightedTerm, WorkspaceIndex } from '../../index';
import { stem, subwordsOf, tokensOfIdentifier } from '../../text';
import type { HistoryIndex } from './history-index';
import type { ParsedQuestion } from './parse-question';
import { framedFiles } from './placed-files';
import { testedFiles } from './tested-files';
import { wordForms } from './word-forms';
import * as weights from './question-weights';

export type FileListName = Exclude<keyof typeof weights.FILE_WEIGHTS, 'recency'> | keyof typeof weights.PLACE_WEIGHTS;

/** One way of finding files, best first. */
export interface FileList {
  readonly name: FileListName;
  readonly items: readonly FoundFile[];
}

export interface FoundFile {
  readonly file: IndexedFile;
  readonly score: number;
}

export interface FileEvidence {
  readonly lists: readonly FileList[];
  readonly chunks: readonly ChunkPlace[];
  /** The question's words and the names that neighbouring words may form. */
  readonly terms: readonly WeightedTerm[];
}

type Fields = [number, number, number, number];

/** Looks a question up in every way there is. */
export function fileEvidence(index: WorkspaceIndex, history: HistoryIndex, question: ParsedQuestion): FileEvidence {
  const words = index.queryTerms(question.words);
  const compounds = compoundTerms(index, question.compounds);
  const terms = [...words, ...compounds];
  const widened = [...index.queryTerms([...question.words, ...wordForms(question.words)]), ...compounds];
  const found = index.findChunks(words, weights.CHUNKS_SEARCHED);
  const chunks = found.first(weights.CHUNK_CANDIDATES);
  const sums = sumsByFile(chunks, weights.CHUNKS_PER_FILE);
  const only = (fields: Fields, searched: readonly WeightedTerm[]) =>
    index.searchFiles(searched, weights.FILE_CANDIDATES, { weights: fields });
  const message = messageWeights(question);
  const best = (scores: ReadonlyMap<string, number>) => bestOf(index, scores);
  const lists: FileList[] = [
    { name: 'chunks', items: sums },
    { name: 'chunk', items: bestByFile(chunks) },
    { name: 'function', items: found.filesWithFunctions(weights.FILE_CANDIDATES) },
    { name: 'file', items: index.searchFiles(widened, weights.FILE_CANDIDATES) },
    { name: 'path', items: only([0, 0, 1, 2], widened) },
    { name: 'names', items: only([0, 1, 0, 0], terms) },
    { name: 'pairs', items: index.filesWithPairs(question.pairs, weights.FILE_CANDIDATES) },
    { name: 'identifiers', items: definingFiles(index, question.identifiers) },
    { name: 'commits', items: filesIn(index, history.filesOfSimilar(message)).sort(bestFirst) },
    { name: 'messagePairs', items: best(history.filesByPairs(question.pairs)) },
    { name: 'tested', items: testedFiles(index, sums) },
    { name: 'frames', items: framedFiles(index, question.places) },
    { name: 'changedWithTests', items: best(history.filesChangedWith(matchingTests(chunks))) },
  ];
  const pathWords = best(history.filesByPathWords(urisIn(lists), stemWeights(question)));
  return { terms, chunks, lists: [...lists, { name: 'pathWords', items: pathWords }] };
}

function* urisIn(lists: readonly FileList[]): Generator<string> {
  for (const { items } of lists) for (const { file } of items) yield file.uri;
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

/** The parts of words alone, so that a word and its stem do not count twice. */
function stemWeights({ words }: ParsedQuestion): ReadonlyMap<string, number> {
  const stems = new Map<string, number>();
  for (const [word, weight] of words)
    for (const part of subwordsOf(word)) stems.set(stem(part), Math.max(weight, stems.get(stem(part)) ?? 0));
  return stems;
}

function filesIn(index: WorkspaceIndex, scores: ReadonlyMap<string, number>): FoundFile[] {
  const files: FoundFile[] = [];
  for (const [uri, score] of scores) {
    const file = index.file(uri);
    if (file) files.push({ file, score });
  }
  return files;
}

/** The best of scored files that are there. */
function bestOf(index: WorkspaceIndex, scores: ReadonlyMap<string, number>): FoundFile[] {
  const files = filesIn(index, scores);
  const sorted = Float64Array.from(files, ({ score }) => score).sort();
  const least = sorted[sorted.length - weights.FILE_CANDIDATES] ?? Number.NEGATIVE_INFINITY;
  return files
    .filter(({ score }) => score >= least)
    .sort(bestFirst)
    .slice(0, weights.FILE_CANDIDATES);
}

/** The tests among the files that match best, by their best chunk. */
function matchingTests(hits: readonly ChunkPlace[]): ReadonlyMap<string, number> {
  const top = hits[0]?.score ?? 1;
  const seeds = new Map<string, { readonly isTest: boolean; readonly weight: number }>();
  for (const { file, score } of hits) {
    if (seeds.size >= weights.CHANGED_SEEDS) break;
    if (!seeds.has(file.uri)) seeds.set(file.uri, { isTest: file.signals.test, weight: (score / top) ** 2 });
  }
  return new Map([...seeds].flatMap(([uri, { isTest, weight }]) => (isTest ? [[uri, weight]] : [])));
}

function sumsByFile(hits: readonly FoundFile[], count: number): FoundFile[] {
  const sums = new Map<IndexedFile, { readonly file: IndexedFile; score: number; count: number }>();
  for (const { file, score } of hits) {
    const sum = sums.get(file);
    if (!sum) sums.set(file, { file, score, count: 1 });
    else if (sum.count < count) {
      sum.score += score;
      sum.count++;
    }
  }
  return [...sums.values()].sort(bestFirst);
}

/** The first of each file. */
function bestByFile(hits: readonly FoundFile[]): FoundFile[] {
  const best = new Map<IndexedFile, FoundFile>();
  for (const hit of hits) if (!best.has(hit.file)) best.set(hit.file, hit);
  return [...best.values()];
}

/** Files that define a name which the question writes out, the rarest names first. */
function definingFiles(index: WorkspaceIndex, identifiers: readonly string[]): FoundFile[] {
  const scores = new Map<string, number>();
  for (const name of identifiers) {
    const uris = index.symbols.filesDefining(name);
    if (uris.size > weights.MAX_DEFINING_FILES) continue;
    for (const uri of uris) scores.set(uri, (scores.get(uri) ?? 0) + 1 / uris.size);
  }
  return filesIn(index, scores).sort(bestFirst);
}

export function bestFirst(a: FoundFile, b: FoundFile): number {
  return b.score - a.score || (a.file.uri < b.file.uri ? -1 : 1);
}
