import { type IndexedFile, placesByScore } from '../../index';
import type { Evidence, Multiplier } from '../contract';
import type { FileList, FileListName, FoundFile } from './file-evidence';
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
  readonly kinds: readonly Kind[];
  readonly evidence: ListEvidence;
  /** Where its numbers begin there. */
  readonly row: number;
}

/** For each file a number for each name of `NAMES`. */
interface ListEvidence {
  /** How near it comes to the best of the list, and how recently it was changed. */
  readonly values: Float64Array;
  readonly places: Float64Array;
  /** One-based places in the lists, 0 in those that have not found it. */
  readonly ranks: Uint16Array;
}

type Name = FileListName | 'recency';

const NEARNESS: Partial<Record<Name, number>> = weights.FILE_WEIGHTS;
const PLACE: Partial<Record<Name, number>> = weights.PLACE_WEIGHTS;
const NAMES = [...new Set([...Object.keys(PLACE), ...Object.keys(NEARNESS)] as Name[])];
const NEAR_WEIGHTS = NAMES.map((name) => NEARNESS[name] ?? 0);
const PLACE_WEIGHTS = NAMES.map((name) => PLACE[name] ?? 0);
const RECENCY = NAMES.indexOf('recency');

/** Files that any list has found, best first: what the lists say is added up, with how recently a file changed and what it is. */
export function rankFiles(lists: readonly FileList[], history: HistoryIndex, question: Asked): RankedFile[] {
  const found = weighedFiles(lists, history, question);
  const odds = found.map(oddsOf);
  const uriOf = (at: number) => found[at]?.file.uri as string;
  const inOrder = placesByScore(odds, (a, b) => (uriOf(a) < uriOf(b) ? -1 : 1));
  const best = odds[inOrder[0] ?? 0] ?? 0;
  return inOrder.map((at) => {
    const weighed = found[at] as WeighedFile;
    const below = (odds[at] as number) - best;
    return { file: weighed.file, odds: below, score: Math.exp(below), weighed };
  });
}

/** Why a file is where it is. */
export function whyOf({ weighed: { evidence, row } }: RankedFile): Evidence[] {
  return NAMES.flatMap((list, at): Evidence[] => {
    const score = partOf(evidence, row, at);
    const weight = (NEAR_WEIGHTS[at] as number) + (PLACE_WEIGHTS[at] as number);
    return score === 0 ? [] : [{ list, rank: evidence.ranks[row + at] as number, score, terms: [], weight }];
  });
}

/** What speaks against it whatever the lists say. */
export function multipliersOf({ weighed: { kinds } }: RankedFile): Multiplier[] {
  return kinds.map((name) => ({ name, factor: Math.exp(weights.KIND_WEIGHTS[name]) }));
}

/** What is fitted: how near a file comes to the best of a list, and its place there; 0 when the list has not found it. */
export function evidenceOf(
  { evidence, row }: WeighedFile,
  name: Name,
): { readonly value: number; readonly place: number } {
  const at = row + NAMES.indexOf(name);
  return { value: evidence.values[at] as number, place: evidence.places[at] as number };
}

function oddsOf({ evidence, row, kinds }: WeighedFile): number {
  let odds = 0;
  for (let at = 0; at < NAMES.length; at++) odds += partOf(evidence, row, at);
  for (const kind of kinds) odds += weights.KIND_WEIGHTS[kind];
  return odds;
}

/** What one list adds to the log-odds. */
function partOf({ values, places }: ListEvidence, row: number, at: number): number {
  return (
    (NEAR_WEIGHTS[at] as number) * (values[row + at] as number) +
    (PLACE_WEIGHTS[at] as number) * (places[row + at] as number)
  );
}

/** What is known of each file that any list has found. Places count files that nothing speaks against. */
export function weighedFiles(lists: readonly FileList[], history: HistoryIndex, question: Asked): WeighedFile[] {
  const { files, placesOf } = numbered(lists);
  const kinds = files.map((file) => kindsOf(file, question));
  const evidence = {
    values: new Float64Array(NAMES.length * files.length),
    places: new Float64Array(NAMES.length * files.length),
    ranks: new Uint16Array(NAMES.length * files.length),
  };
  lists.forEach(({ name, items }, list) => {
    const column = NAMES.indexOf(name);
    const best = items[0]?.score ?? 1;
    const places = placesOf[list] as Uint32Array;
    let ordinary = 0;
    for (let at = 0; at < items.length; at++) {
      const file = places[at] as number;
      const place = NAMES.length * file + column;
      evidence.values[place] = strengthOf((items[at] as FoundFile).score, best);
      evidence.ranks[place] = at + 1;
      if ((kinds[file] as Kind[]).length === 0)
        evidence.places[place] = weights.HALF_PLACE / (weights.HALF_PLACE + ordinary++);
    }
  });
  return files.map((file, at) => {
    const row = NAMES.length * at;
    evidence.values[row + RECENCY] = recencyOf(history, file.uri);
    return { file, kinds: kinds[at] as Kind[], evidence, row };
  });
}

/** The files of some lists, each once, and for each list where among them its files are. An index has one object for a file. */
function numbered(lists: readonly FileList[]) {
  const numbers = new Map<IndexedFile, number>();
  const placesOf = lists.map(({ items }) => {
    const places = new Uint32Array(items.length);
    for (let at = 0; at < items.length; at++) {
      const { file } = items[at] as FoundFile;
      const known = numbers.get(file);
      places[at] = known ?? numbers.size;
      if (known === undefined) numbers.set(file, numbers.size);
    }
    return places;
  });
  return { files: [...numbers.keys()], placesOf };
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
