import type { Commit, Repository, Tree } from './git';
import { seeded } from './positions';
import { isTyped, languageOfPath } from './sources';

/** A line that a commit added to a file that existed, with what the person who wrote it had around it. */
export interface AddedLine {
  readonly parent: string;
  readonly path: string;
  readonly languageId: string;
  /** The file above the line, with the last line break. */
  readonly above: string;
  readonly line: string;
  /** The file below the added block; the rest of the block is withheld. */
  readonly below: string;
}

const COMMITS = 1500;
const LINES_PER_FILE = 3;
const LINES_PER_COMMIT = 8;
const MOST_FILES = 30;
const MOST_HUNK_LINES = 80;

/** Up to `count` added lines of the newest commits, the oldest first. */
export function addedLines(repository: Repository, count: number, seed: number): AddedLine[] {
  const random = seeded(seed);
  const found: AddedLine[] = [];
  for (const commit of repository.commits(COMMITS)) {
    if (found.length >= count) break;
    found.push(...linesOf(repository, commit, random));
  }
  return found.slice(0, count).reverse();
}

function linesOf(repository: Repository, commit: Commit, random: () => number): AddedLine[] {
  const paths = commit.modified.filter((path) => languageOfPath(path) !== undefined);
  if (paths.length === 0 || paths.length > MOST_FILES) return [];
  const hunks = repository.hunks(commit, paths);
  const tree = repository.tree(commit.hash);
  const texts = repository.texts(paths.flatMap((path) => tree.get(path) ?? []));
  const found: AddedLine[] = [];
  for (const path of paths) {
    const text = texts.get(tree.get(path) ?? '');
    if (text === undefined) continue;
    const lines = text.split('\n');
    const places = (hunks.get(path) ?? [])
      .filter(({ first, last }) => last - first < MOST_HUNK_LINES)
      .flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => ({ at: first - 1 + i, last })))
      .filter(({ at }) => isTyped(lines[at] ?? ''))
      .map((place) => ({ ...place, order: random() }))
      .sort((a, b) => a.order - b.order)
      .slice(0, LINES_PER_FILE);
    for (const { at, last } of places) {
      found.push({
        parent: commit.parent,
        path,
        languageId: languageOfPath(path) ?? '',
        above: lines
          .slice(0, at)
          .map((line) => `${line}\n`)
          .join(''),
        line: (lines[at] ?? '').trimEnd(),
        below: lines.slice(last).join('\n'),
      });
    }
  }
  return found.slice(0, LINES_PER_COMMIT);
}

/** What changes in the working tree before the next line is typed. */
export interface TreeChange {
  readonly learn: readonly { readonly path: string; readonly languageId: string; readonly text: string }[];
  readonly forget: readonly string[];
}

/** Walks through the parents of the lines in their order and says what to learn and forget on the way. */
export function* treeChanges(repository: Repository, parents: Iterable<string>): Generator<TreeChange> {
  let known: Tree = new Map();
  let parent = '';
  for (const next of parents) {
    if (next === parent) {
      yield { learn: [], forget: [] };
      continue;
    }
    parent = next;
    const tree = new Map([...repository.tree(next)].filter(([path]) => languageOfPath(path) !== undefined));
    const changed = [...tree].filter(([path, content]) => known.get(path) !== content);
    const texts = repository.texts(changed.map(([, content]) => content));
    const learn = changed.map(([path, content]) => ({
      path,
      languageId: languageOfPath(path) ?? '',
      text: texts.get(content) ?? '',
    }));
    const forget = [...known.keys()].filter((path) => !tree.has(path));
    known = tree;
    yield { learn, forget };
  }
}
