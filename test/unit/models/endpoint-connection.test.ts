import { describe, expect, it } from 'vitest';
import { chat, client, complete, filePart, sendable, simulate } from './endpoint-fixture';

describe('connections to an endpoint', () => {
  it('one that an answer came over to its end serves the next requests', async () => {
    const simulator = await simulate({ answer: () => 'first + second', chunkSize: 3 });
    const endpoint = await client(simulator, { fim: 'suffix' });
    for (let times = 0; times < 4; times++) {
      await complete(endpoint);
      await Promise.all(simulator.prompts.map((request) => simulator.waitForEnd(request)));
      await chat(endpoint, await sendable([filePart('mention', 'src/a.ts', 'const a = 1;')]));
      await Promise.all(simulator.prompts.map((request) => simulator.waitForEnd(request)));
    }
    expect(simulator.prompts).toHaveLength(8);
    // A second one is opened where the end of an answer is still on its way.
    expect(new Set(simulator.prompts.map(({ connection }) => connection)).size).toBeLessThanOrEqual(2);
    expect(simulator.prompts.filter(({ abortedAt }) => abortedAt !== undefined)).toEqual([]);
  });

  it('one whose answer is not wanted to its end is closed', async () => {
    const simulator = await simulate({ answer: () => 'first\nsecond\nthird', chunkSize: 6, chunkDelayMs: 20_000 });
    const endpoint = await client(simulator, { fim: 'suffix' });
    const prompt = await sendable([filePart('prefix', 'src/main.ts', 'const x = ')]);
    const request = { trace: '0'.repeat(32) as never, prompt, maxTokens: 64, multiLine: true };
    for await (const _ of endpoint.complete(request, new AbortController().signal)) break;
    const [asked] = simulator.prompts;
    if (!asked) throw new Error('nothing was asked');
    await simulator.waitForAbort(asked);
    expect(asked.abortedAt).toBeDefined();
  });
});
