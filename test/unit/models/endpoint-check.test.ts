import { describe, expect, it } from 'vitest';
import { type CheckLine, checkEndpoint, type EndpointConfig, listModels } from '../../../src/engine/models';
import { latencyLine } from '../../../src/engine/models/endpoint/check-lines';
import type { SimulatorOptions } from '../../simulator/simulator.mjs';
import { patient, simulate, trace } from './endpoint-fixture';

const answer = ({ kind, prefix }: { kind: string; prefix: string }): string => {
  if (kind === 'chat' && !prefix) return 'ready';
  return kind === 'chat'
    ? '<fill>sum += number;</fill>'
    : 'sum += number; // and this makes the answer longer than one piece';
};

async function check(
  options: SimulatorOptions,
  config: Partial<EndpointConfig> = {},
  chatModel = '',
): Promise<Record<string, CheckLine>> {
  const simulator = await simulate({ models: ['qwen2.5-coder'], answer, ...options });
  const request = {
    baseUrl: simulator.url,
    model: 'qwen2.5-coder',
    fim: 'auto',
    timeouts: patient,
    ...config,
  } as const;
  const lines = await checkEndpoint({ config: request, chatModel, trace }, new AbortController().signal);
  return Object.fromEntries(lines.map((line) => [line.topic, line]));
}

const verdicts = (lines: Record<string, CheckLine>): Record<string, string> =>
  Object.fromEntries(Object.entries(lines).map(([topic, { verdict }]) => [topic, verdict]));

describe('an endpoint that works', () => {
  it('is said to work, topic by topic', async () => {
    const { Latency, ...lines } = await check({ dialect: 'llamacpp' });
    expect(verdicts(lines)).toEqual({
      Address: 'good',
      Connection: 'good',
      Key: 'good',
      Model: 'good',
      'Fill in the middle': 'good',
      Streaming: 'good',
      Chat: 'good',
    });
    expect(lines['Fill in the middle']?.text).toMatch(/The server is llama\.cpp\. Asked by `infill`, found by itself/);
    expect(Latency?.text).toMatch(/First text after \d+ ms, and after \d+ ms when asked again/);
  });

  it('gets nothing but lines of the check itself', async () => {
    const simulator = await simulate({ answer });
    const config = { baseUrl: simulator.url, model: 'm', fim: 'auto' } as const;
    await checkEndpoint({ config, chatModel: 'c', trace }, new AbortController().signal);
    expect(simulator.prompts.map(({ body }) => body.model)).toEqual(['m', 'm', 'c']);
    expect(simulator.prompts[0]?.prompt?.prefix).toMatch(/^function sumOf/);
  });

  it('may offer no list of models', async () => {
    const lines = await check({ dialect: 'mistral', models: [] }, { fim: 'mistral' });
    expect(lines['Model']).toMatchObject({
      verdict: 'notice',
      text: expect.stringMatching(/does not list its models/),
    });
    expect(lines['Fill in the middle']?.text).toMatch(/Asked by `mistral`, as set/);
  });

  it('is told apart from one that has chat only', async () => {
    const lines = await check({ dialect: 'chat-only' });
    expect(lines['Fill in the middle']).toMatchObject({
      verdict: 'notice',
      text: expect.stringMatching(/Asked by `chat`.*offers no fill-in-the-middle for this model.*faster/),
    });
  });
});

