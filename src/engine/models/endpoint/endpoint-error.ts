import { isModelError, ModelError } from '../model-client';
import { failureOf, type TransportFailure } from './transport';

/** What an error message may name: never a key or a prompt. */
export interface Subject {
  readonly host: string;
  readonly model: string;
  readonly hasKey: boolean;
}

/** A stream that was given up here, and why. */
export class StreamGivenUp extends Error {
  constructor(
    readonly reason: 'no-first-byte' | 'stalled' | 'not-events' | 'not-the-shape',
    /** Milliseconds waited, or the content type. */
    readonly detail: number | string,
  ) {
    super(reason);
    this.name = 'StreamGivenUp';
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Every failure of a request as one sentence that says what is wrong and what to do. */
export function toModelError(error: unknown, subject: Subject): ModelError {
  if (isModelError(error)) return error;
  if (error instanceof StreamGivenUp) return givenUp(error, subject);
  const failure = failureOf(error) ?? { kind: 'closed-early' };
  const { host } = subject;
  switch (failure.kind) {
    case 'refused':
      return refused(failure, subject);
    case 'unreachable':
      return new ModelError(failure.toldAs, failure.message);
    case 'timeout':
      return new ModelError(
        'timeout',
        `${host} did not answer in time: check that the server runs and is not overloaded.`,
      );
    case 'reported':
      return reported(failure.code, host);
    case 'not-json':
      return new ModelError(
        'not-the-protocol',
        `${host} sends something that is not JSON: check that the endpoint's base URL names an OpenAI-compatible server.`,
      );
    case 'web-page':
      return givenUp(new StreamGivenUp('not-events', 'text/html'), subject);
    case 'too-long':
      return new ModelError(
        'not-the-protocol',
        `${host} sends far more than was asked for: check that the endpoint's base URL names an OpenAI-compatible server.`,
      );
    case 'closed-early':
      return new ModelError(
        'closed-early',
        `${host} closed the connection in the middle of an answer: try again, and see the server's log if it happens again.`,
      );
  }
}

function givenUp({ reason, detail }: StreamGivenUp, { host, model }: Subject): ModelError {
  switch (reason) {
    case 'no-first-byte':
      return new ModelError(
        'timeout',
        `${host} sent nothing within ${seconds(detail)}: it may be loading "${model}" or be overloaded; try again, or set a smaller model.`,
      );
    case 'stalled':
      return new ModelError(
        'stalled',
        `${host} stopped in the middle of an answer for ${seconds(detail)}: try again, and see the server's log if it happens again.`,
      );
    case 'not-events':
      return new ModelError(
        'not-the-protocol',
        detail === 'text/html'
          ? `${host} answers with a web page instead of the OpenAI API: check the endpoint's base URL, and whether a proxy asks for a sign-in.`
          : `${host} answers with "${detail}" instead of a stream of events: check that the endpoint's base URL names an OpenAI-compatible server that streams.`,
      );
    case 'not-the-shape':
      return new ModelError(
        'not-the-protocol',
        `${host} streams events that are not those of the OpenAI API: check the endpoint's base URL.`,
      );
  }
}

function refused(
  { status, code, retryAfterMs }: Extract<TransportFailure, { kind: 'refused' }>,
  subject: Subject,
): ModelError {
  const { host, model, hasKey } = subject;
  const named = code ? ` (${code})` : '';
  if (status >= 300 && status < 400)
    return new ModelError(
      'bad-address',
      `${host} redirects to another address, and Cairn sends code to the named one only: set the endpoint's base URL to where it moved.`,
    );
  if (status === 401 || (status === 403 && code && /key|auth|token/i.test(code)))
    return new ModelError(
      'unauthorised',
      `${host} ${hasKey ? 'refuses the key: set another one' : 'asks for a key: set one'} with the command "Cairn: Set Endpoint Key".`,
    );
  if (status === 402 || isOutOfCredit(code)) return noCredit(host, named);
  if (status === 403) return forbidden(subject, named);
  if (status === 404 || status === 405)
    return new ModelError(
      'not-found',
      `${host} does not know the model "${model}" or the path: check the model's name and the base URL, which usually ends with /v1.`,
    );
  if (status === 429) {
    const when = retryAfterMs === undefined ? 'wait a little' : `it can be asked again in ${seconds(retryAfterMs)}`;
    return new ModelError(
      'rate-limited',
      `${host} limits how often it may be asked${named}: ${when}, or use another endpoint.`,
      retryAfterMs,
    );
  }
  if (status === 503)
    return new ModelError(
      'loading',
      `${host} is not ready, perhaps still loading "${model}": wait a moment and try again.`,
      retryAfterMs,
    );
  if (status === 502 || status === 504)
    return new ModelError(
      'server-error',
      `The proxy at ${host} does not reach the model's server (status ${status}): check that the server behind it runs, and try again.`,
      retryAfterMs,
    );
  if (status >= 500)
    return new ModelError(
      'server-error',
      `${host} failed with status ${status}${named}: try again, and see the server's log if it happens again.`,
      retryAfterMs,
    );
  if (status === 413 || (code && /context_length|context_size|too_long/.test(code)))
    return new ModelError(
      'rejected',
      `The prompt is longer than "${model}" takes at ${host}: give the model a larger context there, or name another one.`,
    );
  return new ModelError(
    'rejected',
    `${host} rejected the request with status ${status}${named}: check the model and cairn.endpoint.fillInTheMiddle, and see the server's log.`,
  );
}

/** The API's author says so with the status of a limit, others with 402 or 403. */
const isOutOfCredit = (code: string | undefined): boolean =>
  code !== undefined && /insufficient_(?:quota|credit|balance|funds)|billing|payment_required/i.test(code);

function noCredit(host: string, named: string): ModelError {
  return new ModelError(
    'rejected',
    `The account at ${host} has no credit left${named}: top it up there, or use another endpoint.`,
  );
}

function forbidden({ host, model, hasKey }: Subject, named: string): ModelError {
  const use = model === '' ? 'it' : `"${model}"`;
  return new ModelError(
    'unauthorised',
    hasKey
      ? `${host} forbids the request${named}: check that the key and this network may use ${use} there, or set another key with the command "Cairn: Set Endpoint Key".`
      : `${host} forbids the request${named}: set a key with the command "Cairn: Set Endpoint Key", and check that this network may use ${use} there.`,
  );
}

/** An error object that the server put into a stream that had begun well. */
function reported(code: string | undefined, host: string): ModelError {
  if (isOutOfCredit(code)) return noCredit(host, ` (${code})`);
  if (code && /rate_?limit|quota/i.test(code))
    return new ModelError(
      'rate-limited',
      `${host} limits how often it may be asked (${code}): wait a little, or use another endpoint.`,
    );
  return new ModelError(
    'server-error',
    `${host} reported a failure while it answered${code ? ` (${code})` : ''}: try again, and see the server's log if it happens again.`,
  );
}

/** Milliseconds in words, in minutes and hours never fewer than there are. */
export function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

const seconds = (detail: number | string): string => duration(Number(detail));
