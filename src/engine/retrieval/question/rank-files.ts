import type { IndexedFile } from '../../index';
import type { Evidence, Multiplier } from '../contract';
import type { FileList, FileListName } from './file-evidence';
import { type Asked, type Kind, kindsOf } from './file-kinds';
import type { HistoryIndex } from './history-index';
import * as weights from './question-weights';

export interface RankedFile {
  readonly file: IndexedFile;
  /** Log-odds against the best file: 0 for the best, below it for the others. */
  readonly odds: number;
  /** `odds` as a ratio: 1 for the best. */
  readonly score: number;
  readonly weighed: WeighedFile;
}

export interface WeighedFile {
  readonly file: IndexedFile;
  readonly values: Readonly<Values>;
  readonly places: Readonly<Values>;
  /** One-based places in the lists, 0 in those that have not found it. */
  readonly ranks: Readonly<Values>;
  readonly kinds: readonly Kind[];
}

type Values = Record<FileListName | 'recency', number>;

const NEARNESS: Partial<Values> = weights.FILE_WEIGHTS;
const PLACE: Partial<Values> = weights.PLACE_WEIGHTS;
const NAMES = [...new Set([...Object.keys(PLACE), ...Object.keys(NEARNESS)] as (keyof Values)[])];
const WEIGHTS = NAMES.map((list) => ({ list, near: NEARNESS[list] ?? 0, place: PLACE[list] ?? 0 }));
const NO_VALUES = Object.fromEntries(NAMES.map((list) => [list, 0])) as Values;

/** Files that any list has found, best first: what the lists say is added up, with how recently a file changed and what it is. */
export function rankFiles(lists: readonly FileList[], history: HistoryIndex, question: Asked): RankedFile[] {
  const ranked = weighedFiles(lists, history, question)
    .map((weighed) => ({ file: weighed.file, odds: oddsOf(weighed), weighed }))
    .sort((a, b) => b.odds - a.odds || (a.file.uri < b.file.uri ? -1 : 1));
  const best = ranked[0]?.odds ?? 0;
  return ranked.map((entry) => ({ ...entry, odds: entry.odds - best, score: Math.exp(entry.odds - best) }));
}

/** Why a file is where it is. */
export function whyOf({ weighed: { values, places, ranks } }: RankedFile): Evidence[] {
  return WEIGHTS.flatMap(({ list, near, place }): Evidence[] => {
    const score = near * values[list] + place * places[list];
    return score === 0 ? [] : [{ list, rank: ranks[list], score, terms: [], weight: near + place }];
  });
}

/** What speaks against it whatever the lists say. */
export function multipliersOf({ weighed: { kinds } }: RankedFile): Multiplier[] {
  return kinds.map((name) => ({ name, factor: Math.exp(weights.KIND_WEIGHTS[name]) }));
}

function oddsOf({ values, places, kinds }: WeighedFile): number {
  let odds = 0;
  for (const { list, near, place } of WEIGHTS) odds += near * values[list] + place * places[list];
  return kinds.reduce((sum, kind) => sum + weights.KIND_WEIGHTS[kind], odds);
}

/** What is known of each file that any list has found. Places count files that nothing speaks against. */
export function weighedFiles(lists: readonly FileList[], history: HistoryIndex, question: Asked): WeighedFile[] {
  const found = new Map<string, { file: IndexedFile; values: Values; places: Values; ranks: Values; kinds: Kind[] }>();
  for (const { name, items } of lists) {
    const best = items[0]?.score ?? 1;
    let ordinary = 0;
    items.forEach(({ file, score }, at) => {
      let entry = found.get(file.uri);
      if (!entry) {
        const values = { ...NO_VALUES, recency: recencyOf(history, file.uri) };
        entry = { file, values, places: { ...NO_VALUES }, ranks: { ...NO_VALUES }, kinds: kindsOf(file, question) };
        found.set(file.uri, entry);
      }
      entry.values[name] = strengthOf(score, best);
      entry.ranks[name] = at + 1;
      if (entry.kinds.length === 0) entry.places[name] = weights.HALF_PLACE / (weights.HALF_PLACE + ordinary++);
    });
  }
  return [...found.values()];
}

/** 0 to 1: how near a score comes to the best of its list. Those far below say little, so it is squared. */
function strengthOf(score: number, best: number): number {
  return best > 0 ? (score / best) ** 2 : 0;
}

/** 1 for a file of the newest commit, halved with every `RECENCY_DAYS`. */
function recencyOf(history: HistoryIndex, uri: string): number {
  const days = history.daysSinceChange(uri);
  return days === undefined ? 0 : 2 ** (-days / weights.RECENCY_DAYS);
}
