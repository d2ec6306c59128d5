import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DirectoryEntry, type Host, nodeHost } from '../../../src/engine/host';
import type { SyntaxParser } from '../../../src/engine/syntax';
import { pathToUri, uriToPath } from '../../../src/engine/text';
import { defaultLimits } from '../../../src/engine/workspace';
import { memoryHost } from '../support/memory-host';
import { lineParser, pathsOf, Workbench } from './workbench';

/** An engine that has indexed the workspace folder. */
async function indexed(host: Host, folder: string, limits = defaultLimits): Promise<Workbench> {
  const bench = new Workbench(host, limits);
  bench.setPolicy('', '', folder);
  bench.engine.setFolders([folder]);
  bench.engine.start();
  await bench.engine.whenReady();
  return bench;
}

describe('a hostile workspace on the real machine', { timeout: 180_000 }, () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'cairn-hostile-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }), 120_000);
  const at = (...parts: string[]): string => path.join(root, ...parts);

  it('is indexed where it can be, and the rest is left out with a reason', async () => {
    await writeFile(at('huge.ts'), `const elephant = "${'x'.repeat(100_000_000)}";`);
    await writeFile(at('long.ts'), `const snake = [${'1,'.repeat(500_000)}];`);
    await writeFile(at('binary.ts'), Buffer.from([1, 2, 0, 255, 254, 0, 7]));
    await writeFile(at('broken-utf8.ts'), Buffer.from([99, 111, 110, 115, 116, 32, 0xc3, 0x28, 0xff, 10, 97, 98]));
    await writeFile(at('name\nwith `lines`.ts'), 'const newline = 1;\n');
    await mkdir(at('loop', 'inner'), { recursive: true });
    await symlink(root, at('loop', 'inner', 'up'));
    await symlink(at('nowhere'), at('dangling.ts'));
    await mkdir(at('locked'));
    await writeFile(at('locked', 'a.ts'), 'const lockedWord = 1;\n');
    await chmod(at('locked'), 0);
    const deep = at(...Array.from({ length: 1000 }, () => 'd'));
    await mkdir(deep, { recursive: true });
    await writeFile(path.join(deep, 'deep.ts'), 'const abyss = 1;\n');
    const bench = await indexed(nodeHost(), pathToUri(root));
    await chmod(at('locked'), 0o700);
    expect(pathsOf(await bench.ask('snake'))[0]).toBe('long.ts');
    expect(pathsOf(await bench.ask('newline'))[0]).toBe('name\nwith `lines`.ts');
    expect(pathsOf(await bench.ask('abyss'))[0]).toMatch(/^(d\/){1000}deep\.ts$/);
    expect(pathsOf(await bench.ask('elephant'))).toEqual([]);
    const { skipped, phase } = await bench.engine.status();
    expect(phase).toBe('ready');
    expect(skipped).toMatchObject({ 'larger than 1 MiB': 1, binary: 2, 'a symbolic link': 2 });
    bench.engine.dispose();
  });
});

/** 200 folders of 1,000 files each, made up as they are asked for. */
function endlessHost(reads: string[]): Host {
  const directories = Array.from({ length: 200 }, (_, number) => `dir${String(number).padStart(3, '0')}`);
  const names = Array.from({ length: 1000 }, (_, number) => `file${number}.ts`);
  const isDirectory = (file: string): boolean => !file.endsWith('.ts');
  return {
    ...memoryHost(),
    async list(directory): Promise<readonly DirectoryEntry[]> {
      if (directory === '/w') return directories.map((name) => ({ name, kind: 'directory' }));
      return names.map((name) => ({ name, kind: 'file' }));
    },
    stat: async (file) => ({ kind: isDirectory(file) ? 'directory' : 'file', size: 30, modifiedMs: 1 }),
    async readFile(file) {
      reads.push(file);
      return new TextEncoder().encode(`const word${file.replace(/\W/g, '_')} = 1;\n`);
    },
  };
}

describe('a workspace of 200,000 files', { timeout: 120_000 }, () => {
  it('is indexed up to the limit, what is near the open file first, and says so', async () => {
    const reads: string[] = [];
    const bench = new Workbench(endlessHost(reads), { ...defaultLimits, maxFiles: 1500 });
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.openDocument('file:///w/dir150/file7.ts', 'typescript', 1, 'const opened = 1;\n');
    bench.engine.start();
    await bench.engine.whenReady();
    const status = await bench.engine.status();
    expect(status.limit).toEqual({ kind: 'files', limit: 1500 });
    expect(status.files).toBe(1500);
    const others = reads.map((file) => file.split('/')[2]);
    expect(others.slice(0, 999).every((directory) => directory === 'dir150')).toBe(true);
    bench.engine.dispose();
  });

  it('moves with the files that are opened', async () => {
    const bench = new Workbench(endlessHost([]), { ...defaultLimits, maxFiles: 1000 });
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('word_w_dir180_file3_ts'))).not.toContain('dir180/file3.ts');
    bench.engine.openDocument('file:///w/dir180/file7.ts', 'typescript', 1, 'const opened = 1;\n');
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('word_w_dir180_file3_ts'))[0]).toBe('dir180/file3.ts');
    bench.engine.dispose();
  });
});

