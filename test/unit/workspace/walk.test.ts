import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeHost } from '../../../src/engine/host';
import { pathToUri } from '../../../src/engine/text';
import {
  compilePolicy,
  defaultLimits,
  noExclusionSettings,
  readPolicySnapshot,
  walkFolders,
} from '../../../src/engine/workspace';
import type { WalkStep } from '../../../src/engine/workspace';
import { memoryHost } from '../support/memory-host';
import type { MemoryHost } from '../support/memory-host';

const signal = new AbortController().signal;
const sources = { folders: ['file:///ws'], settings: noExclusionSettings, epoch: 1 };

async function collect(walk: AsyncIterable<WalkStep>): Promise<WalkStep[]> {
  const steps: WalkStep[] = [];
  for await (const step of walk) steps.push(step);
  return steps;
}

async function walked(
  host: MemoryHost,
  limits = defaultLimits,
): Promise<{ files: string[]; skipped: Record<string, string>; steps: WalkStep[] }> {
  const policy = compilePolicy((await readPolicySnapshot(host, sources)).snapshot);
  const steps = await collect(walkFolders(host, ['file:///ws'], policy, limits, { signal }));
  return {
    steps,
    files: steps.flatMap((step) => (step.kind === 'file' ? step.file.path : [])),
    skipped: Object.fromEntries(
      steps.flatMap((step) => (step.kind === 'skipped' ? [[step.uri.replace('file:///ws/', ''), step.reason]] : [])),
    ),
  };
}

