import { compileIgnorePattern, matchable } from './ignore-pattern';
import type { IgnorePattern } from './ignore-pattern';
import type { PatternList, RuleReference, Verdict } from './policy';
import { isStricter } from './strength';

const rememberedDirectories = 50_000;

/** One for all: thousands of files are free, and their verdicts are remembered. */
const FREE: Verdict = { strength: 'free' };

/** A list with the place where it is applied. */
export interface PlacedList {
  readonly list: PatternList;
  /** Segments of the directory that the patterns are relative to. */
  readonly base: readonly string[];
  /** Lists of one group may undo each other; the strictest group wins. */
  readonly group: string;
  readonly anyDepth: boolean;
}

interface CompiledPattern {
  readonly pattern: IgnorePattern;
  readonly rule: RuleReference;
  /** Place in the list. */
  readonly order: number;
}

interface CompiledList {
  readonly depth: number;
  readonly ignoreCase: boolean;
  /** Patterns for one name, by that name, last first, the order in which git asks. */
  readonly byName: ReadonlyMap<string, readonly CompiledPattern[]>;
  /** The others for names with one ending and for all names, by that ending, last first. */
  readonly byEnding: ReadonlyMap<string, readonly CompiledPattern[]>;
  /** The others for all names. */
  readonly forAll: readonly CompiledPattern[];
  /** Whether one that is not for one name looks at the path. */
  readonly looksAtPath: boolean;
}

interface DirectoryState {
  /** By group: the rule that excludes this directory and so everything below it. */
  readonly excludedBy: readonly (RuleReference | undefined)[];
  /** By group: the lists that apply to entries of this directory, outermost first. */
  readonly lists: readonly (readonly CompiledList[])[];
}

/** Decides by lists placed in a directory tree, walking down from the root as git does, and remembers the directories. */
export class PolicyTree {
  private readonly groups: readonly { readonly strength: PatternList['strength'] }[];
  private readonly listsByBase = new Map<string, { readonly group: number; readonly list: CompiledList }[]>();
  private readonly directories = new Map<string, DirectoryState>();

  private readonly opened: ReadonlySet<string>;

  /**
   * `opened` are the segments of the workspace folders: whoever opens a folder that git ignores in the repository above wants
   * it indexed, so that being unindexed is not inherited into it.
   */
  constructor(
    placed: readonly PlacedList[],
    private readonly ignoreCase: boolean,
    opened: readonly (readonly string[])[] = [],
  ) {
    this.opened = new Set(opened.map((segments) => this.keyOf(segments, segments.length)));
    const indexes = new Map<string, number>();
    const groups: { strength: PatternList['strength'] }[] = [];
    for (const { list, base, group, anyDepth } of placed) {
      let index = indexes.get(group);
      if (index === undefined) {
        index = groups.length;
        indexes.set(group, index);
        groups.push({ strength: list.strength });
      }
      const key = this.keyOf(base, base.length);
      const there = this.listsByBase.get(key) ?? [];
      there.push({ group: index, list: compileList(list, base.length, ignoreCase, anyDepth) });
      this.listsByBase.set(key, there);
    }
    this.groups = groups;
  }

  judge(segments: readonly string[], isDirectory: boolean): Verdict {
    const parent = this.directory(segments, segments.length - 1);
    let verdict = FREE;
    for (const [index, { strength }] of this.groups.entries()) {
      if (!isStricter(strength, verdict.strength)) continue;
      const rule =
        parent.excludedBy[index] ?? decide(parent.lists[index] ?? [], segments, segments.length, isDirectory);
      if (rule) verdict = { strength, rule };
    }
    return verdict;
  }

  /** State of the directory of the first `length` segments. */
  private directory(segments: readonly string[], length: number): DirectoryState {
    let known = length;
    let state: DirectoryState | undefined;
    while (known >= 0) {
      state = this.directories.get(this.keyOf(segments, known));
      if (state || known === 0) break;
      known--;
    }
    state ??= this.remember('', this.root());
    for (let depth = known + 1; depth <= length; depth++) {
      state = this.remember(this.keyOf(segments, depth), this.below(state, segments, depth));
    }
    return state;
  }

