import type { PolicySnapshot } from './policy';
import { type IgnoreFile, rulesOfFile } from './policy-snapshot';

/** Whether two snapshots judge every file alike and name the same rules. */
export function hasSameRules(one: PolicySnapshot, other: PolicySnapshot): boolean {
  return rulesOf(one) === rulesOf(other);
}

function rulesOf({ folders, ignoreCase = false, lists }: PolicySnapshot): string {
  return JSON.stringify([folders, ignoreCase, lists]);
}

/** Whether a snapshot has just the rules that stand in an ignore file. */
export function hasRulesOfFile({ lists }: PolicySnapshot, file: IgnoreFile): boolean {
  const held = lists.filter(({ source }) => source.kind === file.kind && source.uri === file.uri);
  return JSON.stringify(held) === JSON.stringify(rulesOfFile(file).lists);
}
