import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EndpointMemory } from '../../../src/engine/models';
import { type DialectName, EndpointSimulator } from '../../simulator/simulator.mjs';
import { chat, client, complete, failure, filePart, sendable, simulate } from './endpoint-fixture';

const answer = ({ kind }: { kind: string }): string => (kind === 'chat' ? '<fill>42</fill>' : '42');

const withFile = () =>
  sendable([
    filePart('chunk', 'src/a.ts', 'export const a = 1;\n'),
    filePart('prefix', 'src/main.ts', 'const x = '),
    filePart('suffix', 'src/main.ts', ';'),
  ]);

describe('auto finds out how a server is asked', () => {
  const cases: readonly (readonly [DialectName, string, string, readonly string[]])[] = [
    ['llamacpp', 'anything', 'infill-1', ['/infill']],
    ['llamacpp-no-infill', 'qwen2.5-coder', 'qwen-coder-1', ['/infill', '/v1/completions']],
    ['llamacpp-no-infill', 'anything', 'hole-filler-1', ['/infill', '/v1/chat/completions']],
    ['ollama', 'qwen2.5-coder:7b', 'suffix-1', ['/v1/completions']],
    ['vllm', 'Qwen/Qwen2.5-Coder-7B', 'qwen-coder-1', ['/v1/completions']],
    ['vllm', 'anything', 'hole-filler-1', ['/v1/chat/completions']],
    ['openai', 'qwen2.5-coder', 'qwen-coder-1', ['/v1/completions']],
    ['lm-studio', 'qwen2.5-coder-7b-instruct', 'qwen-coder-1', ['/v1/completions']],
    ['lm-studio', 'anything', 'hole-filler-1', ['/v1/chat/completions']],
    ['tgi', 'bigcode/starcoder2-3b', 'starcoder2-1', ['/v1/completions']],
    ['tgi', 'anything', 'hole-filler-1', ['/v1/chat/completions']],
    ['ollama-no-insert', 'anything', 'hole-filler-1', ['/v1/completions', '/v1/chat/completions']],
    ['openai', 'anything', 'hole-filler-1', ['/v1/chat/completions']],
  ];
  it.each(cases)('%s with the model %s: %s', async (dialect, model, template, paths) => {
    const simulator = await simulate({ dialect, answer });
    const endpoint = await client(simulator, { model });
    expect(await complete(endpoint)).toBe('42');
    expect(endpoint.description.promptTemplate).toBe(template);
    expect(simulator.prompts.map(({ path }) => path)).toEqual(paths);
    expect(simulator.prompts.at(-1)?.prompt).toMatchObject({ prefix: 'const x = ', suffix: ';' });
  });

  it('a look sends no text and is made once', async () => {
    const simulator = await simulate({ answer });
    const endpoint = await client(simulator, { model: 'anything' });
    await complete(endpoint);
    await complete(endpoint);
    const looks = simulator.requests.filter(({ kind }) => kind === 'other');
    expect(looks.map(({ path }) => path).toSorted()).toEqual(['/api/version', '/info', '/props', '/v1/models']);
    expect(looks.every(({ method, text }) => method === 'GET' && text === '')).toBe(true);
  });

  it('what was found is remembered for other clients of the endpoint', async () => {
    const simulator = await simulate({ dialect: 'llamacpp-no-infill', answer });
    const memory = new EndpointMemory();
    await complete(await client(simulator, { memory }));
    await complete(await client(simulator, { memory }));
    expect(simulator.prompts.map(({ path }) => path)).toEqual(['/infill', '/v1/completions', '/v1/completions']);
    expect(simulator.requests.filter(({ path }) => path === '/v1/models')).toHaveLength(1);
    memory.forget(simulator.url);
    await complete(await client(simulator, { memory }));
    expect(simulator.prompts.at(-2)?.path).toBe('/infill');
  });

  it.each(['unauthorised', 'html', 'loading'] as const)('a look that meets %s is made again', async (fault) => {
    const simulator = await simulate({ dialect: 'llamacpp', fault, answer, retryAfterSeconds: 0 });
    const endpoint = await client(simulator, { model: 'anything' });
    await failure(complete(endpoint));
    simulator.fault = undefined;
    expect(await complete(endpoint)).toBe('42');
    expect(simulator.prompts.at(-1)?.path).toBe('/infill');
  });

  it('an endpoint that cannot be looked at but answers is looked at once', async () => {
    const simulator = await simulate({ answer });
    const fetch: typeof globalThis.fetch = (input, init) =>
      init?.method === 'POST' ? globalThis.fetch(input, init) : Promise.reject(new TypeError('fetch failed'));
    let looks = 0;
    const counted: typeof globalThis.fetch = (input, init) => {
      if (init?.method !== 'POST') looks++;
      return fetch(input, init);
    };
    const endpoint = await client(simulator, { model: 'anything', fetch: counted });
    expect(await complete(endpoint)).toBe('42');
    expect(await complete(endpoint)).toBe('42');
    expect(looks).toBe(1);
  });

  it('a kind that the user chose asks nothing first', async () => {
    const simulator = await simulate({ dialect: 'ollama', answer });
    await complete(await client(simulator, { fim: 'suffix' }));
    expect(simulator.requests.map(({ path }) => path)).toEqual(['/v1/completions']);
  });
});