describe('walking a folder', () => {
  it('lists what may be indexed and says why the rest may not', async () => {
    const host = memoryHost({
      '/ws/b.ts': 'b',
      '/ws/a.ts': 'a',
      '/ws/src/x.ts': 'xyz',
      '/ws/src/new\nline.ts': '',
      '/ws/.gitignore': 'dist/\n',
      '/ws/.cairnignore': 'plans/\n[low-quality]\nold/\n',
      '/ws/dist/a.js': '',
      '/ws/plans/p.md': '',
      '/ws/old/o.ts': '',
      '/ws/.env': 'K=1',
      '/ws/logo.PNG': '',
      '/ws/big.json': 'x'.repeat(20),
      '/ws/node_modules/m/index.js': '',
      '/ws/.git/HEAD': '',
      '/ws/locked/a.ts': '',
    });
    host.forbidden.add('/ws/locked');
    host.links.set('/ws/link', '/ws/src');
    const { files, skipped, steps } = await walked(host, { maxFileBytes: 40, maxFiles: 100, maxBytes: 1e9 });
    expect(files).toEqual(['.gitignore', 'a.ts', 'b.ts', 'big.json', 'old/o.ts', 'src/new\nline.ts', 'src/x.ts']);
    expect(skipped).toEqual({
      '.cairnignore': 'Not indexed: rule `.cairnignore`, built into Cairn',
      '.env': 'Private: rule `.env`, built into Cairn',
      '.git': 'Not indexed: rule `.git/`, built into Cairn',
      dist: 'Not indexed: rule `dist/`, line 1 of .gitignore',
      plans: 'Private: rule `plans/`, line 1 of .cairnignore',
      node_modules: 'Not indexed: rule `node_modules/`, built into Cairn',
      'logo.PNG': 'not a text file by its name',
      link: 'a symbolic link',
      locked: 'not readable',
    });
    const old = steps.find((step) => step.kind === 'file' && step.file.path === 'old/o.ts');
    expect(old).toMatchObject({ file: { strength: 'low-quality', uri: 'file:///ws/old/o.ts' } });
  });

  it('skips what is too large and ends at the file limit', async () => {
    const host = memoryHost({ '/ws/a': 'xxxx', '/ws/b': 'x', '/ws/c': 'x', '/ws/d': 'x' });
    expect((await walked(host, { maxFileBytes: 3, maxFiles: 9, maxBytes: 1e9 })).skipped).toEqual({
      a: 'larger than 3 bytes',
    });
    const { files, skipped, steps } = await walked(host, { maxFileBytes: 9, maxFiles: 2, maxBytes: 1e9 });
    expect(files).toEqual(['a', 'b']);
    expect(skipped).toEqual({});
    expect(steps.at(-1)).toEqual({ kind: 'limit', limit: 'files' });
  });

  it('takes a missing folder, an empty folder and a thousand levels', async () => {
    expect((await walked(memoryHost({ '/other/a': '' }))).skipped).toEqual({
      'file:///ws': 'changed while the folder was read',
    });
    const deep = memoryHost({ [`/ws/${'d/'.repeat(1000)}a.ts`]: '' });
    expect((await walked(deep)).files).toEqual([`${'d/'.repeat(1000)}a.ts`]);
  });

  it('begins beside the files that are near, those of every folder, and goes outwards', async () => {
    const names = ['a/x.ts', 'b/c/d/y.ts', 'b/c/z.ts', 'b/e/v.ts', 'b/w.ts', 'q.ts'];
    const host = memoryHost({
      ...Object.fromEntries(names.map((name) => [`/ws/${name}`, 'x'])),
      '/v/one/p.ts': 'x',
      '/v/two/p.ts': 'x',
    });
    const folders = ['file:///ws', 'file:///v'];
    const policy = compilePolicy((await readPolicySnapshot(host, { ...sources, folders })).snapshot);
    const walkedNear = async (near: string[], maxFiles = 100): Promise<string[]> => {
      const limits = { ...defaultLimits, maxFiles };
      const steps = await collect(walkFolders(host, folders, policy, limits, { signal, near: () => near }));
      return steps.flatMap((step) => (step.kind === 'file' ? step.file.path : []));
    };
    const near = ['file:///ws/b/c/z.ts', 'file:///v/two/p.ts', 'file:///elsewhere/x.ts'];
    expect(await walkedNear(near)).toEqual([
      'b/c/z.ts',
      'two/p.ts',
      'b/w.ts',
      'q.ts',
      'b/c/d/y.ts',
      'b/e/v.ts',
      'one/p.ts',
      'a/x.ts',
    ]);
    expect(await walkedNear(near, 2)).toEqual(['b/c/z.ts', 'two/p.ts']);
    expect(await walkedNear([])).toEqual([
      'q.ts',
      'a/x.ts',
      'b/w.ts',
      'b/c/z.ts',
      'b/c/d/y.ts',
      'b/e/v.ts',
      'one/p.ts',
      'two/p.ts',
    ]);
  });

  it('turns to files that come near while it goes on, and misses none', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `d${at + 10}/f.ts`);
    const host = memoryHost(Object.fromEntries(names.map((name) => [`/ws/${name}`, 'x'])));
    const policy = compilePolicy((await readPolicySnapshot(host, sources)).snapshot);
    const near: string[] = [];
    const seen: string[] = [];
    for await (const step of walkFolders(host, ['file:///ws'], policy, defaultLimits, { signal, near: () => near })) {
      if (step.kind === 'file') seen.push(step.file.path);
      if (seen.length === 3) near.push('file:///ws/d30/f.ts');
    }
    expect(seen.slice(0, 5)).toEqual(['d10/f.ts', 'd11/f.ts', 'd12/f.ts', 'd30/f.ts', 'd13/f.ts']);
    expect([...seen].sort()).toEqual(names);
  });

  it('counts the files of a folder in another once', async () => {
    const host = memoryHost({ '/ws/in/a.ts': 'x', '/ws/in/b.ts': 'x', '/ws/c.ts': 'x' });
    const folders = ['file:///ws', 'file:///ws/in'];
    const policy = compilePolicy((await readPolicySnapshot(host, { ...sources, folders })).snapshot);
    const near = () => ['file:///ws/in/b.ts'];
    const steps = await collect(
      walkFolders(host, folders, policy, { ...defaultLimits, maxFiles: 3 }, { signal, near }),
    );
    expect(steps.map((step) => (step.kind === 'file' ? step.file.path : step.kind))).toEqual(['a.ts', 'b.ts', 'c.ts']);
  });

  it('stops when it is aborted', async () => {
    const host = memoryHost({ '/ws/a': '', '/ws/d/b': '' });
    const policy = compilePolicy((await readPolicySnapshot(host, sources)).snapshot);
    const controller = new AbortController();
    const seen: string[] = [];
    const walk = async () => {
      for await (const step of walkFolders(host, ['file:///ws'], policy, defaultLimits, controller)) {
        seen.push(step.kind);
        controller.abort();
      }
    };
    await expect(walk()).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual(['file']);
  });

  it('comes out of cyclic links on the real machine', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'cairn-walk-'));
    await mkdir(path.join(root, 'a'));
    await writeFile(path.join(root, 'a', 'x.ts'), '');
    await symlink(root, path.join(root, 'a', 'up'));
    const host = nodeHost();
    const folder = pathToUri(root);
    const policy = compilePolicy((await readPolicySnapshot(host, { ...sources, folders: [folder] })).snapshot);
    const steps = await collect(walkFolders(host, [folder], policy, defaultLimits, { signal }));
    await rm(root, { recursive: true });
    expect(
      steps.map((step) => (step.kind === 'file' ? step.file.path : step.kind === 'skipped' && step.reason)),
    ).toEqual(['a symbolic link', 'a/x.ts']);
  });
});

