import { describe, expect, it } from 'vitest';
import { EndpointUse } from '../../../src/extension/endpoint-use';
import { useLine } from '../../../src/extension/use-text';

class Memory {
  readonly values = new Map<string, unknown>();
  keys(): readonly string[] {
    return [...this.values.keys()];
  }
  get(key: string): unknown {
    return this.values.get(key);
  }
  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, value);
    return Promise.resolve();
  }
}

const noon = new Date(2026, 10, 27, 12).getTime();
const dayMs = 86_400_000;

describe('what is used of an endpoint', () => {
  it('is counted over windows and restarts, by host', () => {
    const memory = new Memory();
    new EndpointUse(memory, 'one', () => noon).of('a:1').add({ input: 5, output: 1 });
    new EndpointUse(memory, 'two', () => noon).of('a:1').add({ input: 7, output: 2 });
    new EndpointUse(memory, 'two', () => noon).of('a:1').add({ input: 1, output: 1 });
    new EndpointUse(memory, 'two', () => noon).of('b').add({ input: 100, output: 100 });
    expect(new EndpointUse(memory, 'three', () => noon).of('a:1').today()).toEqual({ input: 13, output: 4 });
  });

  it('is counted apart for another port of the machine', () => {
    const memory = new Memory();
    const use = new EndpointUse(memory, 'one', () => noon);
    use.of('localhost:8080').add({ input: 5, output: 5 });
    use.of('[::1]:8080').add({ input: 3, output: 3 });
    expect(use.of('localhost').today()).toEqual({ input: 0, output: 0 });
    expect(use.of('localhost:8080').today()).toEqual({ input: 5, output: 5 });
    expect(use.of('[::1]:8080').today()).toEqual({ input: 3, output: 3 });
  });

  it('begins anew each day, and keeps no earlier one', () => {
    const memory = new Memory();
    let now = noon;
    const use = new EndpointUse(memory, 'one', () => now).of('a');
    use.add({ input: 5, output: 1 });
    now += dayMs;
    expect(use.today()).toEqual({ input: 0, output: 0 });
    use.add({ input: 2, output: 2 });
    expect(use.today()).toEqual({ input: 2, output: 2 });
    expect(memory.keys()).toHaveLength(1);
  });

  it('takes a damaged value for nothing', () => {
    const memory = new Memory();
    const use = new EndpointUse(memory, 'one', () => noon).of('a');
    use.add({ input: 5, output: 1 });
    for (const value of [7, null, 'x', { input: -1, output: 2 }, { input: '5', output: 1 }, { output: 1 }]) {
      for (const key of memory.keys()) memory.values.set(key, value);
      expect(use.today()).toEqual({ input: 0, output: 0 });
    }
  });

  it('can be erased, and nothing else with it', async () => {
    const memory = new Memory();
    memory.values.set('other', 1);
    const use = new EndpointUse(memory, 'one', () => noon);
    use.of('a').add({ input: 5, output: 1 });
    await use.erase();
    expect(memory.keys()).toEqual(['other']);
  });
});

describe('the line in the status bar', () => {
  const used = { input: 100_000, output: 20_000 };

  it.each([
    [0, undefined, undefined],
    [200_000, undefined, 'Today: 120,000 of 200,000 tokens.'],
    [0, { input: 0.3, output: 0.9 }, 'Today: 120,000 tokens, about 0.05.'],
    [200_000, { input: 0.02, output: 0 }, 'Today: 120,000 of 200,000 tokens, about 0.0020.'],
  ])('with a limit of %i and the price %j', (dailyTokens, price, line) => {
    expect(useLine(used, dailyTokens, price)).toBe(line);
  });
});
