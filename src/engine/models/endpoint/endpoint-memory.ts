import type { ServerKind } from './server-kind';

/** What is known of one endpoint, for all clients that ask it. */
interface KnownEndpoint {
  /** Running or done; absent while nobody has looked, and after a look that failed. */
  server?: Promise<ServerKind | undefined>;
  /** The server, once a look has ended. */
  found?: ServerKind | 'unknown';
  /** By model and setting: the dialect that was accepted. */
  readonly dialects: Map<string, string>;
}

/** Remembers, in memory and by base URL, what was found out about endpoints, so that a change of settings and back asks nothing again. */
export class EndpointMemory {
  readonly #known = new Map<string, KnownEndpoint>();

  of(baseUrl: string): KnownEndpoint {
    const known = this.#known.get(baseUrl) ?? { dialects: new Map() };
    this.#known.set(baseUrl, known);
    return known;
  }

  /** Forgets what is known of one endpoint, so that the next request looks anew. */
  forget(baseUrl: string): void {
    this.#known.delete(baseUrl);
  }
}
