import OpenAI, { APIError } from 'openai';
import { answerLimit, limitBody } from './endpoint/body-limit';
import { isRecord } from './endpoint/is-record';
import { loopbackFetch } from './endpoint/loopback-fetch';
import { toTransportError } from './endpoint/openai-failure';
import type { Sending } from './endpoint/sending';
import { type Transport, TransportError, type TransportOptions } from './endpoint/transport';
import { markBegun, watched } from './endpoint/watch-sending';

/** The openai client as a transport. Import this module only dynamically: it is a bundle of its own. */
export function createTransport({ baseUrl, apiKey, fetch }: TransportOptions): Transport {
  const { host } = new URL(baseUrl);
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? 'none',
    // Left out, these would be read from the environment and sent to whatever endpoint is set.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    fetch: plainFetch(fetch ?? loopbackFetch(globalThis.fetch), apiKey !== undefined),
  });
  return {
    async stream({ path, body, timeoutMs, sending = {} }, signal) {
      const options = { body: { ...body, stream: true }, stream: true as const, signal, timeout: timeoutMs };
      try {
        const post = () => client.post<AsyncIterable<unknown>>(path, options).withResponse();
        const { data, response } = await watched(sending, post);
        const contentType = mediaType(response);
        return { contentType, events: contentType === 'application/json' ? wholeAnswer(response) : inOurTerms(data) };
      } catch (error) {
        throw toTransportError(error, { host, sending });
      }
    },
    async get(path, timeoutMs, signal) {
      const sending: Sending = {};
      try {
        const ask = () => client.get(path, { timeout: timeoutMs, signal }).asResponse();
        const response = await watched(sending, ask);
        if (mediaType(response) === 'text/html') throw new TransportError({ kind: 'web-page' });
        return await response.json();
      } catch (error) {
        throw toTransportError(error, { host, sending });
      }
    },
  };
}

/** Without parameters; '' when the server named none. */
function mediaType(response: Response): string {
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  return type.trim().toLowerCase();
}

/** The answer of a server that does not stream, as one event. */
async function* wholeAnswer(response: Response): AsyncGenerator<unknown> {
  try {
    const answer: unknown = await response.json();
    const failure = isRecord(answer) ? answer['error'] : undefined;
    if (failure) throw new APIError(undefined, Object(failure), undefined, undefined);
    yield answer;
  } catch (error) {
    throw toTransportError(error);
  }
}

async function* inOurTerms(events: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* events;
  } catch (error) {
    throw toTransportError(error);
  }
}

/**
 * Sends only the headers that the protocol needs: strict proxies reject the library's own, and it would add headers found in the
 * environment. Never follows a redirect, so that a prompt goes to the named host only.
 */
function plainFetch(fetch: typeof globalThis.fetch, withKey: boolean): typeof globalThis.fetch {
  return async (input, init) => {
    const given = new Headers(init?.headers);
    const headers = new Headers({ 'user-agent': 'Cairn' });
    for (const name of ['accept', 'content-type', ...(withKey ? ['authorization'] : [])]) {
      const value = given.get(name);
      if (value !== null) headers.set(name, value);
    }
    markBegun();
    return limitBody(await fetch(input, { ...init, headers, redirect: 'manual' }), answerLimit);
  };
}
