// A loopback endpoint that plays the OpenAI API for tests: scripted answers, recorded requests, faults on demand.
// `node test/simulator/simulator.mjs --port N [--fault NAME] [--dialect NAME] [--corpus FILE]...` runs it by hand.
import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { corpusAnswer } from './corpus.mjs';
import { dialectNames, dialects } from './dialects.mjs';
import { event, wholeAnswer } from './events.mjs';
import { everywhere, faultNames, refuse, streamFaults } from './faults.mjs';
import { readPrompt } from './prompts.mjs';
import { pause, sendEvents } from './stream.mjs';

export { dialectNames } from './dialects.mjs';
export { faultNames } from './faults.mjs';

/**
 * @typedef {import('./simulator.d.mts').SimulatorOptions} SimulatorOptions
 * @typedef {import('./simulator.d.mts').RecordedRequest} RecordedRequest
 * @typedef {import('./simulator.d.mts').Answer} Answer
 * @typedef {import('./simulator.d.mts').FaultName} FaultName
 */

/** Recorded as asking for text, even where the dialect does not know them. @type {Record<string, 'completion' | 'chat'>} */
const usual = {
  '/v1/completions': 'completion',
  '/v1/chat/completions': 'chat',
  '/infill': 'completion',
  '/v1/fim/completions': 'completion',
};

export class EndpointSimulator {
  #server;
  #events = new EventEmitter();
  #closing = new AbortController();

