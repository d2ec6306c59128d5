import { estimateTokens } from '../../text';
import {
  type ChatRequest,
  type CompletionChunk,
  type CompletionRequest,
  type ModelClient,
  type ModelDescription,
  ModelError,
} from '../model-client';
import { abortable } from './abortable';
import { chatMessages } from './chat-messages';
import type { EndpointConfig, EndpointTimeouts } from './config';
import { isAbort, type Subject, toModelError } from './endpoint-error';
import type { EndpointLimits, TokenUse } from './endpoint-limits';
import type { EndpointMemory } from './endpoint-memory';
import { chatText } from './event-text';
import { drawing, type FillDialect, fillDialects } from './fill-dialect';
import { type FimInput, fimInput } from './fim-input';
import { guardedTexts, type StreamLimits } from './guarded-stream';
import { type ChatMessage, filledText, holeFillerMessages } from './hole-filler';
import { openWithRetries } from './open-with-retries';
import { isOnItsWay, isUnserved, type Sending } from './sending';
import { detectServer, type ServerKind, serverOfHost } from './server-kind';
import { bodyTokens, usageIn } from './token-use';
import { failureOf, type OpenedStream, type Transport, type TransportCall } from './transport';

/** No tokenizer makes tokens longer than this on average, so more than this per token asked for is a server that does not stop. */
const charactersPerToken = 16;
/** Tokens that the tags around a chat model's answer take. */
const tagTokens = 32;

type Call = Pick<TransportCall, 'path' | 'body'>;

interface ChatCall {
  readonly messages: readonly ChatMessage[];
  readonly maxTokens: number;
  /** As in `CompletionRequest`. */
  readonly variety?: number | undefined;
}

export interface EndpointParts {
  /** Checked. */
  readonly baseUrl: string;
  readonly timeouts: EndpointTimeouts;
  readonly subject: Subject;
  readonly transport: Transport;
  readonly memory: EndpointMemory;
  readonly limits: EndpointLimits;
}

/** A model behind an endpoint. Which way of filling in the middle the endpoint accepts is found out by the first completion and remembered. */
export class EndpointClient implements ModelClient {
  #maxTokensField: 'max_tokens' | 'max_completion_tokens' = 'max_tokens';
  /** False once the chat model has refused a request that set how texts are drawn. */
  #takesDrawing = true;

  constructor(
    private readonly config: EndpointConfig,
    private readonly parts: EndpointParts,
  ) {}

  /** How the endpoint is asked, once it has answered a completion. */
  get askedBy(): FillDialect['kind'] | undefined {
    return this.#settled(this.#likely())?.kind;
  }

  get description(): ModelDescription {
    const dialects = this.#likely();
    return {
      id: this.config.model,
      endpointKind: 'openai',
      promptTemplate: (this.#settled(dialects) ?? dialects[0])?.template ?? 'none',
      canChat: true,
    };
  }

  async *complete(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<CompletionChunk> {
    const input = fimInput(request.prompt);
    const all = this.#dialects(await abortable(this.#server(), signal));
    const settled = this.#settled(all);
    const dialects = settled ? [settled] : all;
    if (dialects.length === 0)
      throw new ModelError(
        'rejected',
        `No fill-in-the-middle template is known for "${this.config.model}": name one in cairn.endpoint.fillInTheMiddle, or set that to "auto".`,
      );
    for (const [index, dialect] of dialects.entries()) {
      try {
        for await (const text of this.#fill(dialect, input, request, signal)) {
          this.#settle(dialect);
          yield { text };
        }
        this.#settle(dialect);
        return;
      } catch (error) {
        if (isAbort(error)) throw error;
        if (index + 1 === dialects.length || !isRefusalOf(dialect, error)) throw this.#told(error);
      }
    }
  }

  async *chat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<string> {
    const { timeouts } = this.parts;
    const limits: StreamLimits = {
      firstByteMs: timeouts.chatFirstByteMs,
      idleMs: timeouts.chatIdleMs,
      maxCharacters: request.maxTokens * charactersPerToken,
    };
    try {
      const messages = chatMessages(request.prompt);
      yield* this.#chatTexts({ messages, maxTokens: request.maxTokens }, limits, true, signal);
    } catch (error) {
      throw isAbort(error) ? error : this.#told(error);
    }
  }

  get #known() {
    return this.parts.memory.of(this.parts.baseUrl);
  }

  get #memoryKey(): string {
    const { model, fim, template = '' } = this.config;
    return JSON.stringify([model, fim, template]);
  }

