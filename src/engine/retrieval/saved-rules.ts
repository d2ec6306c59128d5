import type { SavedFor } from '../index';
import { digest } from '../text';
import type { PolicySnapshot } from '../workspace';

/** Characters of all places that have private rules; with more, a saved index says nothing of them, for its start is read in one piece. */
const MOST_CHARACTERS = 16_000;

/** What a saved index depends on besides the sources: which files are private, and under which folders. */
export function storeKey(snapshot: PolicySnapshot, folders: readonly string[]): string {
  return digest(JSON.stringify([[...folders].sort(), snapshot.ignoreCase ?? false, hidden(snapshot)]));
}

/** The private rules of each place, by a digest, so that those of other folders can be compared in part; undefined when they take too much room. */
export function rulesByPlace(snapshot: PolicySnapshot): SavedFor['rules'] {
  const places = Map.groupBy(hidden(snapshot), ({ base }) => base);
  const short = (lists: unknown): string => digest(JSON.stringify([snapshot.ignoreCase ?? false, lists]));
  const rules = Object.fromEntries(Array.from(places, ([base, lists]) => [base, short(lists)]));
  return JSON.stringify(rules).length > MOST_CHARACTERS ? undefined : rules;
}

/** The rules that belong to no folder. */
export function withoutFolders(snapshot: PolicySnapshot): PolicySnapshot {
  return { ...snapshot, lists: snapshot.lists.filter((list) => list.base === '') };
}

/** Whether under the rules of now other files would be private in a saved index, as far as the folders of now say anything of it. */
export function isOutdated({ key, folders, rules }: SavedFor, snapshot: PolicySnapshot): boolean {
  const isTheirs = (base: string): boolean => base === '' || folders.some(overlaps(base));
  const lists = snapshot.lists.filter(({ base }) => isTheirs(base));
  if (folders.every((folder) => snapshot.folders.includes(folder)))
    return key !== storeKey({ ...snapshot, lists }, folders);
  const now = rulesByPlace({ ...snapshot, lists });
  if (!rules || !now) return true;
  // Of other places nothing is known but what is told.
  const isKnown = (base: string): boolean =>
    base === '' || snapshot.folders.some((folder) => base === folder || base.startsWith(`${folder}/`));
  const differs = (base: string): boolean => rules[base] !== now[base];
  return Object.keys(now).some(differs) || Object.keys(rules).some((base) => isKnown(base) && differs(base));
}

/** Whether one of two folders lies in the other. */
export function overlaps(folder: string): (other: string) => boolean {
  return (other) => other === folder || other.startsWith(`${folder}/`) || folder.startsWith(`${other}/`);
}

function hidden(snapshot: PolicySnapshot): PolicySnapshot['lists'] {
  return snapshot.lists.filter((list) => list.strength === 'private');
}
