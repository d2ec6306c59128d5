import type { RecentEdit } from '../retrieval';

/** A cursor in a document as the editor holds it. */
export interface CursorState {
  /** Canonical. */
  readonly uri: string;
  readonly languageId: string;
  /** The editor's document version; -1 where the text is not what the editor holds. */
  readonly version: number;
  /** All text before the cursor; its length is the cursor's offset in UTF-16 units. */
  readonly prefix: string;
  /** What at the end of `prefix` is not typed yet; only where something is done before the cursor is there. */
  readonly ahead?: string;
  /** All text after the cursor. */
  readonly suffix: string;
  /** Newest first. */
  readonly recentEdits: readonly RecentEdit[];
  /** There are other cursors, or text is selected. */
  readonly severalCursors?: boolean;
  /** Columns of a tab, for texts whose own style cannot be told. */
  readonly tabSize?: number;
  /** Canonical URIs of files that the user pinned. */
  readonly pins?: readonly string[];
}

/** The cursor's line before the cursor. */
export function linePrefixOf(prefix: string): string {
  const line = prefix.slice(prefix.lastIndexOf('\n') + 1);
  return line.slice(line.lastIndexOf('\r') + 1);
}

/** The cursor's line after the cursor. */
export function lineSuffixOf(suffix: string): string {
  const end = suffix.search(/[\r\n]/);
  return end < 0 ? suffix : suffix.slice(0, end);
}

export const withLineFeeds = (text: string): string => text.replaceAll('\r\n', '\n');

/** The line break of a document; line feed where it has none. */
export function lineBreakOf({ prefix, suffix }: Pick<CursorState, 'prefix' | 'suffix'>): '\n' | '\r\n' {
  const before = prefix.lastIndexOf('\n');
  if (before >= 0) return prefix[before - 1] === '\r' ? '\r\n' : '\n';
  const after = suffix.indexOf('\n');
  return after > 0 && suffix[after - 1] === '\r' ? '\r\n' : '\n';
}

/** A cursor as it will be after a line break: as far indented as its line, or as the next one where that is deeper. */
export function onNextLine(cursor: CursorState): CursorState {
  const { prefix, ahead = '', suffix } = cursor;
  const own = /^[ \t]*/.exec(linePrefixOf(prefix))?.[0] ?? '';
  const next = /^[ \t]*\r?\n([ \t]*)\S/.exec(suffix)?.[1] ?? '';
  const added = lineBreakOf(cursor) + (next.startsWith(own) ? next : own);
  return { ...cursor, prefix: prefix + added, ahead: ahead + added };
}
