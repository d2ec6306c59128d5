import type { WorkspaceIndex } from '../index';
import { mayBeIndexed, type Policy } from '../workspace';
import type { EngineStatus, SetAsideFile } from './contract';
import type { DocumentTexts } from './document-texts';

/** Files named in the status as left out, at most. */
const MOST_LEFT_OUT = 50;
/** Reasons that need no file named: nobody would do anything about it. */
const EXPECTED_REASONS = new Set(['empty', 'not a text file by its name', 'binary', 'a symbolic link']);

/** What a status names one by one. Looks at every file, so it is for those who ask. `skipped` has each URI's reason. */
export function statusDetails(
  index: WorkspaceIndex,
  skipped: ReadonlyMap<string, string>,
  texts: Pick<DocumentTexts, 'pathOf'>,
  policy: Policy | undefined,
): Pick<EngineStatus, 'languages' | 'skipped' | 'leftOut' | 'leftOutBesides' | 'setAside'> {
  const languages: Record<string, number> = {};
  const setAside: SetAsideFile[] = [];
  const isExcluded = (uri: string): boolean => !policy || !mayBeIndexed(policy.judge(uri).strength);
  for (const file of index.files()) {
    languages[file.languageId] = (languages[file.languageId] ?? 0) + 1;
    if (file.setAside && !isExcluded(file.uri)) setAside.push({ path: file.path, reason: file.setAside.reason });
  }
  const reasons: Record<string, number> = {};
  for (const reason of skipped.values()) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return {
    languages,
    skipped: reasons,
    ...leftOutFiles(skipped, texts, isExcluded),
    setAside: setAside.sort(byPath),
  };
}

/** Files and folders that could not be indexed though no rule excludes them. */
function leftOutFiles(
  skipped: ReadonlyMap<string, string>,
  texts: Pick<DocumentTexts, 'pathOf'>,
  isExcluded: (uri: string) => boolean,
): Pick<EngineStatus, 'leftOut' | 'leftOutBesides'> {
  const leftOut: SetAsideFile[] = [];
  let leftOutBesides = 0;
  for (const [uri, reason] of skipped) {
    // It may have been skipped as a directory.
    const isExpected = EXPECTED_REASONS.has(reason) || isExcluded(uri) || isExcluded(`${uri}/`);
    if (isExpected) continue;
    if (leftOut.length < MOST_LEFT_OUT) leftOut.push({ path: texts.pathOf(uri), reason });
    else leftOutBesides++;
  }
  return { leftOut: leftOut.sort(byPath), leftOutBesides };
}

function byPath(a: SetAsideFile, b: SetAsideFile): number {
  return a.path < b.path ? -1 : 1;
}
