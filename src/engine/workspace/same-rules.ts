import type { PolicySnapshot } from './policy';

/** Whether two snapshots judge every file alike and name the same rules. */
export function hasSameRules(one: PolicySnapshot, other: PolicySnapshot): boolean {
  return rulesOf(one) === rulesOf(other);
}

function rulesOf({ folders, ignoreCase = false, lists }: PolicySnapshot): string {
  return JSON.stringify([folders, ignoreCase, lists]);
}
