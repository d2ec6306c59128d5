import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
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

async function open(host: MemoryHost, ignore = ''): Promise<Opened> {
  const parsed: string[] = [];
  const lines: string[] = [];
  const told: string[] = [];
  const parser: typeof lineParser = {
    parse(languageId, text) {
      parsed.push(text);
      return lineParser.parse(languageId, text);
    },
    dispose() {},
  };
  const store = { directory: '/store', log: (line: string) => void lines.push(line) };
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
