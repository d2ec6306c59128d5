import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import type { Sending } from './sending';
import { TransportError, type TransportFailure } from './transport';
import { type Peer, unreachable } from './unreachable';

/** A server that asks for more is asked again after a day. */
const longestRetryMs = 86_400_000;

/** Of whom a request was asked, and how far it came. */
interface Asked {
  readonly host: string;
  readonly sending: Sending;
}

/** An error of the openai client, or of the connection under it, in the transport's own terms. */
export function toTransportError(error: unknown, asked?: Asked): TransportError {
  if (error instanceof TransportError) return error;
  const causes = causesOf(error);
  if (causes.some((cause) => cause instanceof RangeError)) return new TransportError({ kind: 'too-long' });
  if (asked?.sending.wantsProxySignIn || (error instanceof APIError && error.status === 407))
    return new TransportError(unreachable({ causes: [], proxyStatus: 407 }, asked?.host ?? ''));
  if (error instanceof APIConnectionError)
    return new TransportError(connectionFailure(error, causes, asked?.host ?? ''));
  if (error instanceof APIError) {
    const code = shortName(error.code) ?? shortName(error.type);
    return typeof error.status === 'number'
      ? new TransportError({ kind: 'refused', status: error.status, code, retryAfterMs: retryAfter(error.headers) })
      : new TransportError({ kind: 'reported', code });
  }
  return new TransportError({ kind: error instanceof SyntaxError ? 'not-json' : 'closed-early' });
}

/** Codes of connections that were never made, which the openai client takes for late answers. */
const notConnected: ReadonlySet<string> = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']);

function connectionFailure(error: APIConnectionError, causes: readonly Cause[], host: string): TransportFailure {
  // Some of Node's errors have a code in one version and only a name in the next.
  const codes = causes.map((cause) => (typeof cause.code === 'string' ? cause.code : cause.name));
  if (error instanceof APIConnectionTimeoutError && !codes.some((code) => notConnected.has(code)))
    return { kind: 'timeout' };
  const [proxyStatus] = causes.flatMap(({ message }) => proxyStatusIn(message) ?? []);
  const [peer] = causes.flatMap((cause) => peerOf(cause) ?? []);
  return unreachable({ causes: codes, peer, proxyStatus }, host);
}

/** `fetch` tells only in words that a proxy did not open a tunnel. */
function proxyStatusIn(message: string): number | undefined {
  const status = /Proxy response \((\d{3})\)/.exec(message)?.[1];
  return status === undefined ? undefined : Number(status);
}

function peerOf({ address, port, hostname }: Cause): Peer | undefined {
  if (typeof address === 'string' && typeof port === 'number') return { name: address, port };
  return typeof hostname === 'string' ? { name: hostname, port: undefined } : undefined;
}

/** The server's short name for a failure; free text is left out, since it may quote the request or the key. */
function shortName(value: unknown): string | undefined {
  return typeof value === 'string' && /^[a-z][\w.-]{1,59}$/i.test(value) ? value : undefined;
}

function retryAfter(headers: unknown): number | undefined {
  if (!(headers instanceof Headers)) return undefined;
  const exact = headers.get('retry-after-ms');
  if (exact !== null && /^\d+(?:\.\d+)?$/.test(exact)) return Math.min(Number(exact), longestRetryMs);
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const wait = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestRetryMs) : undefined;
}

/** An error with what Node adds where a connection or a name fails. */
type Cause = Error & {
  readonly code?: unknown;
  readonly address?: unknown;
  readonly port?: unknown;
  readonly hostname?: unknown;
};

/** The error and all errors beneath it. */
function causesOf(error: unknown): readonly Cause[] {
  const chain: Cause[] = [];
  for (let at = error; at instanceof Error && chain.length < 8; at = at.cause) {
    chain.push(at);
    if (at instanceof AggregateError) chain.push(...at.errors.filter((inner) => inner instanceof Error));
  }
  return chain;
}
