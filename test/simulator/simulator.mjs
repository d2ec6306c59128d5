// A loopback endpoint that plays the OpenAI API for tests: scripted answers, recorded requests, faults on demand.
// `node test/simulator/simulator.mjs --port N [--fault NAME] [--dialect NAME] [--corpus FILE]...` runs it by hand.
import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { corpusAnswer } from './corpus.mjs';
import { faultNames, refuse, streamFaults } from './faults.mjs';
import { readPrompt } from './prompts.mjs';
import { pause, sendEvents } from './stream.mjs';

export { faultNames } from './faults.mjs';

/** What the endpoint understands: `openai` all of it, `no-suffix` answers 400 to `suffix`, `chat-only` knows no `/completions`. */
export const dialectNames = ['openai', 'no-suffix', 'chat-only'];

/**
 * @typedef {import('./simulator.d.mts').SimulatorOptions} SimulatorOptions
 * @typedef {import('./simulator.d.mts').RecordedRequest} RecordedRequest
 * @typedef {import('./simulator.d.mts').Answer} Answer
 * @typedef {import('./simulator.d.mts').FaultName} FaultName
 */

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
    if (path === '/v1/completions') kind = 'completion';
    else if (path === '/v1/chat/completions') kind = 'chat';
    let body;
    try {
      body = text ? JSON.parse(text) : undefined;
    } catch {
      body = undefined;
    }
    const receivedAt = performance.now();
    return { kind, path, method: incoming.method ?? '', headers: { ...incoming.headers }, text, body, receivedAt };
  }

  /** @param {RecordedRequest} request @param {import('node:http').ServerResponse} response @param {AbortSignal} gone */
  async #respond(request, response, gone) {
    if (request.path === '/v1/models') {
      const data = this.models.map((id) => ({ id, object: 'model', owned_by: 'simulator' }));
      return json(response, 200, { object: 'list', data });
    }
    if (request.kind === 'other') return json(response, 404, { error: { message: 'unknown path', type: 'not_found' } });
    if (this.fault && refuse(this.fault, response, this.retryAfterSeconds)) return;
    if (this.dialect === 'chat-only' && request.kind === 'completion')
      return json(response, 404, { error: { message: 'unknown path', type: 'not_found' } });
    if (this.dialect === 'no-suffix' && request.body?.suffix)
      return json(response, 400, { error: { message: 'suffix is not supported', type: 'BadRequestError' } });

    const prompt = readPrompt(request.kind, request.body ?? {});
    const answer = await this.answer({ ...prompt, kind: request.kind, body: request.body });
    request.prompt = prompt;
    request.answer = answer;
    await pause(this.delayMs, gone);
    const events = this.#streamed(request, answer);
    const sent = () => {
      request.firstByteAt ??= performance.now();
    };
    const fault = this.fault ? streamFaults[this.fault] : undefined;
    if (fault) return fault({ response, events, gone, request, sent, chunkDelayMs: this.chunkDelayMs });
    if (request.body?.stream === false) return json(response, 200, wholeAnswer(request, answer));
    await sendEvents({ response, events, gone, sent, chunkDelayMs: this.chunkDelayMs });
  }

  /** @param {RecordedRequest} request @param {string} answer */
  #streamed(request, answer) {
    const characters = [...answer];
    const events = [];
    for (let at = 0; at < characters.length; at += this.chunkSize)
      events.push(event(request, characters.slice(at, at + this.chunkSize).join('')));
    events.push(event(request, '', 'stop'));
    return events;
  }
}

/** @param {RecordedRequest} request @param {string} text @param {string | null} finish */
function event(request, text, finish = null) {
  const model = request.body?.model;
  return request.kind === 'chat'
    ? {
        id: 'simulated',
        object: 'chat.completion.chunk',
        model,
        choices: [{ index: 0, delta: { content: text }, finish_reason: finish }],
      }
    : { id: 'simulated', object: 'text_completion', model, choices: [{ index: 0, text, finish_reason: finish }] };
}

/** @param {RecordedRequest} request @param {string} text */
function wholeAnswer(request, text) {
  const choice = request.kind === 'chat' ? { message: { role: 'assistant', content: text } } : { text };
  return { id: 'simulated', model: request.body?.model, choices: [{ index: 0, ...choice, finish_reason: 'stop' }] };
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
    else if (name === '--dialect' && dialectNames.includes(value)) options.dialect = /** @type {never} */ (value);
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
