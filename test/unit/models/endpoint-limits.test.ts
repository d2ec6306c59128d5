import { type AddressInfo, createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { EndpointLimits, type LimitSettings, ModelError, type TokenUse } from '../../../src/engine/models';
import { chat, client, complete, failure, sendable, simulate } from './endpoint-fixture';

const nothing: TokenUse = { input: 0, output: 0 };
const signal = new AbortController().signal;

/** Limits under a clock that a test sets, with a count of tokens in memory. */
function limitsOf(settings: Partial<LimitSettings>) {
  const clock = { ms: 0 };
  let used = nothing;
  const record = {
    today: () => used,
    add: ({ input, output }: TokenUse) => {
      used = { input: used.input + input, output: used.output + output };
    },
  };
  const limits = new EndpointLimits(
    'model.example',
    () => ({ requestsPerMinute: 0, dailyTokens: 0, ...settings }),
    record,
    () => clock.ms,
  );
  return { limits, clock, record };
}

const question = () => sendable([{ slot: 'question', text: 'Why?', origin: { kind: 'user' } }]);

describe('requests per minute', () => {
  it('are refused at once when they would have to wait too long, with what to do', async () => {
    const { limits, clock } = limitsOf({ requestsPerMinute: 2 });
    (await limits.enter(0, signal)).end(nothing);
    clock.ms = 10_000;
    (await limits.enter(0, signal)).end(nothing);
    clock.ms = 20_000;
    const error = await failure(limits.enter(0, signal));
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 40_000 });
    expect(error.message).toBe(
      '2 requests were sent to model.example in a minute: wait 40 s, or raise cairn.endpoint.requestsPerMinute.',
    );
    clock.ms = 60_000;
    (await limits.enter(0, signal)).end(nothing);
    expect((await failure(limits.enter(0, signal))).retryAfterMs).toBe(10_000);
  });

  it.each([
    [1, 1],
    [1.5, 1],
    [0.2, 1],
    [2.9, 2],
  ])('of %d let %i through at once', async (requestsPerMinute, most) => {
    const { limits } = limitsOf({ requestsPerMinute });
    const turns = await Promise.allSettled([1, 2, 3, 4].map(() => limits.enter(0, signal)));
    expect(turns.filter(({ status }) => status === 'fulfilled')).toHaveLength(most);
  });

  it('hold for those that wait for a place, and a refused one gives its place back', async () => {
    const { limits } = limitsOf({ requestsPerMinute: 5 });
    const running = await Promise.all([1, 2, 3, 4].map(() => limits.enter(0, signal)));
    const waiting = [1, 2].map(() => limits.enter(0, signal));
    for (const turn of running) turn.end(nothing);
    const ended = await Promise.allSettled(waiting);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await failure(limits.enter(0, signal))).kind).toBe('rate-limited');
  });

  it('never exceed the limit in any minute', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 60 }),
        async (requestsPerMinute, steps) => {
          const { limits, clock } = limitsOf({ requestsPerMinute });
          const sent: number[] = [];
          for (const step of steps) {
            clock.ms += step;
            const turn = await limits.enter(0, signal).catch((error: unknown) => {
              expect(error).toBeInstanceOf(ModelError);
            });
            if (turn) sent.push(clock.ms);
            turn?.end(nothing);
          }
          for (const at of sent)
            expect(sent.filter((other) => other <= at && other > at - 60_000).length).toBeLessThanOrEqual(
              requestsPerMinute,
            );
        },
      ),
    );
  });
});