  #dialects(server: ServerKind | undefined): readonly FillDialect[] {
    return fillDialects(this.config, this.config.model, server);
  }

  #settled(dialects: readonly FillDialect[]): FillDialect | undefined {
    const template = this.#known.dialects.get(this.#memoryKey);
    return dialects.find((dialect) => dialect.template === template);
  }

  #settle(dialect: FillDialect): void {
    const known = this.#known;
    known.dialects.set(this.#memoryKey, dialect.template);
    // An endpoint that answers although it could not be looked at is not looked at before each request.
    known.server ??= Promise.resolve(undefined);
  }

  /** The ways to ask as far as is known now. */
  #likely(): readonly FillDialect[] {
    const { found = serverOfHost(this.parts.baseUrl) } = this.#known;
    return this.#dialects(found === 'unknown' ? undefined : found);
  }

  /** Looks once for all clients of the endpoint, and again after a look that failed: the request itself then says what is wrong. */
  async #server(): Promise<ServerKind | undefined> {
    if (this.config.fim !== 'auto') return undefined;
    const known = this.#known;
    const { baseUrl, transport, timeouts } = this.parts;
    known.server ??= detectServer(baseUrl, transport, timeouts.lookMs);
    try {
      const server = await known.server;
      known.found = server ?? 'unknown';
      return server;
    } catch {
      delete known.server;
      return undefined;
    }
  }

  #fill(
    dialect: FillDialect,
    input: FimInput,
    request: CompletionRequest,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const { maxTokens, multiLine, variety } = request;
    const { timeouts, baseUrl } = this.parts;
    const limits: StreamLimits = {
      firstByteMs: timeouts.completionFirstByteMs,
      idleMs: timeouts.completionIdleMs,
      totalMs: timeouts.completionTotalMs,
      maxCharacters: maxTokens * charactersPerToken,
    };
    if (!dialect.call) {
      const messages = holeFillerMessages(input, multiLine);
      const answer = this.#chatTexts({ messages, maxTokens: maxTokens + tagTokens, variety }, limits, false, signal);
      return filledText(answer, input, multiLine);
    }
    const { path, body, textOf } = dialect.call({
      baseUrl,
      model: this.config.model,
      input,
      maxTokens,
      multiLine,
      variety,
    });
    return this.#texts({ path, body }, textOf, limits, false, signal);
  }

  /** A request that the model refuses for one of its fields is made again without it, and no later one has that field. */
  async *#chatTexts(
    { messages, maxTokens, variety }: ChatCall,
    limits: StreamLimits,
    patient: boolean,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    let drawn = variety !== undefined && this.#takesDrawing ? drawing(variety) : undefined;
    let field = this.#maxTokensField;
    for (;;) {
      const body = { model: this.config.model, messages, [field]: maxTokens, ...drawn };
      try {
        yield* this.#texts({ path: '/chat/completions', body }, chatText, limits, patient, signal);
        return;
      } catch (error) {
        if (drawn && isRefusedBody(error)) {
          drawn = undefined;
          this.#takesDrawing = false;
        } else if (field === 'max_tokens' && isUnknownField(error)) {
          // Newer models of the API's author know the limit only under its newer name.
          field = 'max_completion_tokens';
          this.#maxTokensField = field;
        } else throw error;
      }
    }
  }

  #told(error: unknown): ModelError {
    const told = toModelError(error, this.parts.subject);
    if (told !== error) this.parts.limits.failed(told);
    return told;
  }

  /** The texts of one request. A patient one waits for its turn and for a server that may recover; any other fails at once. */
  async *#texts(
    call: Call,
    textOf: (event: unknown) => string | undefined,
    limits: StreamLimits,
    patient: boolean,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    // Our own timer comes first; the library's is only kept from being shorter.
    const timeoutMs = limits.firstByteMs + 1000;
    const rules = { patient, withinMs: limits.firstByteMs };
    const turn = await this.parts.limits.enter(patient ? limits.firstByteMs : 0, signal);
    let used: TokenUse | undefined;
    let sending: Sending = {};
    let tokens: number | undefined;
    const sent = (): number => {
      tokens ??= bodyTokens(call.body);
      return tokens;
    };
    // They are counted while the server is waited for.
    const counting = setImmediate(sent);
    const ask = async (socket: AbortSignal): Promise<OpenedStream> => {
      sending = {};
      try {
        return await this.parts.transport.stream({ ...call, timeoutMs, sending }, socket);
      } catch (error) {
        if (isUnserved(failureOf(error))) sending = {};
        throw error;
      }
    };
    const open = (socket: AbortSignal) => openWithRetries(() => ask(socket), rules, socket);
    const read = (event: unknown): string | undefined => {
      used = usageIn(event) ?? used;
      return textOf(event);
    };
    let text = '';
    try {
      for await (const piece of guardedTexts(open, read, limits, signal)) {
        text += piece;
        yield piece;
      }
    } finally {
      clearImmediate(counting);
      const { input = isOnItsWay(sending) ? sent() : 0, output = 0 } = used ?? {};
      turn.end({ input, output: output > 0 ? output : estimateTokens(text) });
    }
  }
}

/** Whether the endpoint cannot be asked this way, rather than not at all. */
function isRefusalOf(dialect: FillDialect, error: unknown): boolean {
  const failure = failureOf(error);
  if (failure?.kind !== 'refused') return false;
  const { status } = failure;
  if (status === 404 || status === 405 || status === 501) return true;
  return dialect.kind !== 'template' && dialect.kind !== 'chat' && isRefusedBody(error);
}

/** Whether the server takes no request with such fields, rather than none so long. */
function isRefusedBody(error: unknown): boolean {
  const failure = failureOf(error);
  if (failure?.kind !== 'refused') return false;
  const { status, code } = failure;
  return code !== 'context_length_exceeded' && (status === 400 || status === 422);
}

function isUnknownField(error: unknown): boolean {
  const failure = failureOf(error);
  return failure?.kind === 'refused' && failure.code === 'unsupported_parameter';
}
