import { expect, it } from 'vitest';
import { ModelError, type ModelErrorKind } from '../../../src/engine/models';
import { type FaultName, faultNames } from '../../simulator/simulator.mjs';
import { chat, client, complete, failure, sendable, simulate } from './endpoint-fixture';

const model = 'qwen2.5-coder';
const key = 'sk-test-key-that-must-not-show';
const answer = 'grüße 👋 日本語 und mehr';

/** What the user is told; HOST stands for the endpoint's address. The text itself where the fault is survived. */
const matrix: Readonly<Record<FaultName, readonly [kind: ModelErrorKind, message: string] | 'the text' | 'cut'>> = {
  'slow-first-byte': [
    'timeout',
    `HOST sent nothing within 1 s: it may be loading "${model}" or be overloaded; try again, or set a smaller model.`,
  ],
  'slow-first-event': [
    'timeout',
    `HOST sent nothing within 1 s: it may be loading "${model}" or be overloaded; try again, or set a smaller model.`,
  ],
  stall: [
    'stalled',
    "HOST stopped in the middle of an answer for 1 s: try again, and see the server's log if it happens again.",
  ],
  'close-mid-stream': [
    'closed-early',
    "HOST closed the connection in the middle of an answer: try again, and see the server's log if it happens again.",
  ],
  'split-utf8': 'the text',
  'many-events-per-chunk': 'the text',
  'no-done': 'the text',
  reasoning: 'the text',
  'whole-json': 'the text',
  'error-in-stream': [
    'server-error',
    "HOST reported a failure while it answered (out_of_memory): try again, and see the server's log if it happens again.",
  ],
  'error-first': [
    'server-error',
    "HOST reported a failure while it answered (context_overflow): try again, and see the server's log if it happens again.",
  ],
  'error-as-json': [
    'server-error',
    "HOST reported a failure while it answered (model_busy): try again, and see the server's log if it happens again.",
  ],
  'rate-limited': [
    'rate-limited',
    'HOST limits how often it may be asked (rate_limit_exceeded): it can be asked again in 67 min, or use another endpoint.',
  ],
  loading: ['loading', `HOST is not ready, perhaps still loading "${model}": wait a moment and try again.`],
  html: [
    'not-the-protocol',
    "HOST answers with a web page instead of the OpenAI API: check the endpoint's base URL, and whether a proxy asks for a sign-in.",
  ],
  'html-error': [
    'server-error',
    "The proxy at HOST does not reach the model's server (status 502): check that the server behind it runs, and try again.",
  ],
  'wrong-content-type': [
    'not-the-protocol',
    'HOST answers with "application/octet-stream" instead of a stream of events: check that the endpoint\'s base URL names an OpenAI-compatible server that streams.',
  ],
  endless: 'cut',
  'endless-line': [
    'not-the-protocol',
    "HOST sends far more than was asked for: check that the endpoint's base URL names an OpenAI-compatible server.",
  ],
  'not-json': [
    'not-the-protocol',
    "HOST sends something that is not JSON: check that the endpoint's base URL names an OpenAI-compatible server.",
  ],
  'not-the-shape': [
    'not-the-protocol',
    "HOST streams events that are not those of the OpenAI API: check the endpoint's base URL.",
  ],
  unauthorised: ['unauthorised', 'HOST refuses the key: set another one with the command "Cairn: Set Endpoint Key".'],
  'forbidden-key': [
    'unauthorised',
    'HOST refuses the key: set another one with the command "Cairn: Set Endpoint Key".',
  ],
  forbidden: [
    'unauthorised',
    `HOST forbids the request (permission_denied): check that the key and this network may use "${model}" there, or set another key with the command "Cairn: Set Endpoint Key".`,
  ],
  'no-credit': [
    'rejected',
    'The account at HOST has no credit left (payment_required): top it up there, or use another endpoint.',
  ],
  'out-of-quota': [
    'rejected',
    'The account at HOST has no credit left (insufficient_quota): top it up there, or use another endpoint.',
  ],
  'proxy-sign-in': [
    'unauthorised',
    "A proxy before HOST asks for a sign-in: set it in the editor's http.proxy settings.",
  ],
  'not-found': [
    'not-found',
    `HOST does not know the model "${model}" or the path: check the model's name and the base URL, which usually ends with /v1.`,
  ],
  'bad-request': [
    'rejected',
    `The prompt is longer than "${model}" takes at HOST: give the model a larger context there, or name another one.`,
  ],
  'server-error': [
    'server-error',
    "HOST failed with status 500 (internal_error): try again, and see the server's log if it happens again.",
  ],
  redirect: [
    'bad-address',
    "HOST redirects to another address, and Cairn sends code to the named one only: set the endpoint's base URL to where it moved.",
  ],
};

/** Short waits only where waiting is the fault, so that a busy machine changes nothing. */
function timeoutsFor(fault: FaultName) {
  const patient = 60_000;
  const first = fault.startsWith('slow') ? 200 : patient;
  const idle = fault === 'stall' ? 200 : patient;
  return { completionFirstByteMs: first, chatFirstByteMs: first, completionIdleMs: idle, chatIdleMs: idle };
}

it('every fault of the simulator has its row', () => {
  expect(Object.keys(matrix).toSorted()).toEqual(faultNames.toSorted());
});

it.each(Object.entries(matrix) as [FaultName, (typeof matrix)[FaultName]][])('%s', async (fault, told) => {
  const simulator = await simulate({
    fault,
    answer: () => answer,
    chunkSize: 3,
    // More than an answer waits for.
    retryAfterSeconds: 4000,
  });
  const ask = () => client(simulator, { model, apiKey: key, timeouts: timeoutsFor(fault) });
  const prompt = await sendable([{ slot: 'question', text: 'Why?', origin: { kind: 'user' } }]);
  const asked = [complete(await ask(), { maxTokens: 20 }), chat(await ask(), prompt, 20)];
  if (typeof told === 'string') {
    for (const text of await Promise.all(asked)) {
      if (told === 'the text') expect(text).toBe(fault === 'whole-json' ? 'whole' : answer);
      else expect(text.length).toBeLessThanOrEqual(20 * 16 + answer.length);
    }
    return;
  }
  for (const error of await Promise.all(asked.map(failure))) {
    expect(error).toBeInstanceOf(ModelError);
    expect([error.kind, error.message.replace(`127.0.0.1:${simulator.port}`, 'HOST')]).toEqual(told);
    expect(error.message).not.toContain(key);
    expect(error.message.match(/\.(?=\s|$)/g)).toHaveLength(1);
  }
});
