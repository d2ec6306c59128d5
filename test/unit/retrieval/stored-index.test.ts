import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Host } from '../../../src/engine/host';
import { composePolicySnapshot, noExclusionSettings } from '../../../src/engine/workspace';
import { type MemoryHost, memoryHost } from '../support/memory-host';
import { lineParser, pathsOf, Workbench } from './workbench';

const limits = { maxFileBytes: 10_000, maxFiles: 1000, maxBytes: 1e9 };
const files = {
  '/w/src/policy.ts': 'export function readPolicy(text) {\n  return text;\n}\n',
  '/w/src/server.ts': 'export function startServer(port) {\n  return port;\n}\n',
  '/w/src/secret.ts': 'export function hiddenCanary() {\n  return canaryValue;\n}\n',
};

interface Opened {
  readonly bench: Workbench;
  readonly parsed: string[];
  readonly lines: string[];
  readonly told: string[];
}

async function open(
  host: MemoryHost,
  ignore = '',
  others: { syntax?: string; savePauseMs?: number } = {},
): Promise<Opened> {
  const parsed: string[] = [];
  const lines: string[] = [];
  const told: string[] = [];
  const parser: typeof lineParser = {
    parse(languageId, text) {
      parsed.push(text);
      return lineParser.parse(languageId, text);
    },
    references: () => Promise.resolve(undefined),
    dispose() {},
  };
  const store = { directory: '/store', log: (line: string) => void lines.push(line), ...others };
  const bench = new Workbench(host, limits, { store, parser });
  bench.engine.observe({ fileIndexed: (uri) => void told.push(uri), fileRemoved() {} });
  bench.setPolicy(ignore);
  bench.engine.setFolders(['file:///w']);
  bench.engine.start();
  await bench.engine.whenReady();
  return { bench, parsed, lines, told };
}

async function storedFiles(host: MemoryHost): Promise<string[]> {
  const entries = await host.list('/store').catch(() => []);
  return entries.filter((entry) => entry.kind === 'file').map((entry) => `/store/${entry.name}`);
}

async function storedText(host: MemoryHost): Promise<string> {
  const contents = await Promise.all((await storedFiles(host)).map((file) => host.readFile(file)));
  return contents
    .map((content) => Buffer.from(content).toString('latin1'))
    .join('\n')
    .toLowerCase();
}

/** Opens the folder and closes it when its index is saved. */
async function saved(host: MemoryHost, ignore = ''): Promise<string> {
  const { bench } = await open(host, ignore);
  await vi.waitFor(async () => expect(await storedFiles(host)).toHaveLength(1));
  bench.engine.dispose();
  return (await storedFiles(host))[0] as string;
}

