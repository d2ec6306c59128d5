import { type CursorState, lineSuffixOf, linePrefixOf, withLineFeeds } from '../cursor';
import type { FilterName } from '../outcome';
import { type IndentationStyle, indentationStyleOf } from './indentation-style';

/** A text that a model proposes at a cursor, with line feeds. */
export interface Candidate {
  readonly text: string;
  /** UTF-16 units after the cursor, all on its line, that the text replaces. */
  readonly replaceSuffix: number;
  /** What the context source said of the text as the model wrote it: the syntax errors that it adds to the document. */
  readonly judged?: { readonly text: string; readonly errorDelta: number };
}

/** The surroundings that filters look at, with line feeds. */
export interface FilterCursor {
  /** The nearest text before the cursor. */
  readonly prefix: string;
  /** The nearest text after the cursor. */
  readonly suffix: string;
  readonly linePrefix: string;
  readonly lineSuffix: string;
  readonly languageId: string;
  readonly indentation: IndentationStyle;
}

export type FilterVerdict =
  | { readonly kind: 'keep'; readonly candidate: Candidate }
  | { readonly kind: 'drop'; readonly reason: FilterName | 'empty' };

/** Never throws, never lengthens the text but by indentation; filtering what it kept again changes nothing. */
export type CompletionFilter = (candidate: Candidate, cursor: FilterCursor) => FilterVerdict;

export const keep = (candidate: Candidate): FilterVerdict => ({ kind: 'keep', candidate });
export const drop = (reason: FilterName | 'empty'): FilterVerdict => ({ kind: 'drop', reason });

/** The candidate with another text; the same object when nothing changes. */
export const withText = (candidate: Candidate, text: string): Candidate =>
  text === candidate.text ? candidate : { ...candidate, text };

/** UTF-16 units on each side that filters look at. */
const nearUnits = 6000;

export function filterCursor(cursor: CursorState): FilterCursor {
  const prefix = withLineFeeds(cursor.prefix.slice(-nearUnits));
  const suffix = withLineFeeds(cursor.suffix.slice(0, nearUnits));
  return {
    prefix,
    suffix,
    linePrefix: linePrefixOf(prefix),
    lineSuffix: lineSuffixOf(suffix),
    languageId: cursor.languageId,
    indentation: indentationStyleOf(`${prefix}\n${suffix}`, cursor.tabSize ?? 4),
  };
}

/** A line that says something: more than brackets and punctuation. */
export const isTelling = (line: string): boolean => /[\p{L}\p{N}_]/u.test(line) && line.trim().length >= 4;
