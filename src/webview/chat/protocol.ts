/** What the chat panel and the extension say to each other. Both sides check what arrives with the parsers below. */

export type ChatAction = 'set-endpoint' | 'check-endpoint' | 'set-key' | 'change-limits' | 'retry' | 'show-log';

export interface SourceView {
  /** As cited in the answer, from 1. */
  readonly number: number;
  /** Relative to its workspace folder, with `/`. */
  readonly path: string;
  /** One-based and inclusive. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly languageId: string;
}

export type OutcomeView =
  | { readonly kind: 'running' }
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string; readonly action: ChatAction };

export interface TurnView {
  readonly id: string;
  readonly question: string;
  /** Markdown. */
  readonly answer: string;
  readonly author: 'model' | 'snippets';
  readonly sources: readonly SourceView[];
  readonly outcome: OutcomeView;
}

export interface FileView {
  readonly path: string;
  /** What to put into the question for it, for instance `@src/main.ts`. */
  readonly mention: string;
}

/** From the extension to the panel. */
export type ToPanel =
  /** Everything; `model` is undefined when none that can chat is set. */
  | { readonly kind: 'state'; readonly turns: readonly TurnView[]; readonly model: string | undefined }
  /** A new turn, or one whose sources or outcome changed. */
  | { readonly kind: 'turn'; readonly turn: TurnView }
  /** More of an answer; `at` is the answer's length before it, in UTF-16 units. */
  | { readonly kind: 'delta'; readonly turnId: string; readonly at: number; readonly text: string }
  | { readonly kind: 'model'; readonly model: string | undefined }
  /** Answers `find-files` of the same `request`. */
  | { readonly kind: 'files'; readonly request: number; readonly files: readonly FileView[] }
  | { readonly kind: 'focus' };

/** From the panel to the extension. */
export type FromPanel =
  | { readonly kind: 'ready' }
  | { readonly kind: 'ask'; readonly text: string }
  | { readonly kind: 'stop' }
  | { readonly kind: 'open-source'; readonly turnId: string; readonly number: number }
  | { readonly kind: 'open-link'; readonly href: string }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'insert'; readonly text: string }
  | { readonly kind: 'find-files'; readonly request: number; readonly text: string }
  | { readonly kind: 'act'; readonly turnId: string; readonly action: ChatAction };

/** UTF-16 units; a longer question or code block is refused. */
const maxMessageText = 1_000_000;

/** Undefined when the value is not a message of the panel. Unknown fields are left out. */
export function parseFromPanel(value: unknown): FromPanel | undefined {
  const message = asRecord(value);
  switch (message?.['kind']) {
    case 'ready':
    case 'stop':
      return { kind: message['kind'] };
    case 'ask':
    case 'copy':
    case 'insert': {
      const text = asText(message['text']);
      return text === undefined ? undefined : { kind: message['kind'], text };
    }
    case 'open-source': {
      const turnId = asText(message['turnId']);
      const number = asWhole(message['number']);
      return turnId === undefined || number === undefined ? undefined : { kind: 'open-source', turnId, number };
    }
    case 'open-link': {
      const href = asText(message['href']);
      return href === undefined || !isWebLink(href) ? undefined : { kind: 'open-link', href };
    }
    case 'find-files': {
      const request = asWhole(message['request']);
      const text = asText(message['text']);
      return request === undefined || text === undefined ? undefined : { kind: 'find-files', request, text };
    }
    case 'act': {
      const turnId = asText(message['turnId']);
      const action = asOneOf(message['action'], actions);
      return turnId === undefined || action === undefined ? undefined : { kind: 'act', turnId, action };
    }
    default:
      return undefined;
  }
}

/** Undefined when the value is not a message of the extension. Unknown fields are left out. */
export function parseToPanel(value: unknown): ToPanel | undefined {
  const message = asRecord(value);
  switch (message?.['kind']) {
    case 'state': {
      const turns = asList(message['turns'], asTurn);
      const model = asOptionalText(message['model']);
      return turns && model ? { kind: 'state', turns, model: model.value } : undefined;
    }
    case 'turn': {
      const turn = asTurn(message['turn']);
      return turn && { kind: 'turn', turn };
    }
    case 'delta': {
      const turnId = asText(message['turnId']);
      const at = asWhole(message['at']);
      const text = asText(message['text']);
      if (turnId === undefined || at === undefined || text === undefined) return undefined;
      return { kind: 'delta', turnId, at, text };
    }
    case 'model': {
      const model = asOptionalText(message['model']);
      return model && { kind: 'model', model: model.value };
    }
    case 'files': {
      const request = asWhole(message['request']);
      const files = asList(message['files'], asFile);
      return request === undefined || !files ? undefined : { kind: 'files', request, files };
    }
    case 'focus':
      return { kind: 'focus' };
    default:
      return undefined;
  }
}

/** Whether an address may be opened from an answer: http or https with a host. */
export function isWebLink(href: string): boolean {
  try {
    const { protocol, hostname } = new URL(href);
    return (protocol === 'https:' || protocol === 'http:') && hostname !== '';
  } catch {
    return false;
  }
}

const actions = ['set-endpoint', 'check-endpoint', 'set-key', 'change-limits', 'retry', 'show-log'] as const;

function asTurn(value: unknown): TurnView | undefined {
  const fields = asRecord(value);
  const id = asText(fields?.['id']);
  const question = asText(fields?.['question']);
  const answer = asText(fields?.['answer']);
  const author = asOneOf(fields?.['author'], ['model', 'snippets'] as const);
  const sources = asList(fields?.['sources'], asSource);
  const outcome = asOutcome(fields?.['outcome']);
  if (id === undefined || question === undefined || answer === undefined || !author || !sources || !outcome) {
    return undefined;
  }
  return { id, question, answer, author, sources, outcome };
}

function asSource(value: unknown): SourceView | undefined {
  const fields = asRecord(value);
  const number = asWhole(fields?.['number']);
  const path = asText(fields?.['path']);
  const firstLine = asWhole(fields?.['firstLine']);
  const lastLine = asWhole(fields?.['lastLine']);
  const languageId = asText(fields?.['languageId']);
  if (number === undefined || path === undefined || firstLine === undefined) return undefined;
  if (lastLine === undefined || languageId === undefined) return undefined;
  return { number, path, firstLine, lastLine, languageId };
}

function asOutcome(value: unknown): OutcomeView | undefined {
  const fields = asRecord(value);
  const kind = asOneOf(fields?.['kind'], ['running', 'done', 'stopped', 'failed'] as const);
  if (kind !== 'failed') return kind && { kind };
  const message = asText(fields?.['message']);
  const action = asOneOf(fields?.['action'], actions);
  return message === undefined || !action ? undefined : { kind, message, action };
}

function asFile(value: unknown): FileView | undefined {
  const fields = asRecord(value);
  const path = asText(fields?.['path']);
  const mention = asText(fields?.['mention']);
  return path === undefined || mention === undefined ? undefined : { path, mention };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= maxMessageText ? value : undefined;
}

function asOptionalText(value: unknown): { readonly value: string | undefined } | undefined {
  if (value === undefined) return { value: undefined };
  const text = asText(value);
  return text === undefined ? undefined : { value: text };
}

function asWhole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function asOneOf<T extends string>(value: unknown, choices: readonly T[]): T | undefined {
  return choices.find((choice) => choice === value);
}

function asList<T>(value: unknown, item: (value: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: T[] = [];
  for (const entry of value) {
    const parsed = item(entry);
    if (parsed === undefined) return undefined;
    items.push(parsed);
  }
  return items;
}
