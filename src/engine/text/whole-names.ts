/**
 * Finds names where no letter, digit or underscore stands beside them; `flags` are those of a regular expression. At least one
 * name. `$` may stand before one: it is part of a name in some languages, and says in others that a name follows.
 */
export function wholeNames(names: readonly string[], flags = 'u'): RegExp {
  // The longest of those that begin alike is meant.
  const written = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`));
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${written.join('|')})(?![\\p{L}\\p{N}_])`, flags);
}
