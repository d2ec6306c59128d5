import { countCharacters, isAutoClosedPair, typedByEnter } from './characters';
import { expectedOffset, type Piece, remainingText, type Suggestion, type SuggestionInput } from './suggestion';

/** One replaced span of a document, in UTF-16 units of the text before the change. */
export interface TextChange {
  readonly offset: number;
  readonly deleted: number;
  readonly inserted: string;
}

/** A change of a document as an editor reports it; the spans do not overlap. */
export interface DocumentChange {
  readonly uri: string;
  readonly languageId: string;
  readonly changes: readonly TextChange[];
  readonly reason?: 'undo' | 'redo';
  /** Known not to come from the user's hands in this editor: a reload from disk, another window, a refactoring of another file. */
  readonly outside?: boolean;
}

/** What a change means for a suggestion that stands in the document. */
export type ChangeEffect =
  | { readonly kind: 'elsewhere'; readonly shift: number }
  | { readonly kind: 'typed'; readonly text: string; readonly shift: number }
  | { readonly kind: 'inserted'; readonly text: string; readonly shift: number }
  | { readonly kind: 'piece'; readonly piece: Piece; readonly units: number; readonly shift: number }
  | { readonly kind: 'deleted-back'; readonly units: number; readonly shift: number }
  | { readonly kind: 'piece-undone'; readonly units: number; readonly shift: number }
  | { readonly kind: 'diverged'; readonly shift: number };

/**
 * Reads a change against the place where the rest of a suggestion stands. `shift` is how far spans wholly before that
 * place move it. `intent` says that the user has just asked to accept the next word or line.
 */
export function changeEffect(suggestion: Suggestion, change: DocumentChange, intent: Piece | undefined): ChangeEffect {
  const place = expectedOffset(suggestion);
  let shift = 0;
  let touching: TextChange | undefined;
  for (const span of change.changes) {
    const spanEnd = span.offset + span.deleted;
    if (spanEnd < place) {
      shift += span.inserted.length - span.deleted;
    } else if (span.offset <= place) {
      if (touching !== undefined) return { kind: 'diverged', shift };
      touching = span;
    }
  }
  if (touching === undefined) return { kind: 'elsewhere', shift };
  if (change.reason === 'undo') return undoEffect(suggestion, touching, place, shift);
  if (change.reason === 'redo') return { kind: 'diverged', shift };
  return touchingEffect(suggestion, touching, place, shift, intent);
}

/** An undo that only deletes what was accepted last, or some of it. */
function undoEffect({ done, lastPiece }: Suggestion, span: TextChange, place: number, shift: number): ChangeEffect {
  const units = span.deleted;
  const endsHere = span.inserted === '' && span.offset + units === place && lastPiece?.to === done;
  return endsHere && units > 0 && units <= done - lastPiece.from
    ? { kind: 'piece-undone', units, shift }
    : { kind: 'diverged', shift };
}

function touchingEffect(
  s: Suggestion,
  span: TextChange,
  place: number,
  shift: number,
  intent: Piece | undefined,
): ChangeEffect {
  const rest = remainingText(s);
  const before = place - span.offset;
  if (before > 0) {
    if (span.inserted === '' && span.deleted === before) return { kind: 'deleted-back', units: before, shift };
    const known = Math.min(before, s.done);
    const repeated = span.inserted.slice(before - known, before) === s.text.slice(s.done - known, s.done);
    if (span.inserted.length < before || !repeated) return { kind: 'diverged', shift };
    const text = span.inserted.slice(before);
    return text === '' ? { kind: 'elsewhere', shift } : { kind: 'typed', text, shift };
  }
  const text = span.inserted;
  if (text === '') return { kind: 'diverged', shift };
  if (intent !== undefined && rest.startsWith(text)) return { kind: 'piece', piece: intent, units: text.length, shift };
  if (countCharacters(text) === 1) return { kind: 'typed', text, shift };
  if (text !== rest) {
    if (isAutoClosedPair(text) && rest.startsWith(text.charAt(0)))
      return { kind: 'typed', text: text.charAt(0), shift };
    const typed = typedByEnter(text);
    if (typed !== undefined && rest.startsWith(typed)) return { kind: 'typed', text: typed, shift };
  }
  return { kind: 'inserted', text, shift };
}

/** The state machine's input for an effect; undefined when the change does not concern the suggestion. `offset` is where its rest stands. */
export function inputOf(effect: ChangeEffect, offset: number, at: number): SuggestionInput | undefined {
  switch (effect.kind) {
    case 'elsewhere':
      return undefined;
    case 'typed':
      return { kind: 'typed', text: effect.text, at };
    case 'inserted':
      return { kind: 'inserted', text: effect.text, offset, at };
    case 'piece':
      return { kind: 'partial-accept', piece: effect.piece, units: effect.units, at };
    case 'deleted-back':
    case 'piece-undone':
      return { kind: effect.kind, units: effect.units, at };
    case 'diverged':
      return { kind: 'typed', text: '', at };
  }
}

/** How far spans wholly before an offset move it. */
export function shiftOf(offset: number, changes: readonly TextChange[]): number {
  return changes.reduce(
    (sum, span) => (span.offset + span.deleted <= offset ? sum + span.inserted.length - span.deleted : sum),
    0,
  );
}

/** Where a half-open span lies after a change; undefined when nothing of it is left. Text that replaces its edges does not belong to it. */
export function mapSpan(
  start: number,
  end: number,
  changes: readonly TextChange[],
): { start: number; end: number } | undefined {
  let newStart = start;
  let newEnd = end;
  for (const span of changes) {
    const from = span.offset;
    const to = span.offset + span.deleted;
    const delta = span.inserted.length - span.deleted;
    if (to <= start) {
      newStart += delta;
      newEnd += delta;
    } else if (from < end) {
      if (from <= start) newStart += from + span.inserted.length - start;
      newEnd += to < end || (span.deleted === 0 && from > start) ? delta : from - end;
      if (from <= start && to >= end) return undefined;
    }
  }
  return newStart < newEnd ? { start: newStart, end: newEnd } : undefined;
}
