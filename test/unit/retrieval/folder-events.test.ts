import { describe, expect, it, vi } from 'vitest';
import type { Host } from '../../../src/engine/host';
import { type MemoryHost, memoryHost } from '../support/memory-host';
import { pathsOf, Workbench } from './workbench';

const limits = { maxFileBytes: 10_000, maxFiles: 1000, maxBytes: 1e9 };
const textOf = (name: string): string => `function ${name}() {\n  return 1;\n}\n`;
const directories = Array.from({ length: 60 }, (_, at) => `/w/d${at}`);

/** An engine over `/w` whose host says which directory is about to be listed. */
function opened(host: MemoryHost, listing: (directory: string) => Promise<void>, some = limits): Workbench {
  const told: Host = {
    ...host,
    async list(directory) {
      await listing(directory);
      return host.list(directory);
    },
  };
  const bench = new Workbench(told, some);
  bench.setPolicy('', 'build/\n');
  bench.engine.setFolders(['file:///w']);
  bench.engine.start();
  return bench;
}

describe('the limit of bytes', () => {
  const small = { ...limits, maxBytes: 1000 };
  const sized = (name: string, bytes: number): string => textOf(name).padEnd(bytes, ' ');

  it('holds for directories and files that come by events, and is told of', async () => {
    const host = memoryHost({ '/w/a.ts': sized('early', 200) });
    let clock = 0;
    const bench = opened({ ...host, monotonic: () => (clock += 60_000) }, async () => undefined, small);
    await bench.engine.whenReady();
    await host.writeFile('/w/d/b.ts', sized('second', 700));
    bench.engine.fileChanged('file:///w/d');
    await bench.engine.whenReady();
    expect((await bench.engine.status()).files).toBe(2);
    expect((await bench.engine.status()).limit).toBeUndefined();
    for (let at = 0; at < 30; at++) {
      await host.writeFile(`/w/e/f${at}.ts`, sized(`late${at}`, 500));
      bench.engine.fileChanged(`file:///w/e/f${at}.ts`);
    }
    await bench.engine.whenReady();
    expect((await bench.engine.status()).files).toBe(2);
    expect((await bench.engine.status()).limit).toEqual({ kind: 'bytes', limit: 1000 });
    await host.remove('/w/d');
    bench.engine.fileDeleted('file:///w/d');
    clock += 1e9;
    bench.engine.reconcile();
    await bench.engine.whenReady();
    expect((await bench.engine.status()).files).toBe(2);
    bench.engine.dispose();
  });

  it('holds for a directory with more than there is room for, also after a start with a stored index', async () => {
    const host = memoryHost({ '/w/a.ts': sized('early', 900) });
    const begin = async (): Promise<Workbench> => {
      const bench = new Workbench(host, small, { store: { directory: '/store', savePauseMs: 0 } });
      bench.setPolicy('');
      bench.engine.setFolders(['file:///w']);
      bench.engine.start();
      await bench.engine.whenReady();
      return bench;
    };
    const first = await begin();
    await vi.waitFor(async () => expect((await host.list('/store').catch(() => [])).length).toBe(1));
    first.engine.dispose();
    const bench = await begin();
    await host.writeFile('/w/d/b.ts', sized('second', 500));
    bench.engine.fileChanged('file:///w/d');
    await bench.engine.whenReady();
    const { files, limit } = await bench.engine.status();
    expect([files, limit?.kind]).toEqual([1, 'bytes']);
    bench.engine.dispose();
  });
});

describe('directories that come while the folders are looked through', () => {
  it('do not make the look begin anew, and are looked through themselves', async () => {
    const host = memoryHost(Object.fromEntries(directories.map((path) => [`${path}/f.ts`, textOf('early')])));
    const listed: string[] = [];
    let made = 0;
    const bench = opened(host, async (directory) => {
      listed.push(directory);
      if (!directory.startsWith('/w/d') || made === 30) return;
      const path = `/w/made${++made}`;
      await host.writeFile(`${path}/below/f.ts`, textOf(`late${made}x`));
      bench.engine.fileChanged(`file://${path}`);
      await new Promise((resolve) => setImmediate(resolve));
    });
    await bench.engine.whenReady();
    expect(made).toBe(30);
    expect((await bench.engine.status()).files).toBe(90);
    expect(pathsOf(await bench.ask('late30x'))[0]).toBe('made30/below/f.ts');
    // The folder, its directories, and each that came with the one below it.
    expect(listed.length).toBe(1 + 60 + 2 * 30);
  });

  it('are left alone when they are ignored', async () => {
    const host = memoryHost({ '/w/a.ts': textOf('plain') });
    const listed: string[] = [];
    const bench = opened(host, async (directory) => void listed.push(directory));
    await bench.engine.whenReady();
    const before = listed.length;
    for (const path of ['build', 'node_modules']) {
      await host.writeFile(`/w/${path}/b.ts`, textOf('built'));
      bench.engine.fileChanged(`file:///w/${path}`);
    }
    await bench.engine.whenReady();
    expect(listed.length).toBe(before);
    expect((await bench.engine.status()).files).toBe(1);
  });

  it('can be followed by a file that comes where the look has been, which stays', async () => {
    const host = memoryHost(Object.fromEntries(directories.map((path) => [`${path}/f.ts`, textOf('early')])));
    const bench = opened(host, async (directory) => {
      if (directory !== '/w/d50') return;
      await host.writeFile('/w/new.ts', textOf('newcomer'));
      bench.engine.fileChanged('file:///w/new.ts');
      await expect.poll(async () => pathsOf(await bench.ask('newcomer'))).toEqual(['new.ts']);
    });
    await bench.engine.whenReady();
    expect((await bench.engine.status()).files).toBe(61);
    expect(pathsOf(await bench.ask('newcomer'))).toEqual(['new.ts']);
  });
});

