import { type DiscardReason as CompletionDiscardReason, discardReasons } from '../completion';
import type { TraceId } from '../host';
import { countCharacters } from './characters';
import { TRANSITIONS } from './transitions';

/** States in which a suggestion may still change. */
export type OpenState = 'requested' | 'returned' | 'shown' | 'read';

/** States in which a suggestion's life has ended; it reaches exactly one. */
export type TerminalState =
  | 'accepted'
  | 'typed-through'
  | 'accepted-partly'
  | 'dismissed'
  | 'ignored'
  | 'replaced'
  | 'discarded';

/** Milliseconds within which an undo takes an accept back. */
export const UNDO_WITHIN_MS = 10_000;

export type SuggestionState = OpenState | TerminalState;

/** Why a request ended before anything was shown; `continued` means that its answer was on screen already, from an earlier request. */
export type DiscardReason = CompletionDiscardReason | 'continued' | 'not-shown' | 'other';

export const DISCARD_REASONS: readonly DiscardReason[] = [...discardReasons, 'continued', 'not-shown', 'other'];

/** The reason as recorded; what is not in the list becomes `other`. */
export function toDiscardReason(raw: string): DiscardReason {
  return DISCARD_REASONS.find((reason) => reason === raw) ?? 'other';
}

export const END_CAUSES = [
  'command',
  'inserted',
  'pieces',
  'typed',
  'escape',
  'diverged',
  'deleted',
  'cursor-moved',
  'document-closed',
  'editor-left',
  'window-closed',
  'replaced',
  'discarded',
] as const;

/** What ended a suggestion's life, finer than its terminal state. */
export type EndCause = (typeof END_CAUSES)[number];

export type Piece = 'word' | 'line' | 'other';

/** One suggestion's life so far; immutable. Holds the suggested text, which never enters an event. Times are monotonic milliseconds. */
export interface Suggestion {
  readonly id: TraceId;
  readonly state: SuggestionState;
  /** The whole suggestion with the document's line ends, including what is already in the document. */
  readonly text: string;
  /** UTF-16 offset in the document at which `text` begins. */
  readonly anchor: number;
  /** UTF-16 units of `text` that are in the document. */
  readonly done: number;
  /** Characters that an accept put into the document; what was typed along is not among them. */
  readonly charactersAccepted: number;
  readonly charactersTypedAlong: number;
  readonly pieces: Readonly<Record<Piece, number>>;
  /** The part of `text`, in UTF-16 units, that counts as accepted when looking for an undo. */
  readonly acceptedSpan?: { readonly from: number; readonly to: number };
  readonly acceptedAt?: number;
  /** The word or line that was accepted last, in UTF-16 units of `text`. */
  readonly lastPiece?: { readonly from: number; readonly to: number };
  readonly requestedAt: number;
  readonly returnedAt?: number;
  readonly shownAt?: number;
  readonly readAt?: number;
  readonly endedAt?: number;
  readonly cause?: EndCause;
  readonly discardReason?: DiscardReason;
  readonly undone: boolean;
}

type What =
  /** The editor was given this text for this offset; again with the same id when the rest of it is offered anew. */
  | { readonly kind: 'returned'; readonly text: string; readonly offset: number }
  | { readonly kind: 'offered-visible' }
  | { readonly kind: 'dwell-reached' }
  | { readonly kind: 'accepted-by-command' }
  /** Several characters arrived at once, and nobody said how. */
  | { readonly kind: 'inserted'; readonly text: string; readonly offset: number }
  /** Typed where the suggestion stands. */
  | { readonly kind: 'typed'; readonly text: string }
  /** Accepted by word or line; `units` are UTF-16 units of the rest. */
  | { readonly kind: 'partial-accept'; readonly piece: Piece; readonly units: number }
  /** Deleted backwards from where the suggestion stands. */
  | { readonly kind: 'deleted-back'; readonly units: number }
  /** An undo took away the last units, in UTF-16, of the piece that was accepted last. */
  | { readonly kind: 'piece-undone'; readonly units: number }
  | { readonly kind: 'escape' }
  | { readonly kind: 'cursor-moved-away' }
  | { readonly kind: 'document-closed' }
  | { readonly kind: 'editor-left' }
  | { readonly kind: 'window-closed' }
  | { readonly kind: 'replaced-by'; readonly other: TraceId }
  | { readonly kind: 'request-discarded'; readonly reason: DiscardReason }
  | { readonly kind: 'undone-within-10s' };

