import type { ChunkHit, IndexedFile, WeightedTerm, WorkspaceIndex } from '../index';
import { isCode } from '../syntax';
import type { Evidence, Multiplier } from './contract';
import { fuse, type RankedList } from './fusion';
import type { ParsedQuestion } from './question';
import * as weights from './question-weights';

export interface RankedFile {
  readonly file: IndexedFile;
  /** 1 for the best. */
  readonly score: number;
  /** What its kind has multiplied the score by. */
  readonly factor: number;
  readonly multipliers: readonly Multiplier[];
  readonly why: readonly Evidence[];
}

export interface FileRanking {
  readonly files: readonly RankedFile[];
  readonly chunks: readonly ChunkHit[];
  readonly terms: readonly string[];
}

/** Files for a question, best first, and the chunks that spoke for them. */
export function rankFiles(index: WorkspaceIndex, question: ParsedQuestion): FileRanking {
  const query = index.queryTerms(question.words);
  const terms = index.termNames(query);
  const chunks = index.searchChunks(query, weights.CHUNK_CANDIDATES);
  const lists: RankedList<IndexedFile>[] = [
    { name: 'chunks', weight: weights.LIST_WEIGHTS.chunks, items: bestChunksByFile(chunks) },
    {
      name: 'file',
      weight: weights.LIST_WEIGHTS.file,
      items: itemsOf(index.searchFiles(query, weights.FILE_CANDIDATES)),
    },
    { name: 'path', weight: weights.LIST_WEIGHTS.path, items: restricted(index, query, [0, 0, 1, 2]) },
    { name: 'names', weight: weights.LIST_WEIGHTS.names, items: restricted(index, query, [0, 1, 0, 0]) },
    {
      name: 'identifiers',
      weight: weights.LIST_WEIGHTS.identifiers,
      items: definingFiles(index, question.identifiers),
    },
  ];
  const fused = fuse(lists, (file) => file.uri, terms)
    .map(({ item, score, why }) => {
      const multipliers = multipliersOf(item, question);
      const factor = multipliers.reduce((product, multiplier) => product * multiplier.factor, 1);
      return { file: item, score: score * factor, factor, multipliers, why };
    })
    .sort((a, b) => b.score - a.score || (a.file.uri < b.file.uri ? -1 : 1));
  const best = fused[0]?.score ?? 1;
  return { files: fused.map((entry) => ({ ...entry, score: entry.score / best })), chunks, terms };
}

/** How much a file counts for what it is; nothing for ordinary code. */
function multipliersOf(
  file: IndexedFile,
  question: Pick<ParsedQuestion, 'aboutTests' | 'aboutExamples'>,
): readonly Multiplier[] {
  const multipliers: Multiplier[] = [];
  const count = (name: string, factor: number) => multipliers.push({ name, factor });
  if (file.signals.test && !question.aboutTests) count('test', weights.TEST_FACTOR);
  else if (file.signals.example && !question.aboutExamples) count('example', weights.EXAMPLE_FACTOR);
  else if (!isCode(file.languageId) && !question.aboutExamples) count('prose', weights.PROSE_FACTOR);
  if (file.signals.generated || file.signals.vendored) count('generated', weights.GENERATED_FACTOR);
  else if (file.strength === 'low-quality') count('low-quality', weights.LOW_QUALITY_FACTOR);
  return multipliers;
}

function itemsOf(hits: readonly { file: IndexedFile; score: number }[]) {
  return hits.map(({ file, score }) => ({ item: file, score }));
}

function restricted(index: WorkspaceIndex, query: readonly WeightedTerm[], fields: [number, number, number, number]) {
  return itemsOf(index.searchFiles(query, weights.FILE_CANDIDATES / 2, { weights: fields }));
}

function bestChunksByFile(chunks: readonly ChunkHit[]) {
  const sums = new Map<string, { item: IndexedFile; score: number; count: number }>();
  for (const { file, score } of chunks) {
    const sum = sums.get(file.uri) ?? { item: file, score: 0, count: 0 };
    if (sum.count < weights.CHUNKS_PER_FILE) sum.score += score;
    sum.count++;
    sums.set(file.uri, sum);
  }
  return [...sums.values()].sort((a, b) => b.score - a.score || (a.item.uri < b.item.uri ? -1 : 1));
}

/** Files that define a name which the question writes out, the rarest names first. */
function definingFiles(index: WorkspaceIndex, identifiers: readonly string[]) {
  const scores = new Map<string, { item: IndexedFile; score: number }>();
  for (const name of identifiers) {
    const uris = new Set(index.symbols.definitionsOf(name).map((definition) => definition.uri));
    if (uris.size === 0 || uris.size > weights.MAX_DEFINING_FILES) continue;
    for (const uri of uris) {
      const file = index.file(uri);
      if (!file) continue;
      const entry = scores.get(uri) ?? { item: file, score: 0 };
      entry.score += 1 / uris.size;
      scores.set(uri, entry);
    }
  }
  return [...scores.values()].sort((a, b) => b.score - a.score || (a.item.uri < b.item.uri ? -1 : 1));
}