describe('tokens of a day', () => {
  it('are counted, and end with one sentence', async () => {
    const { limits } = limitsOf({ dailyTokens: 1000 });
    (await limits.enter(0, signal)).end({ input: 700, output: 299 });
    (await limits.enter(0, signal)).end({ input: 1, output: 0 });
    const error = await failure(limits.enter(60_000, signal));
    expect(error).toMatchObject({ kind: 'over-budget', retryAfterMs: undefined });
    expect(error.message).toBe(
      "Today's 1,000 tokens for model.example are used up: raise cairn.endpoint.dailyTokens, or go on tomorrow.",
    );
  });

  it('are what the endpoint says, else an estimate; nothing for a refusal', async () => {
    const simulator = await simulate({ answer: () => 'twelve chars' });
    const { limits, record } = limitsOf({});
    const model = await client(simulator, { limits, fim: 'suffix' });
    await complete(model);
    expect(record.today()).toEqual({ input: 8, output: 3 });
    simulator.usage = { prompt_tokens: 100, completion_tokens: 20 };
    await complete(model);
    expect(record.today()).toEqual({ input: 108, output: 23 });
    simulator.fault = 'server-error';
    await failure(complete(model));
    expect(record.today()).toEqual({ input: 108, output: 23 });
  });

  it('are counted for a stream that breaks off', async () => {
    const simulator = await simulate({ fault: 'close-mid-stream', answer: () => 'one two three four' });
    const { limits, record } = limitsOf({});
    await failure(complete(await client(simulator, { limits, fim: 'suffix' })));
    expect(record.today()).toEqual({ input: 8, output: 2 });
  });

  it.each(['slow-first-byte', 'slow-first-event'] as const)(
    'of a prompt are counted when %s makes the user give up, or the wait end',
    async (fault) => {
      const simulator = await simulate({ fault });
      const { limits, record } = limitsOf({});
      const model = await client(simulator, { limits, fim: 'suffix' });
      for (const times of [1, 2, 3]) {
        const abort = new AbortController();
        const completing = failure(complete(model, { signal: abort.signal }));
        await simulator.waitForRequest(() => simulator.prompts.length === times);
        abort.abort();
        expect((await completing).name).toBe('AbortError');
        expect(record.today()).toEqual({ input: 8 * times, output: 0 });
      }
      const hasty = await client(simulator, { limits, fim: 'suffix', timeouts: { completionFirstByteMs: 2000 } });
      expect((await failure(complete(hasty))).kind).toBe('timeout');
      expect(record.today()).toEqual({ input: 32, output: 0 });
    },
  );

  it('are not counted where no connection is made', async () => {
    const { limits, record } = limitsOf({});
    await failure(complete(await client({ url: 'http://127.0.0.1:9/v1' }, { limits, fim: 'suffix' })));
    expect(record.today()).toEqual(nothing);
  });

  it('are not counted for a prompt that is given up before it is written', async () => {
    // Never answers the handshake, so that nothing can be sent.
    const mute = createServer();
    const connected = new Promise<Socket>((resolve) => mute.once('connection', resolve));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const { limits, record } = limitsOf({});
    const abort = new AbortController();
    const model = await client({ url: `https://127.0.0.1:${port}/v1` }, { limits, fim: 'suffix' });
    const completing = failure(complete(model, { signal: abort.signal }));
    const socket = await connected;
    abort.abort();
    expect((await completing).name).toBe('AbortError');
    expect(record.today()).toEqual(nothing);
    socket.destroy();
    await new Promise((resolve) => mute.close(resolve));
  });

  it('are counted for a prompt on a connection that cannot be watched', async () => {
    const { limits, record } = limitsOf({});
    const abort = new AbortController();
    const fetch: typeof globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        abort.abort();
      });
    const model = await client({ url: 'http://model.example/v1' }, { limits, fim: 'suffix', fetch });
    expect((await failure(complete(model, { signal: abort.signal }))).name).toBe('AbortError');
    expect(record.today()).toEqual({ input: 8, output: 0 });
  });

  it('used up, nothing is sent', async () => {
    const simulator = await simulate();
    const { limits, record } = limitsOf({ dailyTokens: 10 });
    record.add({ input: 10, output: 0 });
    const model = await client(simulator, { limits });
    expect((await failure(complete(model))).kind).toBe('over-budget');
    expect((await failure(chat(model, await question()))).kind).toBe('over-budget');
    expect(simulator.prompts).toHaveLength(0);
  });
});

