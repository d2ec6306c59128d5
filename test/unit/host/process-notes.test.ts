import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptNote, ProcessNotes } from '../../../src/engine/host';

const DAY_MS = 86_400_000;
const gonePid = spawnSync(process.execPath, ['-e', '']).pid;
let folder = '';
let directory = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-notes-'));
  directory = join(folder, 'notes');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => Buffer.from(text);
const textsLeft = (notes: ProcessNotes): string[] => notes.left().map((note) => Buffer.from(note.bytes).toString());

/** The name of a note as a process with this number would have called it. */
function nameBy(pid: number, owner = 'f'.repeat(16), number = 1): string {
  const [machine] = basename(new ProcessNotes(directory).newFile()).split('-');
  return `${machine}-${pid}-${owner}-${number}.note`;
}

describe('a kept note', () => {
  it('is on the disk when it is written, the last one alone, and gone when it is disposed', async () => {
    const file = new ProcessNotes(directory).newFile();
    const note = new KeptNote(file);
    note.write(bytes('first'));
    note.write(bytes('later'));
    expect(await readFile(file, 'utf8')).toBe('later');
    note.dispose();
    note.dispose();
    note.write(bytes('after'));
    expect(await readdir(directory)).toEqual([]);
  });

  it('does nothing where it cannot be written, and never writes into a file that is there', async () => {
    await writeFile(join(folder, 'file'), 'mine');
    for (const file of [join(folder, 'file'), join(folder, 'file', 'below')]) {
      const note = new KeptNote(file);
      note.write(bytes('note'));
      note.dispose();
    }
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('mine');
  });
});

describe('the notes of processes', () => {
  it('are left by those that are gone, one with this number before included, and not by those that live', async () => {
    const notes = new ProcessNotes(directory);
    new KeptNote(notes.newFile()).write(bytes('own'));
    await writeFile(join(directory, nameBy(gonePid)), 'gone');
    await writeFile(join(directory, nameBy(process.pid)), 'had our number');
    await writeFile(join(directory, nameBy(process.ppid)), 'living');
    expect(textsLeft(notes).sort()).toEqual(['gone', 'had our number']);
    expect(new Set(notes.left().map(({ process: owner }) => owner)).size).toBe(1);
  });

  it('are those of this machine, and old ones are removed whoever has left them', async () => {
    await mkdir(directory);
    const elsewhere = new ProcessNotes(directory, '0'.repeat(8));
    const name = basename(elsewhere.newFile());
    await writeFile(join(directory, name), 'elsewhere');
    await writeFile(join(directory, nameBy(gonePid)), 'gone');
    expect(textsLeft(new ProcessNotes(directory))).toEqual(['gone']);
    const old = new Date(Date.now() - 100 * DAY_MS);
    for (const each of await readdir(directory)) await utimes(join(directory, each), old, old);
    expect(textsLeft(new ProcessNotes(directory))).toEqual([]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('are told apart from what else lies there', async () => {
    await mkdir(join(directory, nameBy(gonePid, 'a'.repeat(16))), { recursive: true });
    await symlink(join(folder, 'secret'), join(directory, nameBy(gonePid, 'b'.repeat(16))));
    await writeFile(join(folder, 'secret'), 'secret');
    await writeFile(join(directory, 'foreign.txt'), 'foreign');
    await writeFile(join(directory, nameBy(gonePid, 'c'.repeat(16))), 'x'.repeat(100_000));
    await writeFile(join(directory, nameBy(gonePid, 'd'.repeat(16))), 'locked');
    await chmod(join(directory, nameBy(gonePid, 'd'.repeat(16))), 0);
    const left = textsLeft(new ProcessNotes(directory)).filter((text) => text !== 'locked');
    expect(left.map((text) => text.length)).toEqual([257]);
    expect(await readFile(join(directory, 'foreign.txt'), 'utf8')).toBe('foreign');
  });

  it('are none where there is no directory, and none can be removed', async () => {
    await writeFile(directory, 'a file');
    const notes = new ProcessNotes(directory);
    expect(notes.left()).toEqual([]);
    notes.remove(notes.newFile());
    notes.removeOwn();
    expect(await readFile(directory, 'utf8')).toBe('a file');
  });

  it('of this process all go at its end, and no others', async () => {
    const notes = new ProcessNotes(directory);
    for (const note of ['a', 'b']) new KeptNote(notes.newFile()).write(bytes(note));
    await writeFile(join(directory, nameBy(gonePid)), 'gone');
    notes.removeOwn();
    expect(await readdir(directory)).toEqual([nameBy(gonePid)]);
  });
});
