import { parseTraceId } from '../host';
import type { SnippetKind } from '../retrieval';
import type { Position, Range } from '../text';
import type { FileOrigin } from '../workspace';
import type { AnswerAction, Conversation, Mention, Source, Turn, TurnOutcome } from './conversation';

const format = 1;

export type ParsedConversation =
  | { readonly kind: 'conversation'; readonly conversation: Conversation }
  /** Written by a newer Cairn; left as it is. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'broken'; readonly problem: string };

/** The content of a conversation's file. */
export function serializeConversation(conversation: Conversation): string {
  return `${JSON.stringify({ format, ...conversation })}\n`;
}

/** Reads what `serializeConversation` wrote. An answer that was running when its window went away counts as stopped. */
export function parseConversation(text: string): ParsedConversation {
  try {
    const value: unknown = JSON.parse(text);
    const file = record(value, 'the file');
    if (typeof file['format'] === 'number' && file['format'] > format) return { kind: 'newer' };
    if (file['format'] !== format) throw new TypeError(`format is ${JSON.stringify(file['format'])}, not ${format}`);
    const conversation = {
      id: conversationId(file['id']),
      startedMs: number(file['startedMs'], 'startedMs'),
      turns: list(file['turns'], 'turns').map(turn),
    };
    return { kind: 'conversation', conversation };
  } catch (error) {
    return { kind: 'broken', problem: error instanceof Error ? error.message : String(error) };
  }
}

function turn(value: unknown): Turn {
  const fields = record(value, 'a turn');
  return {
    id: string(fields['id'], 'id'),
    trace: parseTraceId(fields['trace']),
    question: string(fields['question'], 'question'),
    mentions: list(fields['mentions'], 'mentions').map(mention),
    askedMs: number(fields['askedMs'], 'askedMs'),
    answer: string(fields['answer'], 'answer'),
    author: oneOf(fields['author'], ['model', 'snippets'], 'author'),
    sources: list(fields['sources'], 'sources').map(source),
    background: list(fields['background'], 'background').map(fileOrigin),
    outcome: outcome(fields['outcome']),
    epoch: number(fields['epoch'], 'epoch'),
  };
}

function mention(value: unknown): Mention {
  const fields = record(value, 'a mention');
  return { uri: string(fields['uri'], 'uri'), path: string(fields['path'], 'path') };
}

const snippetKinds: readonly SnippetKind[] = ['signature', 'chunk', 'edit', 'mention'];

function source(value: unknown): Source {
  const fields = record(value, 'a source');
  return {
    number: whole(fields['number'], 'number'),
    origin: fileOrigin(fields['origin']),
    path: string(fields['path'], 'path'),
    languageId: string(fields['languageId'], 'languageId'),
    kind: oneOf(fields['kind'], snippetKinds, 'kind'),
    tokens: whole(fields['tokens'], 'tokens'),
  };
}

function fileOrigin(value: unknown): FileOrigin {
  const fields = record(value, 'an origin');
  return {
    kind: oneOf(fields['kind'], ['file'], 'kind'),
    uri: string(fields['uri'], 'uri'),
    range: range(fields['range']),
    version: number(fields['version'], 'version'),
  };
}

function range(value: unknown): Range {
  const fields = record(value, 'a range');
  return { start: position(fields['start']), end: position(fields['end']) };
}

function position(value: unknown): Position {
  const fields = record(value, 'a position');
  return { line: whole(fields['line'], 'line'), character: whole(fields['character'], 'character') };
}

const actions: readonly AnswerAction[] = [
  'set-endpoint',
  'check-endpoint',
  'set-key',
  'change-limits',
  'retry',
  'show-log',
];

function outcome(value: unknown): TurnOutcome {
  const fields = record(value, 'an outcome');
  const kind = oneOf(fields['kind'], ['running', 'done', 'stopped', 'failed'], 'outcome');
  if (kind === 'running') return { kind: 'stopped' };
  if (kind !== 'failed') return { kind };
  return { kind, message: string(fields['message'], 'message'), action: oneOf(fields['action'], actions, 'action') };
}

/** Whether a value can name a conversation and its file. */
export function isConversationId(value: string): boolean {
  return /^[0-9a-f]{32}$/.test(value);
}

function conversationId(value: unknown): string {
  const id = string(value, 'id');
  if (!isConversationId(id)) throw new TypeError('the id is not 32 hexadecimal digits');
  return id;
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`${what} is not an object`);
  return value as Record<string, unknown>;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${what} is not a list`);
  return value;
}

function string(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new TypeError(`${what} is not text`);
  return value;
}

function number(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError(`${what} is not a number`);
  return value;
}

function whole(value: unknown, what: string): number {
  const result = number(value, what);
  if (!Number.isInteger(result) || result < 0) throw new TypeError(`${what} is not a whole number from 0`);
  return result;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], what: string): T {
  const found = allowed.find((choice) => choice === value);
  if (found === undefined) throw new TypeError(`${what} is ${JSON.stringify(value)}, none of ${allowed.join(', ')}`);
  return found;
}
