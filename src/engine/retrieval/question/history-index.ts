import type { WordPair } from '../../index';
import { tokensOf } from '../../text';
import type { CommitHistory } from '../../workspace';
import { type AskedWord, PathWords } from './path-words';

const K1 = 1.2;
const B = 0.75;
/** Commits that speak for their files at one question. */
const SIMILAR_COMMITS = 60;
/** A commit that changed more files than this says little about any of them. */
const MOST_FILES = 60;
/** A subject names what a file is for when the commit changed no more files than this. */
const MOST_FILES_OF_SUBJECT = 20;
/** Files belong together when a commit changed no more than these. */
const MOST_FILES_TOGETHER = 15;
/** Takes from the share of a file that rarely changed. */
const FEW_CHANGES = 3;
const SECONDS_PER_DAY = 86_400;
/** Commits that are taken in without a pause. */
const COMMITS_A_STEP = 40;

/** Days in which what a commit's first line says of its files loses half of what age takes, and what age leaves of it. */
const SUBJECT_DAYS = 180;
const OLD_SUBJECT = 0.3;

interface Commit {
  readonly length: number;
  /** Days before the newest commit. */
  readonly age: number;
  readonly uris: readonly string[];
}

const NO_COMMITS: readonly number[] = [];

/** Past commits by the words of their messages, and how recently files were changed. Keeps no message. */
export class HistoryIndex {
  private readonly commits: Commit[] = [];
  private readonly postings = new Map<string, number[]>();
  private readonly newest = new Map<string, number>();
  /** Commits by the tokens of their first line, ascending. */
  private readonly subjects = new Map<string, number[]>();
  private readonly commitsOf = new Map<string, number[]>();
  private readonly pathWords = new PathWords();
  /** What the length of a commit's message takes from the share of a word in it. */
  private norms = new Float64Array(0);
  /** By commit, 0 between questions. */
  private scores = new Float64Array(0);

  constructor(history: CommitHistory) {
    const steps = this.takeIn(history);
    while (!steps.next().done);
  }

  /** The same in steps of a few milliseconds. */
  static *inSteps(history: CommitHistory): Generator<undefined, HistoryIndex> {
    const index = new HistoryIndex([]);
    yield* index.takeIn(history);
    return index;
  }

  private *takeIn(history: CommitHistory): Generator<undefined, void> {
    const now = history[0]?.time ?? 0;
    let total = 0;
    for (const [at, { time, message, uris }] of history.entries()) {
      if (at % COMMITS_A_STEP === COMMITS_A_STEP - 1) yield;
      if (uris.length === 0 || uris.length > MOST_FILES) continue;
      const age = Math.max(0, (now - time) / SECONDS_PER_DAY);
      const counts = new Map<string, number>();
      const lineEnd = `${message}\n`.indexOf('\n');
      const subject = tokensOf(message.slice(0, lineEnd));
      const tokens = [...subject, ...tokensOf(message.slice(lineEnd))];
      this.addSubject(subject, uris, age);
      for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
      for (const [token, count] of counts) {
        const list = this.postings.get(token);
        if (list) list.push(this.commits.length, count);
        else this.postings.set(token, [this.commits.length, count]);
      }
      total += tokens.length;
      this.commits.push({ length: tokens.length, age, uris });
      for (const uri of uris) {
        if (!this.newest.has(uri)) this.newest.set(uri, age);
      }
    }
    const average = Math.max(1, total / Math.max(1, this.commits.length));
    this.norms = Float64Array.from(this.commits, ({ length }) => K1 * (1 - B + (B * length) / average));
    this.scores = new Float64Array(this.commits.length);
  }

  /** Days between the newest commit and the last one that changed the file; undefined when none did. */
  daysSinceChange(uri: string): number | undefined {
    return this.newest.get(uri);
  }

  /** Files that commits with similar messages changed. */
  filesOfSimilar(weights: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    const scores = new Map<string, number>();
    for (const { score, uris } of this.similar(weights)) {
      const share = score / Math.sqrt(uris.length);
      for (const uri of uris) scores.set(uri, (scores.get(uri) ?? 0) + share);
    }
    return scores;
  }

