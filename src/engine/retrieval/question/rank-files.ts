import type { IndexedFile } from '../../index';
import type { Evidence, Multiplier } from '../contract';
import type { FileList } from './file-evidence';
import { type Asked, kindsOf } from './file-kinds';
import type { HistoryIndex } from './history-index';
import * as weights from './question-weights';

export interface RankedFile {
  readonly file: IndexedFile;
  /** Log-odds against the best file: 0 for the best, below it for the others. */
  readonly odds: number;
  /** `odds` as a ratio: 1 for the best. */
  readonly score: number;
  readonly multipliers: readonly Multiplier[];
  readonly why: readonly Evidence[];
}

/** Files that any list has found, best first: what the lists say is added up, with how recently a file changed and what it is. */
export function rankFiles(lists: readonly FileList[], history: HistoryIndex, question: Asked): RankedFile[] {
  const found = new Map<string, { file: IndexedFile; odds: number; why: Evidence[] }>();
  for (const { name, items } of lists) {
    const best = items[0]?.score ?? 1;
    const weight = weights.FILE_WEIGHTS[name];
    items.forEach(({ file, score }, at) => {
      const share = weight * strengthOf(score, best);
      const entry = found.get(file.uri) ?? { file, odds: 0, why: [] };
      entry.odds += share;
      entry.why.push({ list: name, rank: at + 1, score: share, terms: [], weight });
      found.set(file.uri, entry);
    });
  }
  const ranked = Array.from(found.values(), ({ file, odds, why }) => {
    const recency = weights.FILE_WEIGHTS.recency * recencyOf(history, file.uri);
    if (recency > 0)
      why.push({ list: 'recency', rank: 0, score: recency, terms: [], weight: weights.FILE_WEIGHTS.recency });
    const kinds = kindsOf(file, question);
    const all = kinds.reduce((sum, kind) => sum + weights.KIND_WEIGHTS[kind], odds + recency);
    const multipliers = kinds.map((name) => ({ name, factor: Math.exp(weights.KIND_WEIGHTS[name]) }));
    return { file, odds: all, why, multipliers };
  }).sort((a, b) => b.odds - a.odds || (a.file.uri < b.file.uri ? -1 : 1));
  const best = ranked[0]?.odds ?? 0;
  return ranked.map((entry) => ({ ...entry, odds: entry.odds - best, score: Math.exp(entry.odds - best) }));
}

/** 0 to 1: how near a score comes to the best of its list. Those far below say little, so it is squared. */
export function strengthOf(score: number, best: number): number {
  return best > 0 ? (score / best) ** 2 : 0;
}

/** 1 for a file of the newest commit, halved with every `RECENCY_DAYS`. */
export function recencyOf(history: HistoryIndex, uri: string): number {
  const days = history.daysSinceChange(uri);
  return days === undefined ? 0 : 2 ** (-days / weights.RECENCY_DAYS);
}
