import type { TraceId } from '../host';
import type { SnippetKind } from '../retrieval';
import type { Range } from '../text';
import type { FileOrigin } from '../workspace';

/** A file that the question names with `@`. */
export interface Mention {
  readonly uri: string;
  /** Relative to its workspace folder, with `/`. */
  readonly path: string;
}

/** A place that an answer was built from: a reference, never text. */
export interface Source {
  /** As cited in the answer, from 1. */
  readonly number: number;
  readonly origin: FileOrigin;
  /** Relative to its workspace folder, with `/`. */
  readonly path: string;
  readonly languageId: string;
  readonly kind: SnippetKind;
  /** Estimated tokens of the quoted text. */
  readonly tokens: number;
}

/** What the reader can do about an answer that failed or could be better. */
export type AnswerAction = 'set-endpoint' | 'check-endpoint' | 'set-key' | 'change-limits' | 'retry' | 'show-log';

export type TurnOutcome =
  | { readonly kind: 'running' }
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' }
  /** `message` is one sentence for the reader. */
  | { readonly kind: 'failed'; readonly message: string; readonly action: AnswerAction };

/** Who wrote an answer: a model, or Cairn from the snippets it found. */
export type Author = 'model' | 'snippets';

export interface Turn {
  readonly id: string;
  readonly trace: TraceId;
  readonly question: string;
  readonly mentions: readonly Mention[];
  /** Milliseconds since the epoch. */
  readonly askedMs: number;
  /** Markdown. */
  readonly answer: string;
  readonly author: Author;
  readonly sources: readonly Source[];
  /** Files whose text reached the model through earlier answers. */
  readonly background: readonly FileOrigin[];
  readonly outcome: TurnOutcome;
  /** Epoch of the policy under which the sources were last judged. */
  readonly epoch: number;
}

/** A value: every change makes a new one. */
export interface Conversation {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startedMs: number;
  readonly turns: readonly Turn[];
}

/** A step of an answer. Each answer ends with exactly one `done`, `stopped` or `failed`. */
export type AnswerEvent =
  | {
      readonly kind: 'sources';
      readonly author: Author;
      readonly epoch: number;
      readonly mentions: readonly Mention[];
      readonly sources: readonly Source[];
      readonly background: readonly FileOrigin[];
    }
  | { readonly kind: 'delta'; readonly text: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string; readonly action: AnswerAction };

/** `id` is 32 hexadecimal digits. */
export function newConversation(id: string, startedMs: number): Conversation {
  return { id, startedMs, turns: [] };
}

/** A turn whose answer has not begun. */
export function newTurn(id: string, trace: TraceId, question: string, askedMs: number): Turn {
  return {
    id,
    trace,
    question,
    mentions: [],
    askedMs,
    answer: '',
    author: 'model',
    sources: [],
    background: [],
    outcome: { kind: 'running' },
    epoch: 0,
  };
}

export function addTurn(conversation: Conversation, turn: Turn): Conversation {
  return { ...conversation, turns: [...conversation.turns, turn] };
}

/** The conversation with the turn of the same id replaced; unchanged when there is none. */
export function replaceTurn(conversation: Conversation, turn: Turn): Conversation {
  if (!conversation.turns.some((existing) => existing.id === turn.id)) return conversation;
  return { ...conversation, turns: conversation.turns.map((existing) => (existing.id === turn.id ? turn : existing)) };
}

/** The turn after one step of its answer. */
export function applyEvent(turn: Turn, event: AnswerEvent): Turn {
  switch (event.kind) {
    case 'sources':
      return {
        ...turn,
        author: event.author,
        epoch: event.epoch,
        mentions: event.mentions,
        sources: event.sources,
        background: event.background,
      };
    case 'delta':
      return { ...turn, answer: turn.answer + event.text };
    case 'done':
    case 'stopped':
      return { ...turn, outcome: { kind: event.kind } };
    case 'failed':
      return { ...turn, outcome: { kind: 'failed', message: event.message, action: event.action } };
  }
}

/** A short name for lists: the first line of the first question, at most 80 UTF-16 units. */
export function conversationTitle(conversation: Conversation): string {
  const first = conversation.turns[0]?.question.trim().split('\n', 1)[0] ?? '';
  if (!first) return 'New conversation';
  return first.length > 80 ? `${first.slice(0, 79).trimEnd()}…` : first;
}

/** The lines a range touches, one-based and inclusive, as people read them. */
export function lineSpan(range: Range): { readonly first: number; readonly last: number } {
  const { start, end } = range;
  const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  return { first: start.line + 1, last: Math.max(last, start.line + 1) };
}