  /** Files of the commits whose first line has both words of a pair. */
  filesByPairs(pairs: readonly WordPair[]): ReadonlyMap<string, number> {
    const scores = new Map<string, number>();
    for (const [first, second] of pairs) {
      const ids = inBoth(this.subjects.get(first) ?? NO_COMMITS, this.subjects.get(second) ?? NO_COMMITS);
      const counts = new Map<string, number>();
      for (const id of ids)
        for (const uri of (this.commits[id] as Commit).uris) counts.set(uri, (counts.get(uri) ?? 0) + 1);
      const rarity = Math.log(this.commits.length / ids.length);
      for (const [uri, count] of counts) scores.set(uri, (scores.get(uri) ?? 0) + (rarity * count) / (count + K1));
    }
    return scores;
  }

  /** Files that changed in the same commits as some others, by how often they did and by the weights of those. */
  filesChangedWith(weights: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    const scores = new Map<string, number>();
    for (const [seed, weight] of weights) {
      const commits = this.commitsOf.get(seed) ?? [];
      for (const id of commits)
        for (const uri of (this.commits[id] as Commit).uris)
          if (uri !== seed) scores.set(uri, (scores.get(uri) ?? 0) + weight / (commits.length + FEW_CHANGES));
    }
    return scores;
  }

  /**
   * What the paths of some files have to do with a question's words, as the first lines of commits know it; also of the files of
   * commits whose first line has a word that few have.
   */
  filesByPathWords(uris: Iterable<string>, weights: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    const asked: AskedWord[] = [];
    for (const [token, weight] of weights) {
      const commits = this.subjects.get(token);
      if (commits) asked.push({ weight, commits });
    }
    return this.pathWords.scores(uris, asked);
  }

  /** Notes the commit that is about to be added. */
  private addSubject(tokens: readonly string[], uris: readonly string[], age: number): void {
    const id = this.commits.length;
    if (uris.length <= MOST_FILES_TOGETHER) for (const uri of uris) append(this.commitsOf, uri, id);
    if (uris.length > MOST_FILES_OF_SUBJECT) return;
    this.pathWords.add(id, shareOfSubject(age), uris);
    for (const token of new Set(tokens)) append(this.subjects, token, id);
  }

  private similar(weights: ReadonlyMap<string, number>): { score: number; uris: readonly string[] }[] {
    const { commits, norms, scores } = this;
    const touched: number[] = [];
    for (const [token, weight] of weights) {
      const list = this.postings.get(token);
      if (!list) continue;
      const frequency = list.length / 2;
      const idf = weight * Math.log(1 + (commits.length - frequency + 0.5) / (frequency + 0.5));
      for (let at = 0; at < list.length; at += 2) {
        const id = list[at] as number;
        const count = list[at + 1] as number;
        const before = scores[id] as number;
        if (before === 0) touched.push(id);
        scores[id] = before + (idf * count) / (count + (norms[id] as number));
      }
    }
    const found = Float64Array.from(touched, (id) => scores[id] as number).sort();
    const least = found[Math.max(0, found.length - SIMILAR_COMMITS)] ?? 0;
    const best = touched
      .filter((id) => (scores[id] as number) >= least)
      .map((id) => ({ id, score: scores[id] as number }))
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, SIMILAR_COMMITS);
    for (const id of touched) scores[id] = 0;
    return best.map(({ id, score }) => ({ score, uris: (commits[id] as Commit).uris }));
  }
}

/** What two ascending lists have in common. */
function inBoth(first: readonly number[], second: readonly number[]): number[] {
  const both: number[] = [];
  for (let at = 0, other = 0; at < first.length && other < second.length; ) {
    const difference = (first[at] as number) - (second[other] as number);
    if (difference === 0) both.push(first[at] as number);
    if (difference <= 0) at++;
    if (difference >= 0) other++;
  }
  return both;
}

/** What a commit's first line says of its files, by its age in days. */
function shareOfSubject(age: number): number {
  return OLD_SUBJECT + 2 ** (-age / SUBJECT_DAYS);
}

function append(lists: Map<string, number[]>, key: string, id: number): void {
  const list = lists.get(key);
  if (list) list.push(id);
  else lists.set(key, [id]);
}