export type InputKind = What['kind'];

/** Something that happened to a suggestion, at a monotonic time in milliseconds. */
export type SuggestionInput = What & { readonly at: number };

export type Advance =
  | { readonly kind: 'moved'; readonly suggestion: Suggestion }
  /** The input cannot happen in this state; the suggestion is as it was. */
  | {
      readonly kind: 'impossible';
      readonly suggestion: Suggestion;
      readonly state: SuggestionState;
      readonly input: InputKind;
    };

export function requestSuggestion(id: TraceId, at: number): Suggestion {
  return {
    id,
    state: 'requested',
    text: '',
    anchor: 0,
    done: 0,
    charactersAccepted: 0,
    charactersTypedAlong: 0,
    pieces: { word: 0, line: 0, other: 0 },
    requestedAt: at,
    undone: false,
  };
}

export function isTerminal(state: SuggestionState): state is TerminalState {
  return state !== 'requested' && state !== 'returned' && state !== 'shown' && state !== 'read';
}

/** What of the suggestion is not in the document yet. */
export function remainingText(suggestion: Suggestion): string {
  return suggestion.text.slice(suggestion.done);
}

/** UTF-16 offset at which the rest of the suggestion stands, which is where the cursor has to be. */
export function expectedOffset(suggestion: Suggestion): number {
  return suggestion.anchor + suggestion.done;
}

/** The next value of a suggestion's life. Pure; what the table of transitions does not allow is `impossible`. */
export function advance(suggestion: Suggestion, input: SuggestionInput): Advance {
  const allowed = TRANSITIONS[suggestion.state][input.kind];
  const next = allowed.length === 0 ? undefined : step(suggestion, input);
  if (next === undefined || !allowed.includes(next.state)) {
    return { kind: 'impossible', suggestion, state: suggestion.state, input: input.kind };
  }
  return { kind: 'moved', suggestion: next };
}

function step(s: Suggestion, input: SuggestionInput): Suggestion | undefined {
  switch (input.kind) {
    case 'returned':
      return offer(s, input.text, input.offset, input.at);
    case 'offered-visible':
      return s.state === 'returned' ? { ...s, state: 'shown', shownAt: input.at } : s;
    case 'dwell-reached':
      return s.state === 'shown' ? { ...s, state: 'read', readAt: input.at } : s;
    case 'accepted-by-command':
      return s.state === 'accepted' ? s : acceptRest(s, 'command', input.at);
    case 'inserted':
      if (input.offset !== expectedOffset(s) || input.text === '') return end(s, 'diverged', input.at);
      if (input.text === remainingText(s)) return acceptRest(s, 'inserted', input.at);
      if (!remainingText(s).startsWith(input.text)) return end(s, 'diverged', input.at);
      return acceptPiece(s, 'other', input.text.length, input.at);
    case 'typed':
      return typeAlong(s, input.text, input.at);
    case 'partial-accept':
      return acceptPiece(s, input.piece, input.units, input.at);
    case 'deleted-back':
      if (partlyAccepted(s) || input.units > s.done) return end(s, 'deleted', input.at);
      return deleteBack(s, input.units);
    case 'piece-undone':
      return end(withoutUndone(s, input.units, input.at), 'diverged', input.at);
    case 'escape':
      return end(s, 'escape', input.at);
    case 'cursor-moved-away':
      return end(s, 'cursor-moved', input.at);
    case 'document-closed':
    case 'editor-left':
    case 'window-closed':
      return end(s, input.kind, input.at);
    case 'replaced-by':
      return input.other === s.id ? undefined : end(s, 'replaced', input.at);
    case 'request-discarded':
      return { ...s, state: 'discarded', cause: 'discarded', discardReason: input.reason, endedAt: input.at };
    case 'undone-within-10s':
      return { ...s, undone: true };
  }
}

