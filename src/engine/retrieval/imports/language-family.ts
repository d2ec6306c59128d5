const FAMILIES: readonly (readonly string[])[] = [
  ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'vue', 'svelte', 'astro'],
  ['c', 'cpp', 'cuda-cpp', 'objective-c', 'objective-cpp'],
  ['java', 'kotlin', 'groovy', 'scala'],
];

/** Name of the group of languages whose code can use one another's definitions. */
export function languageFamily(languageId: string): string {
  return FAMILY_BY_LANGUAGE.get(languageId) ?? languageId;
}

/** Tells which languages are in the family of one. */
export function familyFilter(languageId: string): (other: string) => boolean {
  const members = new Set(FAMILIES.find((family) => family.includes(languageId)) ?? [languageId]);
  return (other) => members.has(other);
}

const FAMILY_BY_LANGUAGE: ReadonlyMap<string, string> = new Map(
  FAMILIES.flatMap((family) => family.map((languageId) => [languageId, family[0] as string] as const)),
);
