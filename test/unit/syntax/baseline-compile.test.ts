import { describe, expect, it } from 'vitest';
import { BaselineCompile } from '../../../src/engine/syntax/baseline-compile';

describe('BaselineCompile', () => {
  it('compiles one after the other, and goes on after a failure', async () => {
    const baseline = new BaselineCompile();
    const seen: string[] = [];
    const step = (name: string, fails = false) =>
      baseline.run(async () => {
        seen.push(`${name} starts`);
        await Promise.resolve();
        seen.push(`${name} ends`);
        if (fails) throw new Error(`${name} fails`);
        return name;
      });
    const results = await Promise.allSettled([step('a'), step('b', true), step('c')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(seen).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  });

  it('compiles modules that run', async () => {
    const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
    const compiled = await new BaselineCompile().run(() => WebAssembly.compile(empty));
    expect(WebAssembly.Module.exports(compiled)).toEqual([]);
    await expect(WebAssembly.instantiate(await WebAssembly.compile(empty))).resolves.toBeDefined();
  });
});