  /** @param {SimulatorOptions} options */
  constructor(options = {}) {
    /** Every request so far, oldest first. @type {RecordedRequest[]} */
    this.requests = [];
    /** @type {FaultName | undefined} */
    this.fault = options.fault;
    this.dialect = options.dialect ?? 'openai';
    this.models = options.models ?? ['simulated-model'];
    /** Milliseconds before the first byte. */
    this.delayMs = options.delayMs ?? 0;
    /** Milliseconds between two events. */
    this.chunkDelayMs = options.chunkDelayMs ?? 0;
    /** Characters per event. */
    this.chunkSize = options.chunkSize ?? 8;
    /** Seconds in `retry-after`. */
    this.retryAfterSeconds = options.retryAfterSeconds ?? 2;
    this.usage = options.usage;
    /** Without it in their header requests are refused. */
    this.key = options.key;
    /** @type {Answer} */
    this.answer = options.answer ?? corpusAnswer(options.corpus ?? []);
    this.#events.setMaxListeners(0);
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** Listens on 127.0.0.1; port 0 takes a free one. @param {SimulatorOptions & { port?: number }} options */
  static async start(options = {}) {
    const simulator = new EndpointSimulator(options);
    simulator.#server.listen(options.port ?? 0, '127.0.0.1');
    await once(simulator.#server, 'listening');
    return simulator;
  }

  get port() {
    return /** @type {import('node:net').AddressInfo} */ (this.#server.address()).port;
  }

  /** The base URL as people write it in settings. */
  get url() {
    return `http://127.0.0.1:${this.port}/v1`;
  }

  /** Requests that ask a model for text. */
  get prompts() {
    return this.requests.filter((request) => request.kind !== 'other');
  }

  /** Resolves with the first request, past or future, that fits. @param {(request: RecordedRequest) => boolean} fits */
  waitForRequest(fits = (request) => request.kind !== 'other') {
    return this.#waitFor('received', fits);
  }

  /** Resolves once the client has closed the socket before the answer was complete. @param {RecordedRequest} request */
  waitForAbort(request) {
    return this.#waitFor('aborted', (other) => other === request && other.abortedAt !== undefined);
  }

  /** Resolves once the answer is complete, aborted or broken off. @param {RecordedRequest} request */
  waitForEnd(request) {
    return this.#waitFor('ended', (other) => other === request && other.endedAt !== undefined);
  }

  async close() {
    this.#closing.abort();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** @param {string} event @param {(request: RecordedRequest) => boolean} fits */
  #waitFor(event, fits) {
    const found = this.requests.find(fits);
    if (found) return Promise.resolve(found);
    return new Promise((resolve) => {
      const listener = (/** @type {RecordedRequest} */ request) => {
        if (!fits(request)) return;
        this.#events.off(event, listener);
        resolve(request);
      };
      this.#events.on(event, listener);
    });
  }

  /** @param {import('node:http').IncomingMessage} incoming @param {import('node:http').ServerResponse} response */
  async #serve(incoming, response) {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const request = this.#record(incoming, Buffer.concat(chunks).toString('utf8'));
    const gone = new AbortController();
    response.once('close', () => {
      request.endedAt = performance.now();
      if (!response.writableFinished && !this.#closing.signal.aborted && !request.brokenOff) {
        request.abortedAt = request.endedAt;
        this.#events.emit('aborted', request);
      }
      gone.abort();
      this.#events.emit('ended', request);
    });
    this.requests.push(request);
    this.#events.emit('received', request);
    try {
      await this.#respond(request, response, AbortSignal.any([gone.signal, this.#closing.signal]));
    } catch (error) {
      if (!gone.signal.aborted && !this.#closing.signal.aborted) throw error;
    }
  }

  /** @param {import('node:http').IncomingMessage} incoming @param {string} text @returns {RecordedRequest} */
  #record(incoming, text) {
    const path = new URL(incoming.url ?? '/', 'http://simulator').pathname;
    /** @type {RecordedRequest['kind']} */
    let kind = 'other';
    const route = dialects[this.dialect].routes[path] ?? usual[path];
    if (route) kind = route === 'chat' ? 'chat' : 'completion';
    let body;
    try {
      body = text ? JSON.parse(text) : undefined;
    } catch {
      body = undefined;
    }
    const receivedAt = performance.now();
    const connection = incoming.socket.remotePort;
    return {
      kind,
      path,
      method: incoming.method ?? '',
      headers: { ...incoming.headers },
      text,
      body,
      receivedAt,
      connection,
    };
  }

  /** @param {RecordedRequest} request @param {import('node:http').ServerResponse} response @param {AbortSignal} gone */
  async #respond(request, response, gone) {
    const { owner, routes, looks, refuse: refused, twist } = dialects[this.dialect];
    const isKnown = this.key === undefined || request.headers.authorization === `Bearer ${this.key}`;
    if (!isKnown && refuse('unauthorised', response, this.retryAfterSeconds)) return;
    if (this.fault && everywhere.has(this.fault) && refuse(this.fault, response, this.retryAfterSeconds)) return;
    if (request.path === '/v1/models') {
      const data = this.models.map((id) => ({ id, object: 'model', owned_by: owner }));
      return json(response, 200, { object: 'list', data });
    }
    const look = looks?.[request.path];
    if (look) return json(response, 200, look);
    if (request.kind === 'other') return json(response, 404, { error: { message: 'unknown path', type: 'not_found' } });
    if (this.fault && refuse(this.fault, response, this.retryAfterSeconds)) return;
    const route = routes[request.path];
    if (!route) return json(response, 404, { error: { message: 'unknown path', type: 'not_found' } });
    const refusal = refused?.(route, request.body);
    if (refusal)
      return json(response, refusal.status, { error: { message: 'not supported here', type: refusal.code } });

    const prompt = readPrompt(request.kind, request.body ?? {});
    const wanted = await this.answer({ ...prompt, kind: request.kind, body: request.body });
    const answer = twist?.(route, request.body, wanted) ?? wanted;
    request.prompt = prompt;
    request.answer = answer;
    await pause(this.delayMs, gone);
    const events = this.#streamed(route, request.body?.model, answer);
    const sent = () => {
      request.firstByteAt ??= performance.now();
    };
    const fault = this.fault ? streamFaults[this.fault] : undefined;
    if (fault) return fault({ response, events, gone, request, sent, chunkDelayMs: this.chunkDelayMs });
    if (request.body?.stream === false) return json(response, 200, wholeAnswer(route, request.body?.model, answer));
    await sendEvents({ response, events, gone, sent, chunkDelayMs: this.chunkDelayMs });
  }

  /** @param {import('./dialects.mjs').Route} route @param {string} model @param {string} answer */
  #streamed(route, model, answer) {
    const characters = [...answer];
    const events = [];
    for (let at = 0; at < characters.length; at += this.chunkSize)
      events.push(event(route, model, characters.slice(at, at + this.chunkSize).join('')));
    const usage = this.usage && { usage: this.usage };
    events.push({ ...event(route, model, '', 'stop'), ...usage });
    return events;
  }
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {unknown} body */
function json(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** @param {string[]} argv */
async function main(argv) {
  /** @type {SimulatorOptions & { port?: number }} */
  const options = { corpus: [] };
  for (let at = 0; at < argv.length; at += 2) {
    const [name, value] = [argv[at], argv[at + 1] ?? ''];
    if (name === '--port' && /^\d+$/.test(value)) options.port = Number(value);
    else if (name === '--fault' && faultNames.includes(/** @type {FaultName} */ (value)))
      options.fault = /** @type {FaultName} */ (value);
    else if (name === '--dialect' && dialectNames.includes(/** @type {never} */ (value)))
      options.dialect = /** @type {never} */ (value);
    else if (name === '--corpus' && value) options.corpus?.push(await readFile(value, 'utf8'));
    else {
      console.error(
        `Unknown option ${name} ${value}. Use --port N, --fault ${faultNames.join('|')}, --dialect ${dialectNames.join('|')}, --corpus FILE.`,
      );
      process.exitCode = 2;
      return;
    }
  }
  const simulator = await EndpointSimulator.start(options);
  console.log(
    `The endpoint simulator listens at ${simulator.url}${options.fault ? ` with the fault ${options.fault}` : ''}.`,
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));
