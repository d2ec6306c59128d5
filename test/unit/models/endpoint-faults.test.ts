import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { atCursor, chat, client, complete, failure, filePart, sendable, simulate, trace } from './endpoint-fixture';

/** Short waits only where waiting is what is tested, so that a busy machine changes nothing. */
const shortIdle = { completionFirstByteMs: 15000, completionIdleMs: 150, chatIdleMs: 150 };

describe('a broken endpoint', () => {
  it('gives the time after which it can be asked again', async () => {
    const simulator = await simulate({ fault: 'rate-limited', retryAfterSeconds: 7 });
    expect((await failure(complete(await client(simulator)))).retryAfterMs).toBe(7000);
  });

  it('asks once for a completion and three times for an answer', async () => {
    const simulator = await simulate({ fault: 'rate-limited', retryAfterSeconds: 0 });
    const model = await client(simulator);
    await failure(complete(model));
    expect(simulator.prompts).toHaveLength(1);
    await failure(chat(model, await sendable([{ slot: 'question', text: 'Why?', origin: { kind: 'user' } }])));
    expect(simulator.prompts).toHaveLength(4);
  });

  it('asks for a key where none is set', async () => {
    const simulator = await simulate({ fault: 'unauthorised' });
    expect((await failure(complete(await client(simulator)))).message).toMatch(/asks for a key: set one/);
  });

  it('names a host at which nothing listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(complete(await client({ url: `http://127.0.0.1:${port}/v1` })));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toBe(
      `Nothing answers at 127.0.0.1:${port}: start the server there, or correct the endpoint's base URL.`,
    );
  });

  it('tells a server that does not speak https', async () => {
    const { port } = await simulate();
    const error = await failure(complete(await client({ url: `https://127.0.0.1:${port}/v1` })));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toBe(
      `127.0.0.1:${port} does not answer by https: write http:// in the endpoint's base URL, or check the port.`,
    );
  });

  it('tells a port that does not speak HTTP', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('SSH-2.0-nothing\r\n', () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const error = await failure(complete(await client({ url: `http://127.0.0.1:${port}` })));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toMatch(/without an HTTP answer/);
    await new Promise((resolve) => server.close(resolve));
  });

  it('faults of an answer in chat are told the same way', async () => {
    const simulator = await simulate({ fault: 'stall', answer: () => 'one two three four' });
    const model = await client(simulator, { timeouts: shortIdle });
    const prompt = await sendable([{ slot: 'question', text: 'Why?', origin: { kind: 'user' } }]);
    const seen: string[] = [];
    const answer = async (): Promise<void> => {
      for await (const piece of model.chat({ trace, prompt, maxTokens: 99 }, new AbortController().signal))
        seen.push(piece);
    };
    expect((await failure(answer())).kind).toBe('stalled');
    expect(seen).toEqual(['one two ']);
  });
});

describe('an odd endpoint that still speaks the protocol', () => {
  const answer = (): string => 'grüße 👋 日本語 und mehr';
  it.each(['split-utf8', 'many-events-per-chunk', 'no-done', 'reasoning'] as const)(
    '%s gives the whole text',
    async (fault) => {
      const simulator = await simulate({ fault, answer, chunkSize: 3 });
      expect(await complete(await client(simulator))).toBe(answer());
    },
  );

  it('an endless stream is cut and its socket closed', async () => {
    const simulator = await simulate({ fault: 'endless', answer: () => 'again and again ', chunkSize: 16 });
    const text = await complete(await client(simulator), { maxTokens: 20 });
    expect(text).toBe('again and again '.repeat(20));
    const [request] = simulator.prompts;
    if (!request) throw new Error('no request');
    expect((await simulator.waitForAbort(request)).abortedAt).toBeDefined();
  });

  it('an endless line is cut', async () => {
    const simulator = await simulate({ fault: 'endless-line' });
    const error = await failure(complete(await client(simulator, { timeouts: { completionFirstByteMs: 4000 } })));
    expect(['not-the-protocol', 'timeout']).toContain(error.kind);
  });

  it('a completion that takes too long ends with what it has', async () => {
    const simulator = await simulate({ fault: 'stall', answer: () => 'begun and never ended' });
    const model = await client(simulator, { timeouts: { completionTotalMs: 1500, completionIdleMs: 60000 } });
    expect(await complete(model)).toBe('begun an');
  });
});

describe('aborting', () => {
  it('before the first byte closes the socket', async () => {
    const simulator = await simulate({ fault: 'slow-first-byte' });
    const abort = new AbortController();
    const completing = failure(complete(await client(simulator), { signal: abort.signal }));
    const request = await simulator.waitForRequest();
    abort.abort();
    expect((await completing).name).toBe('AbortError');
    await simulator.waitForAbort(request);
  });

  it('in mid-stream closes the socket and ends with an AbortError', async () => {
    const simulator = await simulate({ fault: 'stall', answer: () => 'one two three' });
    const model = await client(simulator);
    const abort = new AbortController();
    const prompt = await atCursor('const x = ');
    const completing = async (): Promise<void> => {
      for await (const chunk of model.complete({ trace, prompt, maxTokens: 9, multiLine: true }, abort.signal))
        if (chunk.text) abort.abort();
    };
    expect((await failure(completing())).name).toBe('AbortError');
    const request = await simulator.waitForRequest();
    await simulator.waitForAbort(request);
  });

  it('leaving the loop closes the socket', async () => {
    const simulator = await simulate({ fault: 'stall', answer: () => 'one two three' });
    const model = await client(simulator);
    const prompt = await atCursor('const x = ');
    const { signal } = new AbortController();
    for await (const chunk of model.complete({ trace, prompt, maxTokens: 9, multiLine: true }, signal)) {
      expect(chunk.text).toBe('one two ');
      break;
    }
    await simulator.waitForAbort(await simulator.waitForRequest());
  });

  it('an aborted signal sends nothing', async () => {
    const simulator = await simulate();
    const model = await client(simulator);
    expect((await failure(complete(model, { signal: AbortSignal.abort() }))).name).toBe('AbortError');
    expect(simulator.prompts).toHaveLength(0);
  });

  it('ends the wait between two tries', async () => {
    const simulator = await simulate({ fault: 'rate-limited', retryAfterSeconds: 50 });
    const model = await client(simulator);
    const abort = new AbortController();
    const prompt = await sendable([
      filePart('chunk', 'src/a.ts', 'x'),
      { slot: 'question', text: 'Why?', origin: { kind: 'user' } },
    ]);
    const chatting = failure(model.chat({ trace, prompt, maxTokens: 9 }, abort.signal)[Symbol.asyncIterator]().next());
    await simulator.waitForEnd(await simulator.waitForRequest());
    abort.abort();
    expect((await chatting).name).toBe('AbortError');
  });
});
