import type { ChatRequest, CompletionChunk, CompletionRequest, ModelClient, ModelDescription } from '../model-client';
import { isModelError, ModelError } from '../model-client';
import { chatMessages } from './chat-messages';
import { defaultTimeouts, type EndpointTimeouts } from './config';
import { isAbort, StreamGivenUp } from './endpoint-error';
import { fimInput } from './fim-input';
import { guardedTexts, type StreamLimits } from './guarded-stream';
import { type ChatMessage, filledText, holeFillerMessages, holeFillerTemplate } from './hole-filler';

/** A chat model that the editor offers. */
export interface EditorModel {
  /** As the user named it. */
  readonly name: string;
  /** Asks it and resolves once the answer begins; rejects with a `ModelError`. */
  send(messages: readonly ChatMessage[], signal: AbortSignal): Promise<AsyncIterable<string>>;
}

/** Characters after which an answer is cut; the editor's models take no limit. */
const longestAnswer = 200_000;
const charactersPerToken = 16;

/** One of the editor's own chat models; completion asks it to fill the gap. It gets what passed the gate, and nothing else. */
export class EditorClient implements ModelClient {
  readonly description: ModelDescription;
  readonly #timeouts: EndpointTimeouts;

  constructor(
    private readonly model: EditorModel,
    timeouts: Partial<EndpointTimeouts> = {},
  ) {
    this.description = { id: model.name, endpointKind: 'editor', promptTemplate: holeFillerTemplate, canChat: true };
    this.#timeouts = { ...defaultTimeouts, ...timeouts };
  }

  async *complete(
    { prompt, maxTokens, multiLine, variety }: CompletionRequest,
    signal: AbortSignal,
  ): AsyncGenerator<CompletionChunk> {
    if (variety !== undefined) return;
    const input = fimInput(prompt);
    const limits: StreamLimits = {
      firstByteMs: this.#timeouts.completionFirstByteMs,
      idleMs: this.#timeouts.completionIdleMs,
      totalMs: this.#timeouts.completionTotalMs,
      maxCharacters: maxTokens * charactersPerToken,
    };
    const answer = this.#texts(holeFillerMessages(input, multiLine), limits, signal);
    for await (const text of filledText(answer, input, multiLine)) yield { text };
  }

  chat({ prompt }: ChatRequest, signal: AbortSignal): AsyncGenerator<string> {
    const { chatFirstByteMs: firstByteMs, chatIdleMs: idleMs } = this.#timeouts;
    return this.#texts(chatMessages(prompt), { firstByteMs, idleMs, maxCharacters: longestAnswer }, signal);
  }

  async *#texts(messages: readonly ChatMessage[], limits: StreamLimits, signal: AbortSignal): AsyncGenerator<string> {
    const open = async (socket: AbortSignal) => ({
      contentType: '',
      events: await this.model.send(messages, socket),
    });
    try {
      yield* guardedTexts(open, (text) => (typeof text === 'string' ? text : undefined), limits, signal);
    } catch (error) {
      if (isAbort(error) || isModelError(error)) throw error;
      throw this.#told(error);
    }
  }

  #told(error: unknown): ModelError {
    const { name } = this.model;
    if (error instanceof StreamGivenUp && error.reason !== 'not-the-shape') {
      const after = `for ${Math.round(Number(error.detail) / 1000)} s`;
      return new ModelError(
        error.reason === 'stalled' ? 'stalled' : 'timeout',
        `The model ${name} of VS Code said nothing ${after}: try again, or choose another with "Cairn: Use a Model of VS Code".`,
      );
    }
    return new ModelError(
      'server-error',
      `The model ${name} of VS Code failed: try again, or choose another with "Cairn: Use a Model of VS Code".`,
    );
  }
}
