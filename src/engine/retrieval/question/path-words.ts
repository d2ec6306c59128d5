import { PathPlaces } from './path-places';

/** Takes from what a word says that few first lines have, and from what they say of a trait that few paths have. */
const FEW_WORDS = 0.5;
const FEW_COMMITS = 1;
/** Less than what the newest of many commits weighs is an error of rounding. */
const SMALLEST_MORE = 1e-6;

/** Words whose traits are kept, several times as many as a question has. */
const KEPT_WORDS = 300;

/** A word that no more first lines have than these tells which files are meant. */
const WORD_OF_FEW = 60;

interface Change {
  readonly weight: number;
  /** Places of the files that a commit changed. */
  readonly files: readonly number[];
  /** Numbers of the traits of their paths, each once. */
  readonly traits: readonly number[];
}

/** The traits that a word has to do with, and how much. */
interface Related {
  readonly traits: Uint32Array;
  readonly shares: Float64Array;
}

/** A word of a question: what it weighs, and the commits whose first line has it, each once. */
export interface AskedWord {
  readonly weight: number;
  readonly commits: readonly number[];
}

/**
 * What words in the first lines of commits have to do with the paths that those changed: with a path itself, its folders and the
 * words in it. It puts the language of questions into that of folders and file names, as far as past commits know it, also for
 * files that rarely changed. When all commits are taken in it can be asked.
 */
export class PathWords {
  private readonly places = new PathPlaces();
  /** By commit. */
  private readonly changes: Change[] = [];
  /** What all commits weigh that changed a path with the trait, by its number. */
  private readonly totals: number[] = [];
  private total = 0;
  /** By the commits of a word that was asked for. */
  private readonly related = new Map<readonly number[], Related>();
  /** By trait, 0 between questions. */
  private shares = new Float64Array(0);

  /** Takes in a commit; heavier ones say more. */
  add(commit: number, weight: number, uris: readonly string[]): void {
    const files = uris.map((uri) => this.places.placeOf(uri)).filter((place) => place >= 0);
    const traits = this.places.traitsOf(files);
    this.changes[commit] = { weight, files, traits };
    for (const trait of traits) this.totals[trait] = (this.totals[trait] ?? 0) + weight;
    this.total += weight;
  }

  /**
   * Of each file, and of those that commits changed whose first line has a word of few, what the trait of its path that has most to
   * do with an asked word says, summed over the asked words. Files of which that is nothing are left out.
   */
  scores(uris: Iterable<string>, asked: readonly AskedWord[]): ReadonlyMap<string, number> {
    const scores = new Map<string, number>();
    if (asked.length === 0) return scores;
    const files = Array.from(uris, (uri) => this.places.placeOf(uri));
    for (const { commits } of asked)
      if (commits.length <= WORD_OF_FEW) for (const commit of commits) files.push(...this.filesOf(commit));
    const judged = this.withFolders(files);
    const bests = new Float64Array(this.places.count);
    const sums = new Float64Array(this.places.count);
    if (this.shares.length < this.places.traitCount) this.shares = new Float64Array(2 * this.places.traitCount);
    for (const { weight, commits } of asked) {
      const { traits, shares } = this.relatedTo(commits);
      if (traits.length === 0) continue;
      for (let at = 0; at < traits.length; at++) this.shares[traits[at] as number] = shares[at] as number;
      this.addBest(judged, weight, bests, sums);
      for (let at = 0; at < traits.length; at++) this.shares[traits[at] as number] = 0;
    }
    for (const place of judged) {
      const uri = this.places.uris[place];
      const sum = sums[place] as number;
      if (uri !== undefined && sum > 0) scores.set(uri, sum);
    }
    return scores;
  }

  private filesOf(commit: number): readonly number[] {
    return this.changes[commit]?.files ?? [];
  }

  /** Some files and the folders that they are in, these before what is in them. */
  private withFolders(files: readonly number[]): readonly number[] {
    const { count, parents } = this.places;
    const isJudged = new Uint8Array(count);
    for (const file of files)
      for (let place = file; place >= 0 && isJudged[place] === 0; place = parents[place] as number) isJudged[place] = 1;
    const judged: number[] = [];
    for (let place = 0; place < count; place++) if (isJudged[place] === 1) judged.push(place);
    return judged;
  }

  /** Adds the share of the trait that has the greatest to the sum of each place; its folder's traits are its own too. */
  private addBest(judged: readonly number[], weight: number, bests: Float64Array, sums: Float64Array): void {
    const { shares } = this;
    const { parents, traits } = this.places;
    for (let at = 0; at < judged.length; at++) {
      const place = judged[at] as number;
      const parent = parents[place] as number;
      const own = traits[place] as readonly number[];
      let best = parent < 0 ? 0 : (bests[parent] as number);
      for (let of = 0; of < own.length; of++) {
        const share = shares[own[of] as number] as number;
        if (share > best) best = share;
      }
      bests[place] = best;
      sums[place] = (sums[place] as number) + weight * best;
    }
  }

  /**
   * The traits that some commits have more often than chance, and how far both are the same commits, times the rarity of these. Kept,
   * since many words come again.
   */
  private relatedTo(commits: readonly number[]): Related {
    const known = this.related.get(commits);
    if (known) return known;
    const weights = new Map<number, number>();
    let own = 0;
    for (const commit of commits) {
      const change = this.changes[commit];
      if (!change) continue;
      own += change.weight;
      for (const trait of change.traits) weights.set(trait, (weights.get(trait) ?? 0) + change.weight);
    }
    const rarity = Math.log((this.total + 1) / (own + FEW_WORDS));
    const traits: number[] = [];
    const shares: number[] = [];
    for (const [trait, weight] of weights) {
      const all = this.totals[trait] as number;
      const more = weight - (own * all) / this.total;
      if (more <= SMALLEST_MORE) continue;
      traits.push(trait);
      shares.push((rarity * 2 * more) / (own + all + FEW_COMMITS));
    }
    const related = { traits: Uint32Array.from(traits), shares: Float64Array.from(shares) };
    if (this.related.size === KEPT_WORDS) this.related.clear();
    this.related.set(commits, related);
    return related;
  }
}
