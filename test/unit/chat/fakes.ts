import type { AnswerEvent, AnswerPorts } from '../../../src/engine/chat';
import { defaultChatBudget } from '../../../src/engine/chat';
import { type Host, HostError, parseTraceId } from '../../../src/engine/host';
import type { ChatRequest, ModelClient } from '../../../src/engine/models';
import type { EngineStatus, Question, Retrieval, Snippet, SymbolQuery } from '../../../src/engine/retrieval';
import type { Policy, Strength } from '../../../src/engine/workspace';

export const trace = parseTraceId('0123456789abcdef0123456789abcdef');

export const uriOf = (path: string): string => `file:///project/${path}`;

export function policyWith(strengths: Readonly<Record<string, Strength>> = {}, epoch = 7): Policy {
  return {
    epoch,
    folders: ['file:///project'],
    judge: (uri: string) => ({ strength: strengths[uri.replace('file:///project/', '')] ?? 'free' }),
  } as Policy;
}

export function snippet(path: string, firstLine: number, text: string, more: Partial<Snippet> = {}): Snippet {
  const lines = text.split('\n');
  const range = {
    start: { line: firstLine, character: 0 },
    end: { line: firstLine + lines.length - 1, character: lines.at(-1)?.length ?? 0 },
  };
  return {
    origin: { kind: 'file', uri: uriOf(path), range, version: -1 },
    path,
    languageId: 'typescript',
    text,
    tokens: Math.ceil(text.length / 4),
    kind: 'chunk',
    score: 1,
    why: [],
    ...more,
  };
}

export class FakeContext {
  readonly questions: Question[] = [];
  readonly symbolQueries: SymbolQuery[] = [];
  phase: EngineStatus['phase'] = 'ready';
  files = 90;
  /** Runs while retrieval is under way. */
  onRetrieve: (signal: AbortSignal) => Promise<void> = async () => {};

  constructor(
    readonly snippets: readonly Snippet[] = [],
    readonly paths: readonly string[] = [],
  ) {}

  async retrieve(question: Question, signal: AbortSignal): Promise<Retrieval> {
    this.questions.push(question);
    await this.onRetrieve(signal);
    signal.throwIfAborted();
    return { trace: question.trace, epoch: 7, files: [], snippets: this.snippets, dropped: [], timings: {} };
  }

  async symbols(query: SymbolQuery) {
    this.symbolQueries.push(query);
    const wanted = query.text.toLowerCase();
    const zero = { line: 0, character: 0 };
    return this.paths
      .filter((path) => path.toLowerCase().includes(wanted))
      .slice(0, query.limit)
      .map((path) => ({ uri: uriOf(path), path, name: path, kind: 'file', range: { start: zero, end: zero } }));
  }

  async status(): Promise<EngineStatus> {
    return {
      phase: this.phase,
      epoch: 7,
      files: this.files,
      filesDone: 12,
      symbols: 0,
      chunks: 0,
      languages: {},
      skipped: {},
      setAside: [],
      leftOut: [],
      symbolsLeft: 0,
      tookMs: 0,
    };
  }
}

export class FakeModel implements ModelClient {
  readonly requests: ChatRequest[] = [];
  readonly description = {
    id: 'fake',
    endpointKind: 'openai' as const,
    promptTemplate: 'none',
    canChat: true,
  };

  constructor(private readonly stream: (signal: AbortSignal) => AsyncIterable<string>) {}

  static saying(...pieces: readonly string[]): FakeModel {
    return new FakeModel(async function* () {
      yield* pieces;
    });
  }

  complete(): never {
    throw new Error('not asked to complete');
  }

  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<string> {
    this.requests.push(request);
    return this.stream(signal);
  }
}

export const noSecrets = { scan: async () => [] };

export function portsWith(context: FakeContext, more: Partial<AnswerPorts> = {}): AnswerPorts {
  return {
    context,
    model: () => undefined,
    policy: () => policyWith(),
    scanner: noSecrets,
    budget: defaultChatBudget,
    ...more,
  };
}

export async function collect(events: AsyncIterable<AnswerEvent>): Promise<AnswerEvent[]> {
  const all: AnswerEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

export const textOf = (events: readonly AnswerEvent[]): string =>
  events.map((event) => (event.kind === 'delta' ? event.text : '')).join('');

export const sourcesOf = (events: readonly AnswerEvent[]) =>
  events.flatMap((event) => (event.kind === 'sources' ? [event] : []))[0];

/** A disk in memory; every write moves the clock by one millisecond. */
export class MemoryHost
  implements Pick<Host, 'readFile' | 'writeFile' | 'stat' | 'list' | 'remove' | 'now' | 'randomId'>
{
  readonly files = new Map<string, { bytes: Uint8Array; modifiedMs: number }>();
  #clock = 1_000;
  #ids = 0;

  async readFile(path: string, maxBytes = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
    const file = this.files.get(path);
    if (!file) throw new HostError('missing', path, 'missing');
    if (file.bytes.length > maxBytes) throw new HostError('too-large', path, 'too large');
    return file.bytes;
  }

  async writeFile(path: string, content: Uint8Array | string): Promise<void> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.files.set(path, { bytes, modifiedMs: ++this.#clock });
  }

  async stat(path: string) {
    const file = this.files.get(path);
    return file && { kind: 'file' as const, size: file.bytes.length, modifiedMs: file.modifiedMs };
  }

  async list(directory: string) {
    const names = [...this.files.keys()].filter((path) => path.startsWith(`${directory}/`));
    if (names.length === 0) throw new HostError('missing', directory, 'missing');
    return names.map((path) => ({ name: path.slice(directory.length + 1), kind: 'file' as const }));
  }

  async remove(path: string): Promise<void> {
    for (const name of this.files.keys()) if (name === path || name.startsWith(`${path}/`)) this.files.delete(name);
  }

  now(): number {
    return ++this.#clock;
  }

  randomId(): string {
    return (++this.#ids).toString(16).padStart(32, '0');
  }

  text(path: string): string {
    return new TextDecoder().decode(this.files.get(path)?.bytes);
  }
}
