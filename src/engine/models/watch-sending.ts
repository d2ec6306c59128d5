import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { Sending } from './endpoint/sending';

const current = new AsyncLocalStorage<Sending>();
const byRequest = new WeakMap<object, Sending>();

// `fetch` itself says nothing between its call and the answer's headers; these are the channels of the client beneath it.
subscribe('undici:request:create', (message) => {
  const sending = current.getStore();
  const request = requestOf(message);
  // A proxy is asked for a tunnel first, by another method.
  if (!sending || !request || request.method !== 'POST') return;
  sending.watched = true;
  byRequest.set(request, sending);
});

subscribe('undici:client:sendHeaders', (message) => {
  const request = requestOf(message);
  const sending = request && byRequest.get(request);
  if (sending) sending.written = true;
});

/** Does the work, whose POST request is watched into `sending`. */
export function watched<T>(sending: Sending | undefined, work: () => T): T {
  return sending ? current.run(sending, work) : work();
}

/** Says that the request of the work under way is handed over. */
export function markBegun(): void {
  const sending = current.getStore();
  if (sending) sending.begun = true;
}

function requestOf(message: unknown): { readonly method?: unknown } | undefined {
  if (typeof message !== 'object' || message === null || !('request' in message)) return undefined;
  const { request } = message;
  return typeof request === 'object' && request !== null ? request : undefined;
}
