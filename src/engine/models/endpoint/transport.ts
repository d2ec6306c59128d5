export interface TransportOptions {
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly fetch?: typeof globalThis.fetch;
}

export interface TransportCall {
  readonly path: '/completions' | '/chat/completions';
  readonly body: Readonly<Record<string, unknown>>;
  readonly maxRetries: number;
  readonly timeoutMs: number;
}

export interface OpenedStream {
  /** Of the answer, without parameters; '' when the server named none. */
  readonly contentType: string;
  /** Parsed server-sent events. */
  readonly events: AsyncIterable<unknown>;
}

/** Posts and resolves with the headers. It and its events reject with `TransportError`; an aborted signal closes the socket. */
export type Transport = (call: TransportCall, signal: AbortSignal) => Promise<OpenedStream>;

/** Why a transport failed, without the client library's classes. */
export type TransportFailure =
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code: string | undefined;
      readonly retryAfterMs: number | undefined;
    }
  /** `causes` holds the codes of the errors beneath, such as `ECONNREFUSED`. */
  | { readonly kind: 'unreachable'; readonly causes: readonly string[] }
  | { readonly kind: 'timeout' }
  /** An error object in a stream that had begun well. */
  | { readonly kind: 'reported'; readonly code: string | undefined }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'closed-early' };

/**
 * Thrown by a transport. Tell it with `failureOf`: transports live in a bundle of their own with their own copy of this class.
 */
export class TransportError extends Error {
  constructor(readonly failure: TransportFailure) {
    super(failure.kind);
    this.name = 'TransportError';
  }
}

export function failureOf(error: unknown): TransportFailure | undefined {
  return error instanceof Error && error.name === 'TransportError' ? (error as TransportError).failure : undefined;
}
