import { describe, expect, it } from 'vitest';
import { EndpointLimits, endpointClient, type ModelError, noLimits, type TokenUse } from '../../../src/engine/models';
import type { SimulatorOptions } from '../../simulator/simulator.mjs';
import { patient } from '../models/endpoint-fixture';
import { ask, cursorAt, gateway, setUp } from './pipeline-fixture';

const cursor = cursorAt('x = │\n');
const filled = (text: string): string => `<fill>${text}</fill>`;
const seedOf = ({ body }: { readonly body: { readonly seed?: number } }): number => body.seed ?? 0;

async function chatting(options: SimulatorOptions, limits = noLimits('simulator')) {
  const setup = await setUp(options);
  setup.settings = { alternativesWaitMs: 60_000 };
  setup.model = endpointClient({ baseUrl: setup.simulator.url, model: 'gpt', fim: 'chat', limits, timeouts: patient });
  const offered = async (): Promise<string[]> => {
    const outcome = await ask(setup, cursor, 'invoked');
    return outcome.kind === 'suggestion'
      ? [outcome.suggestion, ...outcome.alternatives].map(({ text }) => text)
      : [outcome.kind];
  };
  return { setup, offered };
}

/** Limits that keep a count of the tokens. */
function counted(requestsPerMinute = 0, dailyTokens = 0) {
  const uses: TokenUse[] = [];
  const today = (): TokenUse =>
    uses.reduce((sum, use) => ({ input: sum.input + use.input, output: sum.output + use.output }), {
      input: 0,
      output: 0,
    });
  const record = { today, add: (use: TokenUse) => void uses.push(use) };
  return { uses, limits: new EndpointLimits('simulator', () => ({ requestsPerMinute, dailyTokens }), record) };
}

describe('a model that only chats, asked by hand', () => {
  it('gives up to three texts: one as always, others drawn', async () => {
    const { setup, offered } = await chatting({ answer: (asked) => filled(`value${seedOf(asked)}();`) });
    await expect.poll(offered, { timeout: 30_000 }).toEqual(['value0();', 'value1();', 'value2();']);
    const bodies = setup.simulator.prompts.map(({ body }) => [body.seed ?? 0, body.temperature]);
    expect(bodies.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
      [0, undefined],
      [1, 0.8],
      [2, 0.8],
    ]);
    expect(setup.requested).toHaveLength(1);
  });

  it('is asked once where nobody asked by hand', async () => {
    const { setup } = await chatting({ answer: () => filled('value();') });
    expect(await ask(setup, cursor)).toMatchObject({ alternatives: [] });
    expect(setup.simulator.prompts).toHaveLength(1);
  });

  it('gives each text once, and none that a filter drops', async () => {
    const texts = ['value();', 'value();', 'Sorry, I cannot help with that.'];
    const { setup, offered } = await chatting({ answer: (asked) => filled(texts[seedOf(asked)] ?? '') });
    expect(await offered()).toEqual(['value();']);
    await expect.poll(() => setup.simulator.prompts.filter(({ endedAt }) => endedAt).length).toBe(3);
    expect(await offered()).toEqual(['value();']);
    expect(setup.simulator.prompts).toHaveLength(3);
  });

  it('draws its own way, and says how long in its own words, where it refuses ours', async () => {
    let number = 0;
    const { setup, offered } = await chatting({
      dialect: 'openai-reasoning',
      answer: () => filled(`value${++number}();`),
    });
    await expect.poll(async () => (await offered()).length, { timeout: 30_000 }).toBe(3);
    expect(setup.health).not.toContain('rejected');
    const before = setup.simulator.prompts.length;
    const elsewhere = await ask(setup, cursorAt('y = │\n'), 'invoked');
    expect(elsewhere.kind).toBe('suggestion');
    await expect.poll(() => setup.simulator.prompts.length).toBe(before + 3);
    const fields = setup.simulator.prompts.slice(before).map(({ body }) => Object.keys(body));
    for (const names of fields) {
      expect(names).toContain('max_completion_tokens');
      expect(names).not.toContain('temperature');
    }
  });

  it('is not asked more often than it may be in a minute: the first text comes before others', async () => {
    const { limits } = counted(2);
    const { setup, offered } = await chatting({ answer: (asked) => filled(`value${seedOf(asked)}();`) }, limits);
    await expect.poll(offered, { timeout: 30_000 }).toEqual(['value0();', 'value1();']);
    expect(setup.simulator.prompts).toHaveLength(2);
    expect(setup.health).toEqual(['answered']);
  });

  it('has all of its texts counted in the budget, and gives no other when that is used up', async () => {
    const { limits, uses } = counted(0, 100);
    const { setup, offered } = await chatting({ answer: (asked) => filled(`value${seedOf(asked)}();`) }, limits);
    await expect.poll(offered, { timeout: 30_000 }).toHaveLength(3);
    expect(uses.map(({ input, output }) => input > 0 && output > 0)).toEqual([true, true, true]);
    expect(await ask(setup, cursorAt('y = │\n'), 'invoked')).toMatchObject({ kind: 'failed' });
    expect(setup.simulator.prompts).toHaveLength(3);
  });

  it('is left alone when it says so to one of the others', async () => {
    const limits = noLimits('simulator');
    const { setup, offered } = await chatting({ answer: () => filled('value();'), retryAfterSeconds: 30 }, limits);
    const mayBeAsked = (): Promise<string> =>
      limits.enter(0, new AbortController().signal).then(
        (turn) => {
          turn.end({ input: 0, output: 0 });
          return 'yes';
        },
        ({ kind }: ModelError) => kind,
      );
    expect((await ask(setup, cursor)).kind).toBe('suggestion');
    setup.simulator.fault = 'rate-limited';
    expect(await offered()).toEqual(['value();']);
    await expect.poll(mayBeAsked, { timeout: 30_000 }).toBe('rate-limited');
    await expect.poll(() => setup.simulator.prompts.every(({ endedAt }) => endedAt)).toBe(true);
    const refused = setup.simulator.prompts.length;
    setup.simulator.fault = undefined;
    expect(await ask(setup, cursorAt('y = │\n'), 'invoked')).toMatchObject({ kind: 'failed' });
    expect(setup.simulator.prompts).toHaveLength(refused);
  });

  it('hears of it when the request is given up', async () => {
    const waiting = gateway();
    const { setup } = await chatting({
      answer: async () => {
        await waiting.promise;
        return filled('value();');
      },
    });
    const abort = new AbortController();
    const asking = ask(setup, cursor, 'invoked', abort.signal);
    await expect.poll(() => setup.simulator.prompts.length, { timeout: 30_000 }).toBe(3);
    abort.abort();
    expect(await asking).toEqual({ kind: 'nothing', reason: 'cancelled' });
    const aborted = (): number => setup.simulator.prompts.filter(({ abortedAt }) => abortedAt !== undefined).length;
    await expect.poll(aborted, { timeout: 30_000 }).toBe(3);
    waiting.open();
  });
});