it('any text arrives whole, in whatever dialect and pieces', async () => {
  const ways = [
    ['openai', 'suffix'],
    ['openai', 'template'],
    ['llamacpp', 'infill'],
    ['mistral', 'mistral'],
    ['deepseek', 'deepseek'],
  ] as const;
  const texts = fc.string({ unit: 'binary', maxLength: 200 }).filter((text) => text.isWellFormed());
  const faults = fc.constantFrom(undefined, 'split-utf8', 'many-events-per-chunk', 'no-done');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ways), texts, fc.nat(30), faults, async ([dialect, fim], text, size, fault) => {
      const simulator = await EndpointSimulator.start({
        dialect,
        answer: () => text,
        chunkSize: size + 1,
        ...(fault ? { fault } : {}),
      });
      try {
        expect(await complete(await client(simulator, { fim }), { maxTokens: 1000 })).toBe(text);
      } finally {
        await simulator.close();
      }
    }),
    { numRuns: 40 },
  );
});

describe('what is sent', () => {
  it("to llama.cpp's infill: other files as files", async () => {
    const simulator = await simulate({ dialect: 'llamacpp', answer });
    await complete(await client(simulator), { prompt: await withFile(), multiLine: false });
    expect(simulator.prompts[0]?.body).toEqual({
      model: 'qwen2.5-coder',
      input_prefix: 'const x = ',
      input_suffix: ';',
      input_extra: [{ filename: 'src/a.ts', text: 'export const a = 1;\n' }],
      prompt: '',
      n_predict: 64,
      temperature: 0,
      cache_prompt: true,
      stop: ['\n'],
      stream: true,
    });
  });

  it('to Mistral: its own address, chat-shaped events', async () => {
    const simulator = await simulate({ dialect: 'mistral', answer });
    const endpoint = await client(simulator, { model: 'codestral-latest', fim: 'mistral' });
    expect(await complete(endpoint, { prompt: await withFile() })).toBe('42');
    expect(simulator.prompts[0]?.path).toBe('/v1/fim/completions');
    expect(simulator.prompts[0]?.body).toMatchObject({
      prompt: '+++++ src/a.ts\nexport const a = 1;\n\n+++++ src/main.ts\nconst x = ',
      suffix: ';',
      max_tokens: 64,
    });
  });

  it.each(['', '/beta'])('to DeepSeek with the base URL ending in "%s": beneath /beta', async (end) => {
    const simulator = await simulate({ dialect: 'deepseek', answer });
    const url = simulator.url.replace('/v1', end);
    expect(await complete(await client({ url }, { model: 'deepseek-chat', fim: 'deepseek' }))).toBe('42');
    expect(simulator.prompts[0]?.path).toBe('/beta/completions');
    expect(simulator.prompts[0]?.body).toMatchObject({ prompt: 'const x = ', suffix: ';' });
  });

  it('to a hosted service that is known by its address: its own way at once', async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      asked.push(String(input));
      return new Response('data: {"choices":[{"delta":{"content":"42"},"text":"42"}]}\n\ndata: [DONE]\n\n', {
        headers: { 'content-type': 'text/event-stream' },
      });
    };
    const services = [
      'https://codestral.mistral.ai/v1',
      'https://api.deepseek.com',
      'https://api.siliconflow.cn/v1',
      'https://qianfan.baidubce.com/v2',
      'https://api.openai.com/v1',
    ];
    for (const url of services) await complete(await client({ url }, { model: 'anything', fetch }));
    expect(asked).toEqual([
      'https://codestral.mistral.ai/v1/fim/completions',
      'https://api.deepseek.com/beta/completions',
      'https://api.siliconflow.cn/v1/completions',
      'https://qianfan.baidubce.com/v2/completions',
      'https://api.openai.com/v1/chat/completions',
    ]);
  });
});

describe('a lost connection', () => {
  const losing = (
    times: number,
    code: string,
  ): { readonly fetch: typeof globalThis.fetch; readonly asked: string[] } => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      asked.push(String(input));
      const cause = Object.assign(new Error(code), { code });
      if (asked.length <= times) return Promise.reject(new TypeError('fetch failed', { cause }));
      return globalThis.fetch(input, init);
    };
    return { fetch, asked };
  };

  it('that had been kept from an earlier request is made anew', async () => {
    const simulator = await simulate({ answer });
    const { fetch, asked } = losing(1, 'ECONNRESET');
    expect(await complete(await client(simulator, { fim: 'suffix', fetch }))).toBe('42');
    expect(asked).toHaveLength(2);
  });

  it.each([
    [2, 'UND_ERR_SOCKET', 'unreachable', 2],
    [1, 'ECONNREFUSED', 'unreachable', 1],
  ])('%i times with %s is told as %s', async (times, code, kind, asks) => {
    const { fetch, asked } = losing(times, code);
    const error = await failure(complete(await client({ url: 'http://127.0.0.1:9/v1' }, { fim: 'suffix', fetch })));
    expect(error.kind).toBe(kind);
    expect(asked).toHaveLength(asks);
  });
});

it('an answer waits for a server that is loading', async () => {
  const simulator = await simulate({ fault: 'loading', answer: () => 'It adds.' });
  const asking = chat(
    await client(simulator),
    await sendable([{ slot: 'question', text: 'Why?', origin: { kind: 'user' } }]),
  );
  await simulator.waitForRequest(() => simulator.prompts.length >= 2);
  simulator.fault = undefined;
  expect(await asking).toBe('It adds.');
});
