import type { WorkspaceIndex } from '../index';
import type { Policy } from '../workspace';
import type { SetAsideFile } from './contract';
import type { DocumentTexts } from './document-texts';

/** Files named in the status as left out, at most. */
const MOST_LEFT_OUT = 50;
/** Reasons that need no file named: nobody would do anything about it. */
const EXPECTED_REASONS = new Set(['empty', 'not a text file by its name', 'binary', 'a symbolic link']);

/** Files and folders that could not be indexed though no rule excludes them. `skipped` has each URI's reason. */
export function leftOutFiles(
  skipped: ReadonlyMap<string, string>,
  texts: Pick<DocumentTexts, 'pathOf'>,
  policy: Policy | undefined,
): SetAsideFile[] {
  const isExcluded = (uri: string): boolean => {
    const strength = policy?.judge(uri).strength;
    return strength === 'private' || strength === 'unindexed';
  };
  const files: SetAsideFile[] = [];
  for (const [uri, reason] of skipped) {
    if (files.length === MOST_LEFT_OUT) break;
    // It may have been skipped as a directory.
    const isExpected = EXPECTED_REASONS.has(reason) || isExcluded(uri) || isExcluded(`${uri}/`);
    if (!isExpected) files.push({ path: texts.pathOf(uri), reason });
  }
  return files.sort(byPath);
}

/** Files that are searched without symbols, because their syntax could not be read. */
export function setAsideFiles(index: WorkspaceIndex): SetAsideFile[] {
  const files: SetAsideFile[] = [];
  for (const { path, setAside } of index.files()) if (setAside) files.push({ path, reason: setAside.reason });
  return files.sort(byPath);
}

function byPath(a: SetAsideFile, b: SetAsideFile): number {
  return a.path < b.path ? -1 : 1;
}
