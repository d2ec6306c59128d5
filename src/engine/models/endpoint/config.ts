import type { EndpointMemory } from './endpoint-memory';
import type { EndpointLimits } from './endpoint-limits';
import type { FimChoice } from './fim-kind';

/** Milliseconds. The first-byte times run from the request to the first event, retries included. */
export interface EndpointTimeouts {
  readonly completionFirstByteMs: number;
  /** Between two events. */
  readonly completionIdleMs: number;
  /** A completion that takes longer ends with the text it has. */
  readonly completionTotalMs: number;
  readonly chatFirstByteMs: number;
  readonly chatIdleMs: number;
  /** For each look at what kind of server it is. */
  readonly lookMs: number;
}

export const defaultTimeouts: EndpointTimeouts = {
  completionFirstByteMs: 5000,
  completionIdleMs: 3000,
  completionTotalMs: 20000,
  chatFirstByteMs: 60000,
  chatIdleMs: 30000,
  lookMs: 2000,
};

export interface EndpointConfig extends FimChoice {
  /** As the user wrote it; `validateBaseUrl` says what is accepted. */
  readonly baseUrl: string;
  readonly model: string;
  /** Sent as a bearer token; without it no authorization header is sent. */
  readonly apiKey?: string;
  readonly timeouts?: Partial<EndpointTimeouts>;
  /** What is known of endpoints, shared by the clients of one process; each client has its own by default. */
  readonly memory?: EndpointMemory;
  /** Shared by all clients of the endpoint; without them only the server sets limits. */
  readonly limits?: EndpointLimits;
  /** The caller's `fetch`, with its proxy and certificates; the process's own by default. */
  readonly fetch?: typeof globalThis.fetch;
}
