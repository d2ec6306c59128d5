import type { Sending } from './sending';

export interface TransportOptions {
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly fetch?: typeof globalThis.fetch;
}

export interface TransportCall {
  /** Beneath the base URL, or an absolute URL on the same server. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
  /** Told how far the request has come. */
  readonly sending?: Sending;
}

export interface OpenedStream {
  /** Of the answer, without parameters; '' when the server named none. */
  readonly contentType: string;
  /** Parsed server-sent events, or the one whole answer of a server that did not stream. */
  readonly events: AsyncIterable<unknown>;
}

/** Asks one server. Everything rejects with `TransportError`; an aborted signal closes the socket. */
export interface Transport {
  /** Posts once and resolves with the headers. */
  readonly stream: (call: TransportCall, signal: AbortSignal) => Promise<OpenedStream>;
  /** The answer to a GET, which is JSON. `path` as in a call. */
  readonly get: (path: string, timeoutMs: number, signal: AbortSignal) => Promise<unknown>;
}

/** Why a transport failed, without the client library's classes. */
export type TransportFailure =
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code: string | undefined;
      readonly retryAfterMs: number | undefined;
    }
  /** `causes` holds the codes of the errors beneath, such as `ECONNREFUSED`. */
  | {
      readonly kind: 'unreachable';
      readonly causes: readonly string[];
      /** As what kind of `ModelError` it is told, and the sentence that says what is wrong and what to do. */
      readonly toldAs: 'unreachable' | 'unauthorised';
      readonly message: string;
    }
  | { readonly kind: 'timeout' }
  /** An error object in a stream that had begun well. */
  | { readonly kind: 'reported'; readonly code: string | undefined }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'web-page' }
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