  private root(): DirectoryState {
    return {
      excludedBy: this.groups.map(() => undefined),
      lists: this.withListsAt(
        '',
        this.groups.map(() => []),
      ),
    };
  }

  private below(parent: DirectoryState, segments: readonly string[], depth: number): DirectoryState {
    const key = this.keyOf(segments, depth);
    const isOpened = this.opened.has(key);
    const excludedBy = this.groups.map(({ strength }, index) =>
      isOpened && strength === 'unindexed'
        ? undefined
        : (parent.excludedBy[index] ?? decide(parent.lists[index] ?? [], segments, depth, true)),
    );
    return { excludedBy, lists: this.withListsAt(key, parent.lists) };
  }

  private withListsAt(key: string, inherited: DirectoryState['lists']): DirectoryState['lists'] {
    const here = this.listsByBase.get(key);
    if (!here) return inherited;
    return inherited.map((lists, index) => [
      ...lists,
      ...here.filter((entry) => entry.group === index).map((entry) => entry.list),
    ]);
  }

  private remember(key: string, state: DirectoryState): DirectoryState {
    if (this.directories.size >= rememberedDirectories) this.directories.clear();
    this.directories.set(key, state);
    return state;
  }

  private keyOf(segments: readonly string[], length: number): string {
    const key = segments.slice(0, length).join('/');
    return this.ignoreCase ? key.toLowerCase() : key;
  }
}

/** The deepest list with a matching pattern decides; a negated pattern decides for "not excluded". */
function decide(
  lists: readonly CompiledList[],
  segments: readonly string[],
  length: number,
  isDirectory: boolean,
): RuleReference | undefined {
  for (let at = lists.length - 1; at >= 0; at--) {
    const list = lists[at];
    if (!list || list.depth >= length) continue;
    const name = matchable(segments[length - 1] ?? '', list.ignoreCase);
    const named = list.byName.get(name);
    const others = list.byEnding.get(name.slice(name.lastIndexOf('.') + 1)) ?? list.forAll;
    if (!named && others.length === 0) continue;
    const isPathNeeded = named !== undefined || list.looksAtPath;
    const path = isPathNeeded ? matchable(segments.slice(list.depth, length).join('/'), list.ignoreCase) : '';
    const found = lastMatch(named, others, path, name, isDirectory);
    if (found) return found.pattern.negated ? undefined : found.rule;
  }
  return undefined;
}

function lastMatch(
  named: readonly CompiledPattern[] | undefined,
  others: readonly CompiledPattern[],
  path: string,
  name: string,
  isDirectory: boolean,
): CompiledPattern | undefined {
  const found = named?.find(({ pattern }) => pattern.matches(path, name, isDirectory));
  for (const candidate of others) {
    if (found && candidate.order < found.order) return found;
    if (candidate.pattern.matches(path, name, isDirectory)) return candidate;
  }
  return found;
}

function compileList(list: PatternList, depth: number, ignoreCase: boolean, anyDepth: boolean): CompiledList {
  const caseless = ignoreCase || list.source.kind === 'builtin';
  const compiled = list.patterns.map((line, order) => ({
    pattern: compileIgnorePattern(line.pattern, { ignoreCase: caseless, anyDepth }),
    rule: { source: list.source, line: line.line, pattern: line.pattern },
    order,
  }));
  const lastFirst = compiled.reverse();
  const { named = [], others = [] } = Object.groupBy(lastFirst, ({ pattern }) =>
    pattern.lastName === undefined ? 'others' : 'named',
  );
  const endings = new Set(others.flatMap(({ pattern }) => pattern.ending ?? []));
  const withEnding = (wanted: string | undefined): CompiledPattern[] =>
    others.filter(({ pattern }) => pattern.ending === undefined || pattern.ending === wanted);
  return {
    depth,
    ignoreCase: caseless,
    byName: Map.groupBy(named, ({ pattern }) => pattern.lastName ?? ''),
    byEnding: new Map(Array.from(endings, (ending) => [ending, withEnding(ending)])),
    forAll: withEnding(undefined),
    looksAtPath: others.some(({ pattern }) => pattern.isOfPath),
  };
}
