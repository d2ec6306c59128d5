import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { TransportError } from './transport';

const longestRetryMs = 3_600_000;

/** An error of the openai client, or of the connection under it, in the transport's own terms. */
export function toTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  const causes = causesOf(error);
  if (causes.some((cause) => cause instanceof RangeError)) return new TransportError({ kind: 'too-long' });
  if (error instanceof APIConnectionTimeoutError) return new TransportError({ kind: 'timeout' });
  if (error instanceof APIConnectionError) {
    // Some of Node's errors have a code in one version and only a name in the next.
    const codes = causes.map((cause) => (typeof cause.code === 'string' ? cause.code : cause.name));
    return new TransportError({ kind: 'unreachable', causes: codes });
  }
  if (error instanceof APIError) {
    const code = shortName(error.code) ?? shortName(error.type);
    return typeof error.status === 'number'
      ? new TransportError({ kind: 'refused', status: error.status, code, retryAfterMs: retryAfter(error.headers) })
      : new TransportError({ kind: 'reported', code });
  }
  return new TransportError({ kind: error instanceof SyntaxError ? 'not-json' : 'closed-early' });
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

/** The error and all errors beneath it. */
function causesOf(error: unknown): readonly (Error & { readonly code?: unknown })[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && chain.length < 8; at = at.cause) {
    chain.push(at);
    if (at instanceof AggregateError) chain.push(...at.errors.filter((inner) => inner instanceof Error));
  }
  return chain;
}
