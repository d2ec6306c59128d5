import type { WordPair } from '../../index';
import { tokensOf } from '../../text';
import type { CommitHistory } from '../../workspace';

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

/** Days in which what a commit's first line says of its files loses half of what age takes, and what age leaves of it. */
const SUBJECT_DAYS = 180;
const OLD_SUBJECT = 0.3;

interface Commit {
  readonly length: number;
  /** Days before the newest commit. */
  readonly age: number;
  readonly uris: readonly string[];
}

/** Past commits by the words of their messages, and how recently files were changed. Keeps no message. */
export class HistoryIndex {
  private readonly commits: Commit[] = [];
  private readonly postings = new Map<string, number[]>();
  private readonly newest = new Map<string, number>();
  /** Commits by the tokens of their first line, with repeats. */
  private readonly subjects = new Map<string, number[]>();
  /** Tokens of the first lines of all commits of a file. */
  private readonly subjectLengths = new Map<string, number>();
  private readonly commitsOf = new Map<string, number[]>();
  private averageLength = 1;
  private averageSubjects = 1;

  constructor(history: CommitHistory) {
    const now = history[0]?.time ?? 0;
    let total = 0;
    for (const { time, message, uris } of history) {
      if (uris.length === 0 || uris.length > MOST_FILES) continue;
      const age = Math.max(0, (now - time) / SECONDS_PER_DAY);
      const counts = new Map<string, number>();
      const lineEnd = `${message}\n`.indexOf('\n');
      const subject = tokensOf(message.slice(0, lineEnd));
      const tokens = [...subject, ...tokensOf(message.slice(lineEnd))];
      this.addSubject(subject, uris);
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
    this.averageLength = Math.max(1, total / Math.max(1, this.commits.length));
    const lengths = [...this.subjectLengths.values()];
    this.averageSubjects = Math.max(1, lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length));
  }

  /** Days between the newest commit and the last one that changed the file; undefined when none did. */
  daysSinceChange(uri: string): number | undefined {
    return this.newest.get(uri);
  }

  /** Files that commits with similar messages changed: what the most similar one says of each, and what all of them say together. */
  filesOfSimilar(weights: ReadonlyMap<string, number>): {
    readonly best: ReadonlyMap<string, number>;
    readonly together: ReadonlyMap<string, number>;
  } {
    const best = new Map<string, number>();
    const together = new Map<string, number>();
    for (const { score, uris } of this.similar(weights)) {
      const single = score / uris.length ** 0.25;
      const share = score / Math.sqrt(uris.length);
      for (const uri of uris) {
        best.set(uri, Math.max(best.get(uri) ?? 0, single));
        together.set(uri, (together.get(uri) ?? 0) + share);
      }
    }
    return { best, together };
  }

  /** Files by the first lines of all commits that changed them, taken together as one text for each file; older ones count less. */
  filesBySubjects(weights: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    const scores = new Map<string, number>();
    for (const [token, weight] of weights) {
      const counts = new Map<string, number>();
      for (const id of this.subjects.get(token) ?? []) {
        const { age, uris } = this.commits[id] as Commit;
        const share = OLD_SUBJECT + 2 ** (-age / SUBJECT_DAYS);
        for (const uri of uris) counts.set(uri, (counts.get(uri) ?? 0) + share);
      }
      const idf = weight * Math.log(1 + (this.subjectLengths.size - counts.size + 0.5) / (counts.size + 0.5));
      for (const [uri, count] of counts) {
        const length = (this.subjectLengths.get(uri) as number) / this.averageSubjects;
        scores.set(uri, (scores.get(uri) ?? 0) + (idf * count) / (count + K1 * (1 - B + B * length)));
      }
    }
    return scores;
  }

  /** Files of the commits whose first line has both words of a pair. */
  filesByPairs(pairs: readonly WordPair[]): ReadonlyMap<string, number> {
    const scores = new Map<string, number>();
    for (const [first, second] of pairs) {
      const others = new Set(this.subjects.get(second));
      const ids = new Set((this.subjects.get(first) ?? []).filter((id) => others.has(id)));
      const counts = new Map<string, number>();
      for (const id of ids)
        for (const uri of (this.commits[id] as Commit).uris) counts.set(uri, (counts.get(uri) ?? 0) + 1);
      const rarity = Math.log(this.commits.length / ids.size);
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

  /** Notes the commit that is about to be added. */
  private addSubject(tokens: readonly string[], uris: readonly string[]): void {
    const id = this.commits.length;
    if (uris.length <= MOST_FILES_TOGETHER) for (const uri of uris) append(this.commitsOf, uri, id);
    if (uris.length > MOST_FILES_OF_SUBJECT) return;
    for (const token of tokens) append(this.subjects, token, id);
    for (const uri of uris) this.subjectLengths.set(uri, (this.subjectLengths.get(uri) ?? 0) + tokens.length);
  }

  private similar(weights: ReadonlyMap<string, number>): { score: number; uris: readonly string[] }[] {
    const scores = new Map<number, number>();
    for (const [token, weight] of weights) {
      const list = this.postings.get(token);
      if (!list) continue;
      const frequency = list.length / 2;
      const idf = weight * Math.log(1 + (this.commits.length - frequency + 0.5) / (frequency + 0.5));
      for (let at = 0; at < list.length; at += 2) {
        const id = list[at] as number;
        const count = list[at + 1] as number;
        const { length } = this.commits[id] as Commit;
        const saturated = count / (count + K1 * (1 - B + (B * length) / this.averageLength));
        scores.set(id, (scores.get(id) ?? 0) + idf * saturated);
      }
    }
    return Array.from(scores, ([id, score]) => ({ id, score }))
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, SIMILAR_COMMITS)
      .map(({ id, score }) => ({ score, uris: (this.commits[id] as Commit).uris }));
  }
}

function append(lists: Map<string, number[]>, key: string, id: number): void {
  const list = lists.get(key);
  if (list) list.push(id);
  else lists.set(key, [id]);
}