function offer(s: Suggestion, text: string, offset: number, at: number): Suggestion {
  if (text === '') {
    return s.state === 'requested'
      ? { ...s, state: 'discarded', cause: 'discarded', discardReason: 'empty', returnedAt: at, endedAt: at }
      : s;
  }
  const offered = { ...s, text: s.text.slice(0, s.done) + text, anchor: offset - s.done };
  return s.state === 'requested' ? { ...offered, state: 'returned', returnedAt: at } : offered;
}

function typeAlong(s: Suggestion, text: string, at: number): Suggestion {
  if (text === '' || !remainingText(s).startsWith(text)) return end(s, 'diverged', at);
  const along = {
    ...s,
    done: s.done + text.length,
    charactersTypedAlong: s.charactersTypedAlong + countCharacters(text),
  };
  if (along.done < along.text.length) return along;
  if (s.state === 'returned') return end(along, 'typed', at);
  return {
    ...along,
    state: 'typed-through',
    cause: 'typed',
    readAt: s.readAt ?? at,
    endedAt: at,
    acceptedAt: at,
    acceptedSpan: { from: 0, to: along.text.length },
  };
}

function deleteBack(s: Suggestion, units: number): Suggestion {
  const done = s.done - units;
  const deleted = countCharacters(s.text.slice(done, s.done));
  return { ...s, done, charactersTypedAlong: Math.max(0, s.charactersTypedAlong - deleted) };
}

function acceptPiece(s: Suggestion, piece: Piece, units: number, at: number): Suggestion | undefined {
  if (!Number.isInteger(units) || units < 1 || units > remainingText(s).length) return undefined;
  const counted = { ...s, pieces: { ...s.pieces, [piece]: s.pieces[piece] + 1 } };
  if (units === remainingText(s).length) return acceptRest(counted, 'pieces', at);
  return {
    ...counted,
    state: 'read',
    done: s.done + units,
    charactersAccepted: s.charactersAccepted + countCharacters(s.text.slice(s.done, s.done + units)),
    acceptedSpan: { from: s.acceptedSpan?.from ?? s.done, to: s.done + units },
    acceptedAt: at,
    lastPiece: { from: s.done, to: s.done + units },
    shownAt: s.shownAt ?? at,
    readAt: s.readAt ?? at,
  };
}

/** Without what was undone soon after it was accepted. Where nothing else was accepted, the whole is undone, which is told apart. */
function withoutUndone(s: Suggestion, units: number, at: number): Suggestion {
  const { acceptedSpan, acceptedAt = at } = s;
  const done = s.done - units;
  if (acceptedSpan === undefined || done <= acceptedSpan.from || at - acceptedAt > UNDO_WITHIN_MS) return s;
  const taken = countCharacters(s.text.slice(done, s.done));
  return { ...s, done, charactersAccepted: s.charactersAccepted - taken, acceptedSpan: { ...acceptedSpan, to: done } };
}

function acceptRest(s: Suggestion, cause: EndCause, at: number): Suggestion {
  return {
    ...s,
    state: 'accepted',
    cause,
    done: s.text.length,
    charactersAccepted: s.charactersAccepted + countCharacters(remainingText(s)),
    acceptedSpan: { from: s.done, to: s.text.length },
    acceptedAt: at,
    shownAt: s.shownAt ?? at,
    readAt: s.readAt ?? at,
    endedAt: at,
  };
}

function end(s: Suggestion, cause: EndCause, at: number): Suggestion {
  if (s.state === 'requested' || s.state === 'returned') {
    const discardReason = s.state === 'requested' ? 'cancelled' : 'not-shown';
    return { ...s, state: 'discarded', cause, discardReason, endedAt: at };
  }
  if (partlyAccepted(s)) return { ...s, state: 'accepted-partly', cause, endedAt: at };
  const state = cause === 'escape' ? 'dismissed' : cause === 'replaced' ? 'replaced' : 'ignored';
  return { ...s, state, cause, endedAt: at };
}

function partlyAccepted(s: Suggestion): boolean {
  return s.pieces.word + s.pieces.line + s.pieces.other > 0;
}
