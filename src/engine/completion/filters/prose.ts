import type { FilterCursor } from './candidate';

/** Where sentences and fences are the text itself: prose, and documentation comments. */
export function isProse({ languageId, linePrefix }: Pick<FilterCursor, 'languageId' | 'linePrefix'>): boolean {
  return (
    ['markdown', 'mdx', 'restructuredtext', 'asciidoc', 'plaintext', 'latex'].includes(languageId) ||
    /^\s*(?:\*|\/\/|#|--)/.test(linePrefix)
  );
}
