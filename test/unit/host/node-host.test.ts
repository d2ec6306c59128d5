import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostError, newTraceId, nodeHost, parseTraceId } from '../../../src/engine/host';

describe('the machine as a host', () => {
  const host = nodeHost();
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'cairn-host-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  const at = (...names: string[]) => path.join(root, ...names);

  it('writes whole files into directories that do not exist yet, and leaves no temporary file', async () => {
    await host.writeFile(at('a', 'b', 'c.txt'), 'one');
    await host.writeFile(at('a', 'b', 'c.txt'), new TextEncoder().encode('two'));
    expect(new TextDecoder().decode(await host.readFile(at('a', 'b', 'c.txt')))).toBe('two');
    expect(await readdir(at('a', 'b'))).toEqual(['c.txt']);
  });

  it('leaves the old content and no temporary file when a write fails', async () => {
    await mkdir(at('target', 'inside'), { recursive: true });
    await expect(host.writeFile(at('target'), 'text')).rejects.toBeInstanceOf(HostError);
    expect(await readdir(root)).toEqual(['target']);
  });

  it('reads empty, small and large files whole', async () => {
    for (const size of [0, 1, 70_000, 3_000_000]) {
      await writeFile(at('f'), Buffer.alloc(size, 7));
      const bytes = await host.readFile(at('f'));
      expect(bytes.length).toBe(size);
      expect(bytes.every((byte) => byte === 7)).toBe(true);
    }
  });

  it('refuses a file over the limit and takes one at the limit', async () => {
    await writeFile(at('f'), 'x'.repeat(100));
    expect((await host.readFile(at('f'), 100)).length).toBe(100);
    await expect(host.readFile(at('f'), 99)).rejects.toMatchObject({ kind: 'too-large' });
    await writeFile(at('sparse'), '');
    await truncate(at('sparse'), 50 * 1024 * 1024);
    await expect(host.readFile(at('sparse'), 1 << 20)).rejects.toMatchObject({ kind: 'too-large' });
  });

  it('reads a file with what it says of it, and nothing behind a link', async () => {
    await writeFile(at('f'), '12345');
    const stat = await host.stat(at('f'));
    const read = await host.readWithStat(at('f'), 5);
    expect(new TextDecoder().decode(read.content)).toBe('12345');
    expect(read.stat).toEqual(stat);
    await expect(host.readWithStat(at('f'), 4)).rejects.toMatchObject({ kind: 'too-large' });
    await expect(host.readWithStat(at('none'), 5)).rejects.toMatchObject({ kind: 'missing' });
    await expect(host.readWithStat(root, 5)).rejects.toMatchObject({ kind: 'other' });
    await symlink(at('f'), at('l'));
    await expect(host.readWithStat(at('l'), 5)).rejects.toBeInstanceOf(HostError);
  });

  it('says what is missing, what is a directory, and does not wait at a pipe', async () => {
    await expect(host.readFile(at('none'))).rejects.toMatchObject({ kind: 'missing' });
    await expect(host.readFile(root)).rejects.toMatchObject({ kind: 'other' });
    await expect(host.list(at('none'))).rejects.toMatchObject({ kind: 'missing' });
    await writeFile(at('f'), '');
    await expect(host.list(at('f'))).rejects.toMatchObject({ kind: 'not-a-directory' });
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [at('pipe')]);
    await expect(host.readFile(at('pipe'))).rejects.toMatchObject({ kind: 'other' });
  });

  it('tells files, directories and links apart without following links', async () => {
    await mkdir(at('d'));
    await writeFile(at('f'), '12345');
    await symlink(at('d'), at('l'));
    expect(await host.stat(at('f'))).toMatchObject({ kind: 'file', size: 5 });
    expect((await host.stat(at('l')))?.kind).toBe('link');
    expect(await host.stat(at('f', 'below'))).toBeUndefined();
    expect(await host.stat(at('none'))).toBeUndefined();
    expect(await host.realPath(at('l'))).toBe(await host.realPath(at('d')));
    expect(await host.realPath(at('none'))).toBeUndefined();
    expect(await host.realPath(at('f', 'below'))).toBeUndefined();
    const entries = [...(await host.list(root))].sort((a, b) => a.name.localeCompare(b.name));
    expect(entries).toEqual([
      { name: 'd', kind: 'directory' },
      { name: 'f', kind: 'file' },
      { name: 'l', kind: 'link' },
    ]);
  });

  it('appends, making the directory when it is missing, and removes what may be absent', async () => {
    await host.appendFile(at('log', 'a.jsonl'), 'one\n');
    await host.appendFile(at('log', 'a.jsonl'), 'two\n');
    expect(await readFile(at('log', 'a.jsonl'), 'utf8')).toBe('one\ntwo\n');
    await host.remove(at('log'));
    await host.remove(at('log'));
    expect(await readdir(root)).toEqual([]);
  });

  it('gives ids that pass as trace ids, and refuses others', () => {
    const id = newTraceId(host);
    expect(parseTraceId(id)).toBe(id);
    expect(newTraceId(host)).not.toBe(id);
    for (const bad of ['', 'xyz', 7, undefined, `${id}0`, id.toUpperCase().replace(/[0-9]/g, 'A')]) {
      expect(() => parseTraceId(bad)).toThrow(TypeError);
    }
  });
});