describe('a stored index', () => {
  it('answers as before without parsing again, and tells the observers of every file', async () => {
    const host = memoryHost(files);
    await saved(host);
    const { bench, parsed, told, lines } = await open(host);
    expect(parsed).toEqual([]);
    expect(lines).toEqual([]);
    expect(pathsOf(await bench.ask('readPolicy'))[0]).toBe('src/policy.ts');
    expect((await bench.engine.symbols({ text: 'startS', want: 'symbol', limit: 5 })).map((hit) => hit.name)).toEqual([
      'startServer',
    ]);
    await vi.waitFor(() =>
      expect([...told].sort()).toEqual(
        Object.keys(files)
          .map((path) => `file://${path}`)
          .sort(),
      ),
    );
  });

  it('is parsed anew, and is used by its words meanwhile, when symbols are found by other rules than it was made by', async () => {
    const host = memoryHost({ ...files, '/w/broken.ts': 'function broken() {\n  @@broken@@\n}\n' });
    const made = await open(host);
    expect((await made.bench.engine.status()).setAside).toHaveLength(1);
    await vi.waitFor(async () => expect(await storedFiles(host)).toHaveLength(1));
    await made.bench.engine.whenStored();
    made.bench.engine.dispose();
    const never = new Promise<undefined>(() => undefined);
    const later: typeof lineParser = { parse: () => never, references: () => never, dispose() {} };
    const store = { directory: '/store', syntax: 'other rules' };
    const early = new Workbench(host, limits, { store, parser: later });
    early.setPolicy('');
    early.engine.setFolders(['file:///w']);
    early.engine.start();
    expect(pathsOf(await early.ask('readPolicy'))[0]).toBe('src/policy.ts');
    expect(await early.engine.symbols({ text: 'startS', want: 'symbol', limit: 5 })).toHaveLength(1);
    early.engine.dispose();

    const { bench, parsed, lines } = await open(host, '', { syntax: 'other rules', savePauseMs: 0 });
    expect([...parsed].sort()).toEqual(made.parsed.sort());
    expect(lines).toEqual([]);
    await vi.waitFor(async () => expect(await storedText(host)).toContain('other rules'));
    await bench.engine.whenStored();
    bench.engine.dispose();
    expect((await open(host, '', { syntax: 'other rules' })).parsed).toEqual([]);
  });

  it('is waited for by a question that comes while it is read', async () => {
    const host = memoryHost(files);
    await saved(host);
    const begin = Promise.withResolvers<void>();
    const slow: Host = {
      ...host,
      readFile: async (path) => {
        if (path.startsWith('/store/')) await begin.promise;
        return host.readFile(path);
      },
    };
    const bench = new Workbench(slow, limits, { store: { directory: '/store' } });
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    const answer = bench.ask('readPolicy');
    await new Promise((resolve) => setTimeout(resolve, 20));
    begin.resolve();
    expect(pathsOf(await answer)[0]).toBe('src/policy.ts');
  });

  it('is brought up to date with what has changed, come and gone since', async () => {
    const host = memoryHost(files);
    await saved(host);
    await host.writeFile('/w/src/policy.ts', 'export function readRules(text) {\n  return text + 1;\n}\n');
    await host.writeFile('/w/src/new.ts', 'export function newcomer() {\n}\n');
    await host.remove('/w/src/server.ts');
    const { bench, parsed } = await open(host);
    expect(parsed).toHaveLength(2);
    expect(pathsOf(await bench.ask('readRules'))[0]).toBe('src/policy.ts');
    expect(pathsOf(await bench.ask('newcomer'))[0]).toBe('src/new.ts');
    expect(pathsOf(await bench.ask('startServer'))).toEqual([]);
    expect((await bench.engine.status()).files).toBe(3);
  });

  it('is not used, and leaves the disk, when other files are private than when it was made', async () => {
    const host = memoryHost(files);
    const before = await saved(host);
    expect(Buffer.from(await host.readFile(before)).toString('latin1')).toContain('hiddenCanary');
    const { bench, parsed, lines } = await open(host, '[private]\nsecret.ts\n');
    expect(parsed).toHaveLength(2);
    expect(lines).toHaveLength(1);
    expect(pathsOf(await bench.ask('hiddenCanary'))).toEqual([]);
    await vi.waitFor(async () => expect(await storedFiles(host)).toHaveLength(1));
    for (const file of await storedFiles(host)) {
      expect(
        Buffer.from(await host.readFile(file))
          .toString('latin1')
          .toLowerCase(),
      ).not.toContain('canary');
    }
  });

  it('leaves the disk at once when a file in it becomes private', async () => {
    const host = memoryHost(files);
    await saved(host);
    const { bench } = await open(host);
    bench.setPolicy('[private]\nsecret.ts\n');
    await vi.waitFor(async () => expect(await storedFiles(host)).toEqual([]));
  });

  it('loses a file that became private while nothing ran, also when other folders are opened with its own', async () => {
    const host = memoryHost({ ...files, '/v/other.ts': 'export function other() {\n}\n' });
    const openBoth = (ignore: string): Workbench => {
      const bench = new Workbench(host, limits, { store: { directory: '/store' } });
      const folders = ['file:///w', 'file:///v'];
      const ignoreFiles = [{ uri: 'file:///w/.cairnignore', kind: 'cairnignore' as const, text: ignore }];
      const sources = { folders, settings: noExclusionSettings, ignoreFiles, epoch: 1 };
      bench.engine.setPolicy(composePolicySnapshot(sources).snapshot);
      bench.engine.setFolders(folders);
      bench.engine.start();
      return bench;
    };
    await saved(host);
    const before = openBoth('');
    await vi.waitFor(async () => expect(await storedFiles(host)).toHaveLength(2));
    before.engine.dispose();
    const after = openBoth('[private]\nsecret.ts\n');
    await after.engine.whenReady();
    await vi.waitFor(async () => {
      expect(await storedText(host)).toContain('startserver');
      expect(await storedText(host)).not.toContain('canary');
    });
    after.engine.dispose();
  });

  it.each([
    ['gone', 'come'],
    ['come', 'gone'],
  ])('leaves the disk at once when a file is moved to a private path, told as %s and %s', async (...events) => {
    const host = memoryHost(files);
    const ignore = '[private]\nprivate/\n';
    await saved(host, ignore);
    const { bench } = await open(host, ignore);
    await bench.engine.whenStored();
    expect(await storedText(host)).toContain('canary');
    const content = await host.readFile('/w/src/secret.ts');
    await host.remove('/w/src/secret.ts');
    await host.writeFile('/w/private/secret.ts', content);
    for (const event of events) {
      if (event === 'gone') bench.engine.fileDeleted('file:///w/src/secret.ts');
      else bench.engine.fileChanged('file:///w/private');
    }
    await bench.engine.whenStored();
    expect(await storedText(host)).not.toContain('canary');
    await vi.waitFor(async () => expect(await storedText(host)).toContain('readpolicy'));
    expect(await storedText(host)).not.toContain('canary');
    bench.engine.dispose();
  });

  it('stays when a private file comes and none has left the index', async () => {
    const host = memoryHost({ ...files, '/w/.env': 'TOKEN=1' });
    const file = await saved(host);
    const { bench } = await open(host);
    bench.engine.fileChanged('file:///w/.env');
    await bench.engine.whenReady();
    await bench.engine.whenStored();
    expect(await storedFiles(host)).toEqual([file]);
    bench.engine.dispose();
  });

  it('is built anew with one line in the log when it is damaged', async () => {
    const host = memoryHost(files);
    const file = await saved(host);
    const content = await host.readFile(file);
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length - 1), fc.boolean(), async (at, cut) => {
        const damaged = cut ? content.slice(0, at) : content.slice();
        if (!cut) damaged[at] = (damaged[at] as number) ^ 16;
        await host.writeFile(file, damaged);
        const { bench, parsed, lines } = await open(host);
        expect(lines).toHaveLength(1);
        expect(parsed).toHaveLength(3);
        expect(pathsOf(await bench.ask('readPolicy'))[0]).toBe('src/policy.ts');
        bench.engine.dispose();
      }),
      { numRuns: 30 },
    );
  });

  it('does not keep what an editor showed for what the disk has', async () => {
    const host = memoryHost(files);
    const { bench } = await open(host);
    bench.engine.openDocument('file:///w/src/policy.ts', 'typescript', 1, 'export function unsavedWords() {\n}\n');
    await bench.engine.whenReady();
    await vi.waitFor(async () => expect(await storedFiles(host)).toHaveLength(1));
    bench.engine.dispose();
    const again = await open(host);
    expect(pathsOf(await again.bench.ask('unsavedWords'))).toEqual([]);
    expect(pathsOf(await again.bench.ask('readPolicy'))[0]).toBe('src/policy.ts');
  });
});

