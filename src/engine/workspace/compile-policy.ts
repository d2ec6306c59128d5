import { pathSegments } from '../text';
import { type JudgedPath, judgedPaths } from './judged-path';
import type { PatternList, Policy, PolicySnapshot, Verdict } from './policy';
import { PolicyTree } from './policy-tree';
import type { PlacedList } from './policy-tree';
import { isStricter } from './strength';

const rememberedVerdicts = 20_000;

/** Compiles a snapshot. The cost is that of its patterns; directories are judged when they are first asked for. */
export function compilePolicy(snapshot: PolicySnapshot): Policy {
  const ignoreCase = snapshot.ignoreCase === true;
  const folders = snapshot.folders.map(pathSegments);
  const inside = new PolicyTree(placeInside(snapshot.lists, folders), ignoreCase, folders);
  const outside = new PolicyTree(snapshot.lists.map(placeOutside), ignoreCase);
  const verdicts = new Map<string, Verdict>();

  const judgePath = ({ segments, isDirectory }: JudgedPath): Verdict => {
    const contained = folders.some((folder) => contains(folder, segments, ignoreCase));
    return (contained ? inside : outside).judge(segments, isDirectory);
  };
  const judge = (uri: string): Verdict => {
    const known = verdicts.get(uri);
    if (known) return known;
    const found = judgedPaths(uri).map(judgePath);
    const verdict = found.length === 0 ? ({ strength: 'private' } as const) : found.reduce(stricter);
    if (verdicts.size >= rememberedVerdicts) verdicts.clear();
    verdicts.set(uri, verdict);
    return verdict;
  };
  return { epoch: snapshot.epoch, folders: snapshot.folders, judge };
}

const stricter = (one: Verdict, other: Verdict): Verdict => (isStricter(other.strength, one.strength) ? other : one);

function placeInside(lists: readonly PatternList[], folders: readonly (readonly string[])[]): readonly PlacedList[] {
  return lists.flatMap((list): readonly PlacedList[] => {
    const group = groupOf(list);
    if (list.base !== '') return [{ list, base: pathSegments(list.base), group, anyDepth: false }];
    // A folder inside a folder gets the list twice, in groups of their own: the stricter of the two answers wins.
    const perFolder = folders.map(
      (base, index): PlacedList => ({ list, base, group: `${group} in folder ${index}`, anyDepth: false }),
    );
    // A workspace opened at ~/.ssh is as private as the directory seen from outside.
    const everywhere: PlacedList = { list, base: [], group: `${group} from the root`, anyDepth: true };
    return list.source.kind === 'builtin' && list.strength === 'private' ? [...perFolder, everywhere] : perFolder;
  });
}

function placeOutside(list: PatternList): PlacedList {
  return {
    list,
    base: list.base === '' ? [] : pathSegments(list.base),
    group: groupOf(list),
    anyDepth: list.base === '',
  };
}

/** A setting's scopes are groups of their own, so that a workspace cannot undo what the user wrote. */
function groupOf(list: PatternList): string {
  const scope = list.source.kind === 'setting' ? `${list.source.scope} ` : '';
  return `${list.source.kind} ${scope}${list.strength}`;
}

function contains(folder: readonly string[], segments: readonly string[], ignoreCase: boolean): boolean {
  return (
    folder.length <= segments.length &&
    folder.every((segment, index) => sameName(segment, segments[index] ?? '', ignoreCase))
  );
}

function sameName(left: string, right: string, ignoreCase: boolean): boolean {
  return left === right || (ignoreCase && left.toLowerCase() === right.toLowerCase());
}