describe('what is wrong is said with what to do', () => {
  it('an address that is none', async () => {
    expect(await check({}, { baseUrl: 'localhost:8080' })).toEqual({
      Address: {
        topic: 'Address',
        verdict: 'bad',
        text: 'The base URL has no scheme: start it with http:// or https://.',
      },
    });
  });

  it('nothing listens', async () => {
    const lines = await check({}, { baseUrl: 'http://127.0.0.1:9/v1' });
    expect(lines['Connection']?.text).toMatch(/^Nothing answers at 127\.0\.0\.1:9: start the server there/);
    expect(Object.keys(lines)).toEqual(['Address', 'Connection']);
  });

  it('a certificate that is not trusted', async () => {
    const cause = Object.assign(new Error('self-signed'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const fetch: typeof globalThis.fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    const lines = await check({}, { baseUrl: 'https://model.example/v1', fetch });
    expect(lines['Connection']?.text).toMatch(/certificate of model\.example is not trusted here: add its authority/);
  });

  it.each([
    ['unauthorised', 'Key', /asks for a key: set one with the command "Cairn: Set Endpoint Key"/],
    ['html', 'Connection', /web page instead of the OpenAI API: .*proxy asks for a sign-in/],
    ['loading', 'Connection', /still loading/],
    ['redirect', 'Connection', /set the endpoint's base URL to where it moved/],
    ['rate-limited', 'Fill in the middle', /limits how often it may be asked/],
    ['server-error', 'Fill in the middle', /failed with status 500/],
    ['wrong-content-type', 'Fill in the middle', /instead of a stream of events/],
    ['close-mid-stream', 'Fill in the middle', /closed the connection in the middle/],
  ] as const)('%s', async (fault, topic, text) => {
    const lines = await check({ fault });
    expect(lines[topic]).toMatchObject({ verdict: 'bad', text: expect.stringMatching(text) });
  });

  it('no model, and what there is to choose from', async () => {
    const lines = await check({ models: ['one', 'two`|'] }, { model: '' });
    expect(lines['Model']).toMatchObject({
      verdict: 'bad',
      text: 'No model is set: name one in cairn.endpoint.model. It offers `one`, `two |`.',
    });
    expect(lines).not.toHaveProperty('Chat');
  });

  it('a model that is not offered', async () => {
    const lines = await check({ models: ['other'], fault: 'not-found' });
    expect(lines['Model']).toMatchObject({ verdict: 'notice', text: expect.stringMatching(/It offers `other`/) });
    expect(lines['Fill in the middle']?.verdict).toBe('bad');
  });

  it('a server that puts the suffix behind the answer', async () => {
    const lines = await check({ dialect: 'tgi' }, { fim: 'suffix' });
    expect(lines['Fill in the middle']).toMatchObject({
      verdict: 'bad',
      text: expect.stringMatching(
        /does not know a suffix\. Set cairn\.endpoint\.fillInTheMiddle to `template` or `chat`/,
      ),
    });
  });

  it('a server and a model that are not known', async () => {
    const lines = await check({ models: ['mystery'] }, { model: 'mystery' });
    expect(lines['Fill in the middle']).toMatchObject({
      verdict: 'notice',
      text: expect.stringMatching(/If the server takes a suffix, set cairn\.endpoint\.fillInTheMiddle to `suffix`\.$/),
    });
  });

  it.each([
    ['for (<|fim_suffix|>', /control tokens.*Set cairn\.endpoint\.fillInTheMiddle to `template` or `chat`/],
    ['sum += number;\n  return sum;\n}\n\nconsole.log(sumOf([1, 2, 3]));\n', /repeats what stands after the cursor/],
    ['Here is the code:\n```js\nsum += number;\n```', /talks instead of completing/],
    ['', /wrote nothing/],
  ])('the answer %j', async (text, message) => {
    const lines = await check({ answer: () => text }, { fim: 'suffix' });
    expect(lines['Fill in the middle']?.text).toMatch(message);
    expect(lines['Fill in the middle']?.verdict).not.toBe('good');
  });

  it('an answer in one piece', async () => {
    const lines = await check({ chunkSize: 1000 });
    expect(lines['Streaming']).toMatchObject({
      verdict: 'notice',
      text: expect.stringMatching(/turn its buffering off/),
    });
  });

  it('slowness', () => {
    expect(latencyLine(5000, 100).verdict).toBe('good');
    expect(latencyLine(5000, 1500)).toMatchObject({ verdict: 'notice' });
    expect(latencyLine(5000, 3000)).toMatchObject({ verdict: 'notice', text: expect.stringMatching(/smaller model/) });
  });
});

it('an address without encryption is pointed out', async () => {
  const fetch: typeof globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));
  const lines = await check({}, { baseUrl: 'http://model.example/v1', fetch });
  expect(lines['Address']).toMatchObject({ verdict: 'notice', text: expect.stringMatching(/Use https:\/\//) });
});

it('can be given up', async () => {
  const simulator = await simulate({ fault: 'slow-first-byte' });
  const abort = new AbortController();
  const config = { baseUrl: simulator.url, model: 'm', fim: 'auto' } as const;
  const checking = checkEndpoint({ config, chatModel: '', trace }, abort.signal);
  const request = await simulator.waitForRequest();
  abort.abort();
  await expect(checking).rejects.toMatchObject({ name: 'AbortError' });
  await simulator.waitForAbort(request);
});

describe('the models that an endpoint offers', () => {
  it('are listed without any text being sent', async () => {
    const simulator = await simulate({ models: ['one', 'two'] });
    expect(await listModels({ baseUrl: simulator.url })).toEqual({ kind: 'listed', names: ['one', 'two'] });
    expect(simulator.requests.map(({ method, text }) => [method, text])).toEqual([['GET', '']]);
  });

  it('that wants a key is told apart from one that has no list', async () => {
    const simulator = await simulate({ fault: 'unauthorised' });
    expect(await listModels({ baseUrl: simulator.url })).toMatchObject({
      kind: 'failed',
      error: { kind: 'unauthorised' },
    });
    const missing = { baseUrl: simulator.url.replace('/v1', '/elsewhere') };
    simulator.fault = undefined;
    expect(await listModels(missing)).toEqual({ kind: 'listed', names: [] });
    expect(await listModels({ baseUrl: 'nonsense' })).toMatchObject({ kind: 'failed', error: { kind: 'bad-address' } });
  });
});