describe('what the server asks for', () => {
  it.each(['rate-limited', 'loading'] as const)('after %s nothing is sent until then', async (fault) => {
    const simulator = await simulate({ fault, retryAfterSeconds: 30, answer: () => '42' });
    const { limits, clock } = limitsOf({});
    const model = await client(simulator, { limits, fim: 'suffix' });
    await failure(complete(model));
    simulator.fault = undefined;
    clock.ms = 10_000;
    const error = await failure(complete(model));
    expect(error).toMatchObject({ kind: fault, retryAfterMs: 20_000 });
    expect(error.message).toMatch(/asked not to be asked: it can be asked again in 20 s/);
    expect(simulator.prompts).toHaveLength(1);
    clock.ms = 30_000;
    expect(await complete(model)).toBe('42');
  });

  it('holds for every client of the endpoint; an answer waits when that is not long', async () => {
    const simulator = await simulate({ fault: 'rate-limited', retryAfterSeconds: 1, answer: () => 'It adds.' });
    const { limits, clock } = limitsOf({});
    const ask = () => client(simulator, { limits, fim: 'suffix' });
    await failure(complete(await ask()));
    simulator.fault = undefined;
    expect((await failure(complete(await ask()))).kind).toBe('rate-limited');
    const asking = chat(await ask(), await question());
    clock.ms = 1000;
    expect(await asking).toBe('It adds.');
    expect(simulator.prompts).toHaveLength(2);
  });

  it.each([
    ['4000', 4_000_000, '67 min'],
    ['7200', 7_200_000, '120 min'],
    ['20000', 20_000_000, '6 h'],
    ['86400', 86_400_000, '24 h'],
    ['9999999', 86_400_000, '24 h'],
    ['1.5', 1500, '2 s'],
    ['Fri, 27 Nov 2026 13:00:00 GMT', 3_600_000, '60 min'],
    ['Fri, 27 Nov 2026 12:00:30 GMT', 30_000, '30 s'],
    ['Fri, 27 Nov 2026 11:00:00 GMT', 0, undefined],
    ['Sat, 28 Nov 2026 18:00:00 GMT', 86_400_000, '24 h'],
    ['soon', undefined, undefined],
  ])('as retry-after %j is kept to and told', async (header, retryAfterMs, words) => {
    vi.useFakeTimers({ now: new Date('2026-11-27T12:00:00Z'), toFake: ['Date'] });
    try {
      const fetch: typeof globalThis.fetch = async () =>
        new Response('{}', { status: 429, headers: { 'retry-after': header } });
      const { limits, clock } = limitsOf({});
      const model = await client({ url: 'http://model.example/v1' }, { limits, fim: 'suffix', fetch });
      const error = await failure(complete(model));
      expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs });
      if (words) expect(error.message).toContain(`it can be asked again in ${words}, or use another endpoint.`);
      if (!retryAfterMs) return;
      clock.ms = retryAfterMs - 1;
      expect((await failure(complete(model))).message).toMatch(/asked not to be asked/);
    } finally {
      vi.useRealTimers();
    }
  });

  it('holds for the key that was used, not for another one', async () => {
    const { limits } = limitsOf({});
    limits.failed(new ModelError('rate-limited', 'x', 50_000));
    await failure(limits.enter(0, signal));
    limits.keyChanged();
    (await limits.enter(0, signal)).end(nothing);
  });

  it('a wait ends when it is given up', async () => {
    const { limits } = limitsOf({});
    limits.failed(new ModelError('rate-limited', 'x', 50_000));
    const abort = new AbortController();
    const waiting = failure(limits.enter(60_000, abort.signal));
    abort.abort();
    expect((await waiting).name).toBe('AbortError');
  });
});

describe('requests at a time', () => {
  it('are at most four; the next one waits, and can be given up', async () => {
    const { limits } = limitsOf({});
    const turns = await Promise.all([1, 2, 3, 4].map(() => limits.enter(0, signal)));
    const abort = new AbortController();
    const given = failure(limits.enter(0, abort.signal));
    const order: string[] = [];
    const fifth = limits.enter(0, signal).then((turn) => (order.push('fifth'), turn));
    abort.abort();
    expect((await given).name).toBe('AbortError');
    order.push('ended');
    turns[0]?.end(nothing);
    turns[0]?.end(nothing);
    (await fifth).end(nothing);
    expect(order).toEqual(['ended', 'fifth']);
    for (const turn of turns) turn.end(nothing);
    await Promise.all([1, 2, 3, 4].map(() => limits.enter(0, signal)));
  });

  it('a place is given back however a request ends', async () => {
    const simulator = await simulate({ answer: () => 'one two three four' });
    const { limits } = limitsOf({});
    const model = await client(simulator, { limits, fim: 'suffix' });
    for (const fault of ['server-error', 'close-mid-stream', 'not-json', 'html', 'unauthorised'] as const) {
      simulator.fault = fault;
      await failure(complete(model));
      await failure(complete(model, { signal: AbortSignal.abort() }));
    }
    simulator.fault = undefined;
    expect(await complete(model)).toBe('one two three four');
  });
});