describe('the directory of stored indexes', () => {
  it('loses the indexes of folders that are gone, what cannot be read and what old writes left, and nothing else', async () => {
    const host = memoryHost({ ...files, '/gone/a.ts': 'export function departed() {\n}\n' });
    const own = await saved(host);
    const other = new Workbench(host, limits, { store: { directory: '/store' } });
    other.setPolicy('', '', 'file:///gone');
    other.engine.setFolders(['file:///gone', 'file:///w']);
    other.engine.start();
    await vi.waitFor(async () => expect(await storedFiles(host)).toHaveLength(2));
    other.engine.dispose();
    await host.remove('/gone');
    await host.writeFile('/store/damaged.cairn-index', 'no index');
    await host.writeFile('/store/notes.txt', 'not ours');
    await host.writeFile('/store/old.cairn-index.tmp', 'cut off');
    const hour = 3_600_000;
    const young = { kind: 'file', size: 3, modifiedMs: 10 * hour } as const;
    await host.writeFile('/store/young.cairn-index.tmp', 'now');
    const later: Host = {
      ...host,
      now: () => 10 * hour + 1000,
      stat: async (path) => (path.includes('young') ? young : host.stat(path)),
    };
    const again = new Workbench(later, limits, { store: { directory: '/store' } });
    again.setPolicy('');
    again.engine.setFolders(['file:///w']);
    again.engine.start();
    const kept = [own, '/store/notes.txt', '/store/young.cairn-index.tmp'].sort();
    await vi.waitFor(async () => expect((await storedFiles(host)).sort()).toEqual(kept));
    await again.engine.whenReady();
    await again.engine.whenStored();
    expect((await storedFiles(host)).sort()).toEqual(kept);
    again.engine.dispose();
  });
});

