import { forever, line, openStream, pause, sendEvents, write } from './stream.mjs';

/**
 * @typedef {import('./simulator.d.mts').FaultName} FaultName
 * @typedef {{ response: import('node:http').ServerResponse, events: readonly any[], gone: AbortSignal, request: import('./simulator.d.mts').RecordedRequest, sent: () => void, chunkDelayMs: number }} Stream
 */

/** @param {import('node:http').ServerResponse} response @param {number} status @param {string} code @param {Record<string, string>} headers */
function refusal(response, status, code, headers = {}) {
  const error = { message: `simulated ${code}`, type: code, code };
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ error }));
}

const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>The proxy wants a sign-in.</body></html>';

/** Answers without a stream. @type {Record<string, (response: import('node:http').ServerResponse, retryAfterSeconds: number) => void>} */
const refusals = {
  'rate-limited': (response, seconds) =>
    refusal(response, 429, 'rate_limit_exceeded', { 'retry-after': String(seconds) }),
  loading: (response, seconds) => refusal(response, 503, 'loading_model', { 'retry-after': String(seconds) }),
  'out-of-quota': (response) => refusal(response, 429, 'insufficient_quota'),
  'no-credit': (response) => refusal(response, 402, 'payment_required'),
  forbidden: (response) => refusal(response, 403, 'permission_denied'),
  'forbidden-key': (response) => refusal(response, 403, 'invalid_api_key'),
  'proxy-sign-in': (response) => refusal(response, 407, 'proxy_authentication_required'),
  unauthorised: (response) => refusal(response, 401, 'invalid_api_key'),
  'not-found': (response) => refusal(response, 404, 'model_not_found'),
  'bad-request': (response) => refusal(response, 400, 'context_length_exceeded'),
  'server-error': (response) => refusal(response, 500, 'internal_error'),
  redirect: (response) => response.writeHead(307, { location: 'http://127.0.0.1:9/v1/completions' }).end(),
  html: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page),
  'html-error': (response) => response.writeHead(502, { 'content-type': 'text/html' }).end(page),
  'error-as-json': (response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ error: { message: 'simulated failure', code: 'model_busy' } })),
  'whole-json': (response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ choices: [{ index: 0, text: 'whole', message: { content: 'whole' } }] })),
};

/** Faults of the whole server, or of what stands before it, rather than of one answer. @type {ReadonlySet<FaultName>} */
export const everywhere = new Set(
  /** @type {FaultName[]} */ ([
    'unauthorised',
    'forbidden',
    'forbidden-key',
    'proxy-sign-in',
    'redirect',
    'html',
    'html-error',
    'loading',
  ]),
);

/** Sends the refusal of that name; false when the fault is not a refusal. @param {FaultName} fault @param {import('node:http').ServerResponse} response @param {number} retryAfterSeconds */
export function refuse(fault, response, retryAfterSeconds) {
  const send = refusals[fault];
  send?.(response, retryAfterSeconds);
  return send !== undefined;
}

/** Streams that go wrong. @type {Record<string, (stream: Stream) => Promise<void>>} */
export const streamFaults = {
  'slow-first-byte': async ({ gone }) => forever(gone),
  'slow-first-event': async ({ response, gone }) => {
    openStream(response);
    await forever(gone);
  },
  stall: async ({ response, events, gone, sent }) => {
    openStream(response);
    sent();
    await write(response, line(events[0]));
    await forever(gone);
  },
  'close-mid-stream': async ({ response, events, request, sent }) => {
    openStream(response);
    sent();
    await write(response, line(events[0]));
    await write(response, line(events[1]).slice(0, 20));
    request.brokenOff = true;
    response.destroy();
  },
  'split-utf8': async ({ response, events, sent }) => {
    openStream(response);
    sent();
    for (const event of events)
      for (const byte of Buffer.from(line(event), 'utf8')) await write(response, Uint8Array.of(byte));
    response.end('data: [DONE]\n\n');
  },
  'many-events-per-chunk': async ({ response, events, sent }) => {
    openStream(response);
    sent();
    response.end(`: keep-alive\n\n${events.map(line).join('')}data: [DONE]\n\n`);
  },
  'no-done': async ({ response, events, sent }) => {
    openStream(response);
    sent();
    for (const event of events.slice(0, -1)) await write(response, line(event));
    response.end();
  },
  'error-in-stream': async ({ response, events, sent }) => {
    openStream(response);
    sent();
    await write(response, line(events[0]));
    response.end(line({ error: { message: 'simulated failure', type: 'server_error', code: 'out_of_memory' } }));
  },
  'error-first': async ({ response }) => {
    openStream(response);
    response.end(line({ error: { message: 'simulated failure', type: 'server_error', code: 'context_overflow' } }));
  },
  'wrong-content-type': async ({ response, events, gone, sent, chunkDelayMs }) =>
    sendEvents({ response, events, gone, sent, chunkDelayMs, type: 'application/octet-stream' }),
  endless: async ({ response, events, gone, sent }) => {
    openStream(response);
    sent();
    for (let round = 0; !gone.aborted; round++) {
      await write(response, line(events[0]));
      if (round % 64 === 63) await pause(1, gone);
    }
  },
  'endless-line': async ({ response, gone, sent }) => {
    openStream(response);
    sent();
    while (!gone.aborted) await write(response, 'x'.repeat(65536));
  },
  'not-json': async ({ response, sent }) => {
    openStream(response);
    sent();
    response.end('data: this is not JSON\n\n');
  },
  'not-the-shape': async ({ response, sent }) => {
    openStream(response);
    sent();
    response.end(`${line({ greeting: 'hello' })}${line([1, 2])}${line('text')}data: [DONE]\n\n`);
  },
  reasoning: async ({ response, events, sent }) => {
    openStream(response);
    sent();
    const thought = (/** @type {any} */ event) => ({
      ...event,
      choices: [{ index: 0, delta: { reasoning_content: 'let me think' }, finish_reason: null }],
    });
    response.end(`${line(thought(events[0]))}${events.map(line).join('')}data: [DONE]\n\n`);
  },
};

export const faultNames = /** @type {FaultName[]} */ ([...Object.keys(refusals), ...Object.keys(streamFaults)]);
