import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Host } from '../../../src/engine/host';
import { composePolicySnapshot, noExclusionSettings } from '../../../src/engine/workspace';
import { type MemoryHost, memoryHost } from '../support/memory-host';
import { Workbench } from './workbench';

const limits = { maxFileBytes: 10_000, maxFiles: 1000, maxBytes: 1e9 };
const day = 24 * 3_600_000;
const benches: Workbench[] = [];
afterEach(() => {
  for (const { engine } of benches.splice(0)) engine.dispose();
});

const newHost = (): MemoryHost =>
  memoryHost({
    '/w/a.ts': 'function first() {\n}\n',
    '/w/sub/b.ts': 'function second() {\n}\n',
    '/w/sub/d.ts': 'function fourth() {\n}\n',
    '/v/c.ts': 'function third() {\n}\n',
  });

/** A window on folders, each with the text of its `.cairnignore`, once its index is stored. */
async function window(host: Host, folders: Readonly<Record<string, string>>, isStored = true): Promise<Workbench> {
  const bench = new Workbench(host, limits, { store: { directory: '/store', savePauseMs: 0 } });
  benches.push(bench);
  const uris = Object.keys(folders).map((path) => `file://${path}`);
  const ignoreFiles = Object.entries(folders).map(([path, text]) => ({
    uri: `file://${path}/.cairnignore`,
    kind: 'cairnignore' as const,
    text,
  }));
  const sources = { folders: uris, settings: noExclusionSettings, ignoreFiles, epoch: 1 };
  bench.engine.setPolicy(composePolicySnapshot(sources).snapshot);
  bench.engine.setFolders(uris);
  bench.engine.start();
  await bench.engine.whenReady();
  if (isStored) await vi.waitFor(async () => expect(await stored(host)).toContain(Object.keys(folders).join()));
  await bench.engine.whenStored();
  return bench;
}

/** The folders of the stored indexes. */
async function stored(host: Host): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of await host.list('/store').catch(() => [])) {
    const text = Buffer.from(await host.readFile(`/store/${name}`)).toString('latin1');
    found.push(/"folders":\[(.*?)\]/.exec(text)?.[1]?.replace(/"|file:\/\//g, '') ?? name);
  }
  return found.sort();
}

describe('stored indexes of folders that overlap', () => {
  it.each([
    [{ '/w': '' }, { '/w/sub': '' }],
    [{ '/w/sub': '' }, { '/w': '' }],
    [{ '/w': '', '/v': '' }, { '/w': '' }],
    [{ '/w': '[private]\nx\n', '/v': '[private]\ny\n' }, { '/w': '[private]\nx\n' }],
  ])('stay when %j is opened and then %j', async (first, second) => {
    const host = newHost();
    await window(host, first);
    await window(host, second);
    await window(host, first);
    expect(await stored(host)).toEqual([Object.keys(first).join(), Object.keys(second).join()].sort());
  });

  it.each([
    [{ '/w': '' }, { '/w/sub': '[private]\nb.ts\n' }],
    [{ '/w/sub': '' }, { '/w': '[private]\nb.ts\n' }],
    [{ '/w': '[private]\nb.ts\n', '/v': '' }, { '/w': '[private]\na.ts\n' }],
    [{ '/w': '[private]\nb.ts\n', '/v': '' }, { '/w': '' }],
  ])('leave the disk when other files are private in %j than then in %j', async (first, second) => {
    const host = newHost();
    (await window(host, first)).engine.dispose();
    await window(host, second);
    expect(await stored(host)).toEqual([Object.keys(second).join()]);
  });
});

describe('a stored index that nobody uses', () => {
  /** The same machine so many days later. */
  const after = (host: MemoryHost, days: number): Host => ({ ...host, now: () => host.now() + days * day });

  it('leaves the disk after 90 days', async () => {
    const host = newHost();
    (await window(host, { '/v': '' })).engine.dispose();
    (await window(after(host, 80), { '/w': '' })).engine.dispose();
    expect(await stored(host)).toEqual(['/v', '/w']);
    (await window(after(host, 95), { '/w': '' })).engine.dispose();
    expect(await stored(host)).not.toContain('/v');
  });

  it('is written again when it is loaded after long, so that it does not seem unused', async () => {
    const host = newHost();
    (await window(host, { '/w': '' })).engine.dispose();
    const [entry] = await host.list('/store');
    const writtenAt = async () => (await host.stat(`/store/${entry?.name}`))?.modifiedMs;
    const before = await writtenAt();
    (await window(after(host, 10), { '/w': '' })).engine.dispose();
    expect(await writtenAt()).toBe(before);
    await window(after(host, 40), { '/w': '' });
    await vi.waitFor(async () => expect(await writtenAt()).not.toBe(before));
  });
});

describe('a stored index that cannot be used', () => {
  it('is left alone when another window has replaced it meanwhile', async () => {
    const host = newHost();
    (await window(host, { '/w': '' })).engine.dispose();
    const [entry] = await host.list('/store');
    const file = `/store/${entry?.name}`;
    const whole = await host.readFile(file);
    await host.writeFile(file, whole.slice(0, 100));
    const removed = vi.fn();
    const replacing: Host = {
      ...host,
      async readFile(path, most) {
        const content = await host.readFile(path, most);
        if (path === file) await host.writeFile(file, whole);
        return content;
      },
      remove: async (path) => void removed(path),
      writeFile: async () => undefined,
    };
    await window(replacing, { '/w': '' }, false);
    expect(removed).not.toHaveBeenCalledWith(file);
  });
});

describe('erasing', () => {
  it('takes the stored indexes from the disk also where their directory cannot be removed', async () => {
    const host = newHost();
    const remove = async (path: string): Promise<void> => {
      if (path === '/store') throw new Error('in use');
      await host.remove(path);
    };
    const { engine } = await window({ ...host, remove }, { '/w': '' });
    engine.setPaused(true);
    engine.erase();
    await engine.whenStored();
    expect(await stored(host)).toEqual([]);
  });
});