describe('a workspace at its limit', () => {
  it('takes in no further file by an event, unless it is open', async () => {
    const host = memoryHost({
      '/w/a.ts': textOf('alpha'),
      '/w/b.ts': textOf('beta'),
      '/w/c.ts': textOf('gamma'),
      '/w/d/d.ts': textOf('delta'),
    });
    const bench = opened(host, async () => {}, { ...limits, maxFiles: 2 });
    const files = async () => (await bench.engine.status()).files;
    await bench.engine.whenReady();
    for (const path of ['c.ts', 'd/d.ts', 'd']) {
      bench.engine.fileChanged(`file:///w/${path}`);
      await bench.engine.whenReady();
      expect(await files()).toBe(2);
    }
    await host.writeFile('/w/b.ts', textOf('epsilon'));
    bench.engine.fileChanged('file:///w/b.ts');
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('epsilon'))[0]).toBe('b.ts');
    bench.engine.openDocument('file:///w/d/d.ts', 'typescript', 1, textOf('zeta'));
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('zeta'))[0]).toBe('d/d.ts');
    expect(await files()).toBe(2);
  });

  it('is not led beyond it by files that come one after the other', async () => {
    const host = memoryHost({ '/w/a.ts': textOf('alpha') });
    const bench = opened(host, async () => {}, { ...limits, maxFiles: 3 });
    await bench.engine.whenReady();
    for (let at = 0; at < 6; at++) {
      await host.writeFile(`/w/new${at}.ts`, textOf('later'));
      bench.engine.fileChanged(`file:///w/new${at}.ts`);
      await bench.engine.whenReady();
    }
    expect((await bench.engine.status()).files).toBe(3);
    await host.writeFile('/w/below/b.ts', textOf('later'));
    bench.engine.fileChanged('file:///w/below');
    await bench.engine.whenReady();
    expect((await bench.engine.status()).files).toBe(3);
  });
});

describe('a file that comes before the editor watches', () => {
  it('is found by a second look, without any event', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const bench = await Workbench.over({ '/w/a.ts': textOf('plain') });
      await bench.host.writeFile('/w/b.ts', textOf('unannounced'));
      expect(pathsOf(await bench.ask('unannounced'))).toEqual([]);
      await vi.advanceTimersByTimeAsync(10_000);
      await bench.engine.whenReady();
      expect(pathsOf(await bench.ask('unannounced'))).toEqual(['b.ts']);
      bench.engine.dispose();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a document that is opened while the folders are looked through', () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`/w/a/f${at}.ts`, textOf(`early${at}`)]));
  const nearby = { '/w/z/in/open.ts': textOf('opened'), '/w/z/in/beside.ts': textOf('neighbour') };

  it.each([
    ['before its directory is found', '/w/a'],
    ['when its directory has been found', '/w/z/in'],
    ['when all has been found', '/w/zz'],
  ])('brings what lies beside it before what was found first, %s', async (_, moment) => {
    const host = memoryHost({ ...many, ...nearby, '/w/zz/f.ts': textOf('last') });
    const read: string[] = [];
    let isOpen = false;
    const told: Host = {
      ...host,
      async readFile(path, maxBytes) {
        read.push(path);
        // The look goes ahead, so that much waits.
        await expect.poll(() => isOpen).toBe(true);
        return host.readFile(path, maxBytes);
      },
    };
    const bench = opened(told as MemoryHost, async (directory) => {
      if (directory !== moment) return;
      setImmediate(() => {
        isOpen = true;
        bench.engine.openDocument('file:///w/z/in/open.ts', 'typescript', 1, textOf('opened'));
      });
    });
    await bench.engine.whenReady();
    // Three files are in work at a time.
    expect(read.indexOf('/w/z/in/beside.ts')).toBeLessThan(20);
    expect(new Set(read).size).toBe(302);
    bench.engine.dispose();
  });
});
