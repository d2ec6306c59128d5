import type { TraceId } from '../host';
import type { Sendable } from './sendable';

/** Id of the model that serves by default. */
export const EMBEDDED_MODEL = 'cairn-embedded';

export type EndpointKind = 'embedded' | 'openai' | 'editor' | 'none';

export interface ModelDescription {
  /** As recorded in metrics and shown in the status bar. */
  readonly id: string;
  readonly endpointKind: EndpointKind;
  /** Name and version of the prompt template, for metrics. */
  readonly promptTemplate: string;
  readonly canChat: boolean;
}

export interface CompletionRequest {
  readonly trace: TraceId;
  readonly prompt: Sendable;
  readonly maxTokens: number;
  readonly multiLine: boolean;
  /** 1, 2, … asks for texts other than the likeliest one, each number for another; who has no other says nothing. */
  readonly variety?: number;
}

/** A piece of a streamed completion. */
export interface CompletionChunk {
  readonly text: string;
  /** 0 to 1 where the model knows it; the embedded model does. */
  readonly confidence?: number;
}

export interface ChatRequest {
  readonly trace: TraceId;
  readonly prompt: Sendable;
  readonly maxTokens: number;
}

/**
 * A model that completes and, when `canChat`, answers. Streams end normally when the model is done, and throw `ModelError`
 * otherwise; an aborted signal closes the socket and ends the stream with an `AbortError`.
 */
export interface ModelClient {
  readonly description: ModelDescription;
  complete(request: CompletionRequest, signal: AbortSignal): AsyncIterable<CompletionChunk>;
  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<string>;
}

export type ModelErrorKind =
  | 'bad-address'
  | 'unreachable'
  | 'timeout'
  | 'stalled'
  | 'unauthorised'
  | 'not-found'
  | 'rejected'
  | 'rate-limited'
  | 'over-budget'
  | 'loading'
  | 'server-error'
  | 'not-the-protocol'
  | 'closed-early';

/**
 * `message` is one sentence that says what is wrong and what to do; it never contains prompt text or a key. Tell it with
 * `isModelError`: the check of an endpoint lives in a bundle of its own with its own copy of this class.
 */
export class ModelError extends Error {
  constructor(
    readonly kind: ModelErrorKind,
    message: string,
    /** Milliseconds after which trying again makes sense, when the server said so. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'ModelError';
  }
}

export function isModelError(error: unknown): error is ModelError {
  return error instanceof Error && error.name === 'ModelError';
}
