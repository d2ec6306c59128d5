import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryHost } from '../support/memory-host';
import { pathsOf, Workbench } from './workbench';

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

describe('a directory that comes', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  async function opened() {
    const host = memoryHost({ '/w/a.ts': 'function first() {\n}\n' });
    let clock = 0;
    const listed: string[] = [];
    const bench = new Workbench(
      { ...host, monotonic: () => clock, list: (directory) => (listed.push(directory), host.list(directory)) },
      limits,
    );
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    const pass = async (ms: number): Promise<void> => {
      clock += ms;
      await vi.advanceTimersByTimeAsync(ms);
      await bench.engine.whenReady();
    };
    await bench.engine.whenReady();
    await pass(5_000);
    const come = async (path: string): Promise<void> => {
      await host.writeFile(`${path}/below/first.ts`, 'function early() {\n}\n');
      bench.engine.fileChanged(`file://${path}`);
      await bench.engine.whenReady();
      listed.length = 0;
    };
    return { host, bench, pass, listed, come };
  }

  it('is looked into again as long as files come of which nobody tells, and then once a minute', async () => {
    const { host, bench, pass, listed, come } = await opened();
    await come('/w/made');
    for (let at = 0; at < 40; at++) {
      await host.writeFile(`/w/made/below/late${at}.ts`, `function late${at}() {\n}\n`);
      await pass(1_000);
      expect((await bench.engine.status()).files).toBe(3 + at);
    }
    await host.writeFile('/w/made/below/first.ts', 'function rewritten() {\n}\n');
    await pass(1_000);
    expect(pathsOf(await bench.ask('rewritten'))[0]).toBe('made/below/first.ts');
    listed.length = 0;
    const pauses = [4_000, 15_000, ...Array<number>(9).fill(60_000)];
    for (const pause of pauses) {
      await pass(pause - 1);
      const looks = listed.length;
      await pass(1);
      expect(listed.slice(looks)).toEqual(['/w/made', '/w/made/below']);
    }
    expect(listed).not.toContain('/w');
    bench.engine.dispose();
  });

  it('is not looked into without end for a file that is left out', async () => {
    const { host, bench, pass, listed, come } = await opened();
    await host.writeFile('/w/made/below/binary.ts', '\0\0\0');
    await come('/w/made');
    for (const pause of [1_000, 4_000, 15_000]) await pass(pause);
    await pass(59_000);
    expect(listed).toHaveLength(3 * 2);
    bench.engine.dispose();
  });

  it('is not left out when it is gone again, and is looked into when it came during a look through all', async () => {
    const { host, bench, pass, listed, come } = await opened();
    await come('/w/made');
    const skipped = (await bench.engine.status()).skipped;
    await host.remove('/w/made');
    bench.engine.fileDeleted('file:///w/made');
    await pass(60_000);
    expect((await bench.engine.status()).skipped).toEqual(skipped);
    expect(listed).toEqual(['/w/made']);
    bench.engine.setLimits({ ...limits, maxFiles: 999 });
    await come('/w/other');
    await host.writeFile('/w/other/below/late.ts', 'function late() {\n}\n');
    await pass(1_000);
    expect(pathsOf(await bench.ask('late'))).toEqual(['other/below/late.ts']);
    bench.engine.dispose();
  });
});
