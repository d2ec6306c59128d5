import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { Sending } from './sending';

const current = new AsyncLocalStorage<Sending>();
const byRequest = new WeakMap<object, Sending>();

// `fetch` itself says nothing between its call and the answer's headers; these are the channels of the client beneath it.
subscribe('undici:request:create', (message) => {
  const sending = current.getStore();
  const request = requestOf(message);
  // A proxy is asked for a tunnel first.
  if (!sending || !request || request.method === 'CONNECT') return;
  sending.watched = true;
  byRequest.set(request, sending);
});

subscribe('undici:client:sendHeaders', (message) => {
  const request = requestOf(message);
  const sending = request && byRequest.get(request);
  if (sending) sending.written = true;
});

subscribe('undici:request:headers', (message) => {
  const request = requestOf(message);
  const sending = request && byRequest.get(request);
  if (sending && statusIn(message) === 407) sending.wantsProxySignIn = true;
});

/** Does the work, whose one request is watched into `sending`. */
export function watched<T>(sending: Sending, work: () => T): T {
  return current.run(sending, work);
}

/** Says that the request of the work under way is handed over. */
export function markBegun(): void {
  const sending = current.getStore();
  if (sending) sending.begun = true;
}

function statusIn(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || !('response' in message)) return undefined;
  const { response } = message;
  return typeof response === 'object' && response !== null && 'statusCode' in response
    ? response.statusCode
    : undefined;
}

function requestOf(message: unknown): { readonly method?: unknown } | undefined {
  if (typeof message !== 'object' || message === null || !('request' in message)) return undefined;
  const { request } = message;
  return typeof request === 'object' && request !== null ? request : undefined;
}
