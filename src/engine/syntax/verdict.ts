import type { TextAtCursor, SyntaxVerdict } from './contract';
import { syntaxAt } from './cursor-syntax';
import { linePrefix } from './cursor-text';
import type { ParsedDocument } from './document-trees';
import type { LexicalRules } from './lexical-rules';
import type { TrialErrors } from './trial-errors';
import { isUnfinished, unitEnds } from './unit-ends';

/** Places at which the end of a unit is tried by parsing. */
const mostTrials = 8;

/** A document without the text, and the errors that it has with it. */
export interface JudgedDocument {
  readonly document: ParsedDocument;
  readonly trials: TrialErrors;
}

/**
 * Judges text streamed at a cursor. `completeAt` is the first offset that brackets, line ends and indentation allow (see
 * `unitEnds`) and at which the document, parsed with the text up to there, has no more errors than without it. Without a
 * tree, brackets and indentation alone decide and `errorDelta` is 0. A text that goes on is not parsed as a whole: as long as it is
 * not complete it has errors, and finding them takes longest.
 */
export function verdictOn(
  streamed: TextAtCursor,
  parsed: JudgedDocument | undefined,
  rules: LexicalRules,
): SyntaxVerdict {
  const { prefix, suffix, text, goesOn = false } = streamed;
  const { place, emptyBlock } = syntaxAt(parsed?.document.tree, prefix, suffix, rules);
  const ends =
    place === 'comment'
      ? firstLineEnd(text)
      : unitEnds(emptyBlock ? 'block' : 'statement', prefix, text, suffix, rules);
  if (parsed === undefined) return withEnd(ends[0], place, 0);

  const { document, trials } = parsed;
  const cursor = prefix.length;
  const errorsWith = (length: number) => trials.count(document, cursor, text.slice(0, length));
  if (goesOn && ends.length === 0) return { place };
  const before = errorsWith(0) ?? { all: 0, onLine: 0 };
  for (const end of ends.slice(0, mostTrials)) {
    const errors = errorsWith(end);
    if (errors !== undefined && errors.all <= before.all) return withEnd(end, place, errors.all - before.all);
  }
  if (goesOn) return { place };
  const after = errorsWith(text.length) ?? before;
  const errorDelta = after.all - before.all;
  const isLocal = errorDelta > 0 && before.onLine === before.all && after.onLine > before.onLine;
  return isLocal && place === 'code' && isFinishedLine(prefix, text)
    ? { place, errorDelta, breaksLine: true }
    : { place, errorDelta };
}

function withEnd(completeAt: number | undefined, place: SyntaxVerdict['place'], errorDelta: number): SyntaxVerdict {
  return completeAt === undefined ? { place, errorDelta } : { completeAt, place, errorDelta };
}

function isFinishedLine(prefix: string, text: string): boolean {
  return !/[\r\n]/.test(text.trimEnd()) && !isUnfinished(linePrefix(prefix) + text);
}

function firstLineEnd(text: string): number[] {
  const end = text.search(/\r?\n/);
  return end > 0 ? [end] : [];
}
