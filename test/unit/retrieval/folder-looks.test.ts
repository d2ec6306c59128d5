import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryHost } from '../support/memory-host';
import { Workbench } from './workbench';

const limits = { maxFileBytes: 10_000, maxFiles: 1000, maxBytes: 1e9 };

describe('the look for changes that nobody told of', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('comes when it is due, once for all who ask before, and not when another look came meanwhile', async () => {
    const host = memoryHost({ '/w/a.ts': 'function first() {\n}\n' });
    let clock = 0;
    let looks = 0;
    const counting = {
      ...host,
      monotonic: () => clock,
      list: (directory: string) => {
        looks++;
        return host.list(directory);
      },
    };
    const bench = new Workbench(counting, limits);
    const pass = async (ms: number): Promise<void> => {
      clock += ms;
      await vi.advanceTimersByTimeAsync(ms);
      await bench.engine.whenReady();
    };
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    await bench.engine.whenReady();
    // The second look for what came before the watcher.
    await pass(4_000);
    const before = looks;
    await host.writeFile('/w/missed.ts', 'function missed() {\n}\n');
    for (let focus = 0; focus < 3; focus++) bench.engine.reconcile();
    await pass(29_000);
    expect(looks).toBe(before);
    await pass(1_000);
    expect(looks).toBe(before + 1);
    expect((await bench.engine.status()).files).toBe(2);
    bench.engine.reconcile();
    bench.engine.setLimits({ ...limits, maxFiles: 999 });
    await bench.engine.whenReady();
    expect(looks).toBe(before + 2);
    await pass(60_000);
    expect(looks).toBe(before + 2);
    bench.engine.dispose();
  });
});