describe('a workspace with more definitions than may be', { timeout: 120_000 }, () => {
  it('keeps those of the nearest and of open files, finds the others by their words, and reads none again and again', async () => {
    const textOf = (at: number): string => `function word${at}() {\n}\nfunction second${at}() {\n}\n`;
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`/w/d${at + 10}/f.ts`, textOf(at)]));
    const parsed: string[] = [];
    const parser: SyntaxParser = {
      parse(languageId, text) {
        parsed.push(text);
        return lineParser.parse(languageId, text);
      },
      references: () => Promise.resolve(undefined),
      dispose() {},
    };
    const host = memoryHost(files);
    const bench = new Workbench(host, { ...defaultLimits, maxSymbols: 10 }, { parser });
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.openDocument('file:///w/d25/f.ts', 'typescript', 1, textOf(15));
    bench.engine.start();
    await bench.engine.whenReady();
    const status = await bench.engine.status();
    expect(status.symbolLimit).toBe(10);
    // Three files are in work at a time.
    expect(status.symbols).toBeLessThanOrEqual(14);
    for (let at = 0; at < 20; at++) expect(pathsOf(await bench.ask(`word${at}`))).toContain(`d${at + 10}/f.ts`);
    const names = async (): Promise<string[]> =>
      (await bench.engine.symbols({ text: 'word', want: 'symbol', limit: 100 })).map(({ name }) => name);
    expect(await names()).toContain('word15');
    expect(await names()).not.toContain('word19');
    bench.engine.openDocument('file:///w/d29/f.ts', 'typescript', 1, textOf(190));
    await bench.engine.whenReady();
    expect(await names()).toContain('word190');
    await host.writeFile('/w/d25/f.ts', textOf(150));
    bench.engine.closeDocument('file:///w/d25/f.ts');
    await bench.engine.whenReady();
    expect(await names()).toContain('word150');
    const before = parsed.length;
    bench.engine.setPaused(true);
    bench.engine.setPaused(false);
    await bench.engine.whenReady();
    expect(parsed).toHaveLength(before);
    bench.engine.dispose();
  });
});

describe('files that change while they are read', { timeout: 120_000 }, () => {
  it('are indexed as they are in the end, whatever changes in between and whoever tells of it', async () => {
    const names = ['a.ts', 'b.ts', 'dir/c.ts', 'dir/d.ts'];
    const change = fc.record({
      file: fc.constantFrom(...names),
      words: fc.option(fc.array(fc.constantFrom('alpha', 'beta', 'gamma'), { maxLength: 3 }), { nil: undefined }),
      isTold: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 20 }), async (changes) => {
        const host = memoryHost(
          Object.fromEntries(names.map((name) => [`/w/${name}`, `function ${name[0]}() {\n}\n`])),
        );
        const left = [...changes];
        const bench: Workbench = new Workbench({
          ...host,
          async readFile(file, maxBytes) {
            const bytes = await host.readFile(file, maxBytes);
            const next = left.pop();
            if (next) await apply(next);
            return bytes;
          },
        });
        const apply = async ({ file, words, isTold }: (typeof changes)[number]): Promise<void> => {
          const uri = `file:///w/${file}`;
          if (words) await host.writeFile(uriToPath(uri), `function now() {\n  ${words.join(' ')}\n}\n`);
          else await host.remove(uriToPath(uri));
          if (isTold && words) bench.engine.fileChanged(uri);
          if (isTold && !words) bench.engine.fileDeleted(uri);
        };
        bench.setPolicy('');
        bench.engine.setFolders(['file:///w']);
        bench.engine.start();
        await bench.engine.whenReady();
        for (let next = left.pop(); next; next = left.pop()) await apply(next);
        // Nobody tells of the last changes, so the folder is looked through once more.
        bench.engine.setPaused(true);
        bench.engine.setPaused(false);
        await bench.engine.whenReady();
        const fresh = await indexed(host, 'file:///w');
        for (const word of ['alpha', 'beta', 'gamma', 'now', 'a', 'b', 'c']) {
          expect(pathsOf(await bench.ask(word)), word).toEqual(pathsOf(await fresh.ask(word)));
        }
        expect((await bench.engine.status()).files).toBe((await fresh.engine.status()).files);
        bench.engine.dispose();
        fresh.engine.dispose();
      }),
      { numRuns: 60 },
    );
  });
});
