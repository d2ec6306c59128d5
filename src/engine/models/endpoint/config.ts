import type { FimTemplateName } from './fim-templates';

/** How the text between prefix and suffix is asked for; `auto` decides by the model's name and by what the endpoint accepts. */
export type FimKind = 'auto' | 'suffix' | 'template' | 'chat';

/** Milliseconds. The first-byte times run from the request to the first event, retries included. */
export interface EndpointTimeouts {
  readonly completionFirstByteMs: number;
  /** Between two events. */
  readonly completionIdleMs: number;
  /** A completion that takes longer ends with the text it has. */
  readonly completionTotalMs: number;
  readonly chatFirstByteMs: number;
  readonly chatIdleMs: number;
}

export const defaultTimeouts: EndpointTimeouts = {
  completionFirstByteMs: 5000,
  completionIdleMs: 3000,
  completionTotalMs: 20000,
  chatFirstByteMs: 60000,
  chatIdleMs: 30000,
};

export interface EndpointConfig {
  /** As the user wrote it; `validateBaseUrl` says what is accepted. */
  readonly baseUrl: string;
  readonly model: string;
  /** Sent as a bearer token; without it no authorization header is sent. */
  readonly apiKey?: string;
  readonly fim: FimKind;
  /** For `template`; without it the model's name decides. */
  readonly template?: FimTemplateName;
  readonly timeouts?: Partial<EndpointTimeouts>;
  /** The caller's `fetch`, with its proxy and certificates; the process's own by default. */
  readonly fetch?: typeof globalThis.fetch;
}
