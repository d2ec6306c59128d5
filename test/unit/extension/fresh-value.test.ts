import { describe, expect, it } from 'vitest';
import { FreshValue } from '../../../src/extension/fresh-value';

function held<T>() {
  let release: (value: T) => void = () => undefined;
  const read = new Promise<T>((resolve) => (release = resolve));
  return { read: () => read, release };
}

describe('FreshValue', () => {
  it('has none before the first, and none while the next is made', async () => {
    const value = new FreshValue<string>();
    expect(value.current).toBeUndefined();
    await value.make(async () => 'one');
    const { read, release } = held<string>();
    const next = value.make(read);
    expect(value.current).toBeUndefined();
    release('two');
    expect([await next, value.current]).toEqual(['two', 'two']);
  });

  it('lets nothing come into force that was read before a change', async () => {
    const value = new FreshValue<string>();
    const { read, release } = held<string>();
    const reading = value.make(read);
    value.outdate();
    release('old rules');
    expect([await reading, value.current]).toEqual([undefined, undefined]);
  });

  it('keeps the newest of two that end in the wrong order', async () => {
    const value = new FreshValue<string>();
    const { read, release } = held<string>();
    const first = value.make(read);
    await value.make(async () => 'new');
    release('old');
    expect([await first, value.current]).toEqual([undefined, 'new']);
  });

  it('has none when reading fails', async () => {
    const value = new FreshValue<string>();
    await value.make(async () => 'old');
    await expect(value.make(() => Promise.reject(new Error('unreadable')))).rejects.toThrow('unreadable');
    expect(value.current).toBeUndefined();
  });
});
