import {
  type ChatRequest,
  type CompletionChunk,
  type CompletionRequest,
  type ModelClient,
  type ModelDescription,
  ModelError,
} from '../model-client';
import { chatMessages } from './chat-messages';
import type { EndpointConfig, EndpointTimeouts } from './config';
import { isAbort, type Subject, toModelError } from './endpoint-error';
import { chatText, completionText } from './event-text';
import { fimInput, prefixWithComments } from './fim-prompt';
import { type FimInput, type FimTemplate, fimTemplates, templateForModel } from './fim-templates';
import { guardedTexts, type StreamLimits } from './guarded-stream';
import { type ChatMessage, filledText, holeFillerMessages, holeFillerTemplate } from './hole-filler';
import { failureOf, type Transport, type TransportCall } from './transport';

/** One way to ask for the text between prefix and suffix. */
type FimDialect =
  | { readonly kind: 'template'; readonly template: FimTemplate }
  | { readonly kind: 'suffix' }
  | { readonly kind: 'chat' };

/** No tokenizer makes tokens longer than this on average, so more than this per token asked for is a server that does not stop. */
const charactersPerToken = 16;
/** Tokens that the tags around a chat model's answer take. */
const tagTokens = 32;

/** A model behind an OpenAI-compatible endpoint. Remembers, for its own life, which way of filling in the middle the endpoint accepts. */
export class EndpointClient implements ModelClient {
  readonly #dialects: readonly FimDialect[];
  #settled: FimDialect | undefined;
  #maxTokensField: 'max_tokens' | 'max_completion_tokens' = 'max_tokens';

  constructor(
    private readonly config: EndpointConfig,
    private readonly timeouts: EndpointTimeouts,
    private readonly subject: Subject,
    private readonly transport: Transport,
  ) {
    this.#dialects = dialectsOf(config);
  }

  get description(): ModelDescription {
    return {
      id: this.config.model,
      endpointKind: 'openai',
      promptTemplate: templateName(this.#settled ?? this.#dialects[0]),
      canChat: true,
    };
  }

  async *complete(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<CompletionChunk> {
    const input = fimInput(request.prompt);
    const dialects = this.#settled ? [this.#settled] : this.#dialects;
    if (dialects.length === 0)
      throw new ModelError(
        'rejected',
        `No fill-in-the-middle template is known for "${this.config.model}": set cairn.endpoint.fillInTheMiddle to "auto", "suffix" or "chat".`,
      );
    for (const [index, dialect] of dialects.entries()) {
      try {
        for await (const text of this.#fill(dialect, input, request, signal)) {
          this.#settled = dialect;
          yield { text };
        }
        this.#settled = dialect;
        return;
      } catch (error) {
        if (isAbort(error)) throw error;
        if (index + 1 === dialects.length || !isRefusalOf(dialect, error)) throw toModelError(error, this.subject);
      }
    }
  }

  async *chat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<string> {
    const limits: StreamLimits = {
      firstByteMs: this.timeouts.chatFirstByteMs,
      idleMs: this.timeouts.chatIdleMs,
      maxCharacters: request.maxTokens * charactersPerToken,
    };
    try {
      yield* this.#chatTexts(chatMessages(request.prompt), request.maxTokens, limits, 2, signal);
    } catch (error) {
      throw isAbort(error) ? error : toModelError(error, this.subject);
    }
  }

  #fill(dialect: FimDialect, input: FimInput, request: CompletionRequest, signal: AbortSignal): AsyncGenerator<string> {
    const { maxTokens, multiLine } = request;
    const limits: StreamLimits = {
      firstByteMs: this.timeouts.completionFirstByteMs,
      idleMs: this.timeouts.completionIdleMs,
      totalMs: this.timeouts.completionTotalMs,
      maxCharacters: maxTokens * charactersPerToken,
    };
    if (dialect.kind === 'chat') {
      const messages = holeFillerMessages(input, multiLine);
      return filledText(this.#chatTexts(messages, maxTokens + tagTokens, limits, 0, signal), input, multiLine);
    }
    const stop = [...(dialect.kind === 'template' ? dialect.template.stop : []), ...(multiLine ? [] : ['\n'])];
    const body = {
      model: this.config.model,
      ...(dialect.kind === 'template'
        ? { prompt: dialect.template.render(input) }
        : { prompt: prefixWithComments(input), suffix: input.suffix }),
      max_tokens: maxTokens,
      temperature: 0,
      ...(stop.length > 0 ? { stop } : {}),
    };
    return this.#texts({ path: '/completions', body, maxRetries: 0 }, completionText, limits, signal);
  }

  async *#chatTexts(
    messages: readonly ChatMessage[],
    maxTokens: number,
    limits: StreamLimits,
    maxRetries: number,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const call = (): Omit<TransportCall, 'timeoutMs'> => {
      const body = { model: this.config.model, messages, [this.#maxTokensField]: maxTokens };
      return { path: '/chat/completions', body, maxRetries };
    };
    try {
      yield* this.#texts(call(), chatText, limits, signal);
    } catch (error) {
      // Newer models of the API's author know the limit only under its newer name.
      const failure = failureOf(error);
      const unknownField = failure?.kind === 'refused' && failure.code === 'unsupported_parameter';
      if (!unknownField || this.#maxTokensField !== 'max_tokens') throw error;
      this.#maxTokensField = 'max_completion_tokens';
      yield* this.#texts(call(), chatText, limits, signal);
    }
  }

  #texts(
    call: Omit<TransportCall, 'timeoutMs'>,
    textOf: (event: unknown) => string | undefined,
    limits: StreamLimits,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    // Our own timer comes first; the library's is only kept from being shorter.
    const timeoutMs = limits.firstByteMs + 1000;
    return guardedTexts((socket) => this.transport({ ...call, timeoutMs }, socket), textOf, limits, signal);
  }
}

function dialectsOf(config: EndpointConfig): readonly FimDialect[] {
  const template = config.template
    ? fimTemplates.find(({ name }) => name === config.template)
    : templateForModel(config.model);
  const byTemplate: readonly FimDialect[] = template ? [{ kind: 'template', template }] : [];
  switch (config.fim) {
    case 'template':
      return byTemplate;
    case 'suffix':
      return [{ kind: 'suffix' }];
    case 'chat':
      return [{ kind: 'chat' }];
    case 'auto':
      return [...(template ? byTemplate : [{ kind: 'suffix' } as const]), { kind: 'chat' }];
  }
}

/** Whether the endpoint cannot be asked this way, rather than not at all. */
function isRefusalOf(dialect: FimDialect, error: unknown): boolean {
  const failure = failureOf(error);
  if (failure?.kind !== 'refused') return false;
  const { status, code } = failure;
  if (status === 404 || status === 405 || status === 501) return true;
  return dialect.kind === 'suffix' && code !== 'context_length_exceeded' && (status === 400 || status === 422);
}

function templateName(dialect: FimDialect | undefined): string {
  if (dialect?.kind === 'template') return `${dialect.template.name}-${dialect.template.version}`;
  if (dialect?.kind === 'chat') return holeFillerTemplate;
  return dialect ? 'suffix-1' : 'none';
}
