/** Finds names where they are no part of a longer identifier; `flags` are those of a regular expression. At least one name. */
export function wholeNames(names: readonly string[], flags = 'u'): RegExp {
  const written = names.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`));
  return new RegExp(`(?<![\\p{L}\\p{N}_$])(?:${written.join('|')})(?![\\p{L}\\p{N}_$])`, flags);
}