describe('several windows on one folder', () => {
  it('share a stored index whose last save wins, and each comes to what the disk has', {
    timeout: 60_000,
  }, async () => {
    const step = fc.record({
      file: fc.nat(5),
      number: fc.nat(30),
      removed: fc.boolean(),
      /** Windows that are told of it; the others find it when they start again. */
      told: fc.subarray([0, 1, 2]),
      restarted: fc.option(fc.nat(2), { nil: undefined }),
      waits: fc.boolean(),
    });
    const textOf = (number: number): string => `function word${number}x() {\n  return 1;\n}\n`;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const host = memoryHost({ '/w/f0.ts': textOf(0), '/w/f1.ts': textOf(1) });
        const window = (stored = true): Workbench => {
          const store = { directory: '/store', savePauseMs: 0 };
          const bench = new Workbench(host, limits, stored ? { store } : {});
          bench.setPolicy('');
          bench.engine.setFolders(['file:///w']);
          bench.engine.start();
          return bench;
        };
        const windows = [window(), window(), window()];
        for (const { file, number, removed, told, restarted, waits } of steps) {
          const path = `/w/f${file}.ts`;
          if (removed) await host.remove(path);
          else await host.writeFile(path, textOf(number));
          for (const at of told) windows[at]?.engine[removed ? 'fileDeleted' : 'fileChanged'](`file://${path}`);
          if (waits) for (const at of told) await windows[at]?.engine.whenReady();
          if (restarted === undefined) continue;
          windows[restarted]?.engine.dispose();
          windows[restarted] = window();
        }
        for (const { engine } of windows) {
          await engine.whenReady();
          await new Promise((resolve) => setImmediate(resolve));
          await engine.whenStored();
          engine.dispose();
        }
        const names = async (bench: Workbench): Promise<string[]> => {
          await bench.engine.whenReady();
          const hits = await bench.engine.symbols({ text: '', want: 'symbol', limit: 100 });
          bench.engine.dispose();
          return hits.map(({ uri, name }) => `${uri} ${name}`).sort();
        };
        expect(await names(window())).toEqual(await names(window(false)));
      }),
      { numRuns: 20 },
    );
  });
});