describe('finding ignore files', () => {
  it('takes nested files and those above the folder up to the repository root, also in directories that git ignores, not in installed packages', async () => {
    const host = memoryHost({
      '/.cairnignore': '*',
      '/repo/.git/HEAD': '',
      '/repo/.gitignore': '*.log\n/ws/tmp/\n',
      '/repo/ws/sub/.cairnignore': '[privat]\nx.ts\n',
      '/repo/ws/tmp/.gitignore': '!*\n',
      '/repo/ws/tmp/deep/.cairnignore': 'secret.ts\n',
      '/repo/ws/node_modules/m/.cairnignore': '*',
    });
    const { snapshot, problems } = await readPolicySnapshot(host, { ...sources, folders: ['file:///repo/ws'] });
    const found = snapshot.lists.flatMap(({ source }) => ('uri' in source ? [source.uri] : []));
    expect(found).toEqual([
      'file:///repo/.gitignore',
      'file:///repo/ws/sub/.cairnignore',
      'file:///repo/ws/tmp/.gitignore',
      'file:///repo/ws/tmp/deep/.cairnignore',
    ]);
    expect(problems).toMatchObject([{ line: 1, source: { kind: 'cairnignore' } }]);
    const policy = compilePolicy(snapshot);
    expect(policy.judge('file:///repo/ws/a.log').strength).toBe('unindexed');
    expect(policy.judge('file:///repo/ws/tmp/a').strength).toBe('unindexed');
    expect(policy.judge('file:///repo/ws/sub/x.ts').strength).toBe('private');
    expect(policy.judge('file:///repo/ws/tmp/deep/secret.ts').strength).toBe('private');
  });

  it('makes everything private below a .cairnignore that cannot be read, and reads one in UTF-16', async () => {
    const host = memoryHost({
      '/ws/a/.cairnignore': 'x',
      '/ws/a/b.ts': '',
      '/ws/c.ts': '',
      '/ws/d/.cairnignore': new Uint8Array([0, 1]),
      '/ws/f/.cairnignore': new Uint8Array([0xff, 0xfe, ...new Uint8Array(Buffer.from('g.ts', 'utf16le'))]),
    });
    host.forbidden.add('/ws/a/.cairnignore');
    const { snapshot, problems } = await readPolicySnapshot(host, sources);
    const policy = compilePolicy(snapshot);
    const files = ['a/b.ts', 'c.ts', 'd/e.ts', 'f/e.ts', 'f/g.ts'];
    expect(files.map((file) => policy.judge(`file:///ws/${file}`).strength)).toEqual([
      'private',
      'free',
      'private',
      'free',
      'private',
    ]);
    expect(problems.map(({ source }) => 'uri' in source && source.uri)).toEqual([
      'file:///ws/a/.cairnignore',
      'file:///ws/d/.cairnignore',
    ]);
  });

  it('takes nothing else for one, whatever files and directories are called', async () => {
    const host = memoryHost({ '/ws/constructor/a.ts': '', '/ws/toString': '*', '/ws/valueOf/.gitignore': 'b.ts\n' });
    const { snapshot, problems } = await readPolicySnapshot(host, sources);
    const found = snapshot.lists.flatMap(({ source }) => ('uri' in source ? [source.uri] : []));
    expect([found, problems]).toEqual([['file:///ws/valueOf/.gitignore'], []]);
    expect(compilePolicy(snapshot).judge('file:///ws/constructor/a.ts').strength).toBe('free');
  });
});
