import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pathToUri } from '../../../src/engine/text';
import { buildEndingServer, END_MARK, ServerLife } from './ended-process';

const GOOD_FILES = 40;
const reason = 'parsing it ended the context server twice';
const lives: ServerLife[] = [];
let directory = '';
let workspace = '';
let deadly = '';
const deadlyText = `package a\n\n// ${END_MARK}\nfunc Deadly() {}\n`;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cairn-ended-'));
  workspace = join(directory, 'workspace');
  deadly = join(workspace, 'deadly.go');
  await mkdir(workspace);
  await buildEndingServer(directory);
  for (let at = 0; at < GOOD_FILES; at++)
    await writeFile(join(workspace, `f${at}.go`), `package a\n\nfunc Good${at}() {}\n`);
  await writeFile(deadly, deadlyText);
}, 60_000);

afterAll(async () => {
  for (const life of lives) life.kill();
  await rm(directory, { recursive: true, force: true });
});

/** A server that has begun to index, and how that went. */
async function live(): Promise<{ life: ServerLife; end: NodeJS.Signals | null | undefined }> {
  const life = new ServerLife(directory, join(directory, 'store'));
  lives.push(life);
  return { life, end: await life.index(pathToUri(workspace)) };
}

async function notes(): Promise<string[]> {
  const folder = join(directory, 'store', 'parsing');
  const names = await readdir(folder);
  return Promise.all(names.map(async (name) => `${name} ${await readFile(join(folder, name), 'latin1')}`));
}

async function symbolNames(life: ServerLife): Promise<string[]> {
  const hits = await life.ask('cairn/symbols', { text: '', want: 'symbol', limit: 1_000 });
  return hits.map(({ name }) => name).sort();
}

const goodNames = Array.from({ length: GOOD_FILES }, (_, at) => `Good${at}`).sort();

it('sets aside a text that ends the whole server, until it changes or the index is rebuilt', {
  timeout: 170_000,
}, async () => {
  for (let death = 1; death <= 2; death++) expect((await live()).end).not.toBeUndefined();
  for (const note of await notes()) expect(note).toMatch(/^[0-9a-f-]+\.note parsing 1 s [0-9a-f]{32} [0-9a-f]{32}\n$/);
  const { life: third, end } = await live();
  expect(end).toBeUndefined();
  expect((await third.status()).setAside).toEqual([{ path: 'deadly.go', reason }]);
  expect(await symbolNames(third)).toEqual(goodNames);
  await third.close();
  expect(await notes()).toHaveLength(2);

  const { life: fourth } = await live();
  expect((await fourth.status()).setAside).toEqual([{ path: 'deadly.go', reason }]);
  await writeFile(deadly, deadlyText.replace(END_MARK, 'harmless'));
  await fourth.tellChanged(pathToUri(deadly));
  await expect.poll(() => symbolNames(fourth), { timeout: 60_000 }).toEqual(['Deadly', ...goodNames]);
  expect((await fourth.status()).setAside).toEqual([]);
  await writeFile(deadly, deadlyText);
  await fourth.tellChanged(pathToUri(deadly));
  await expect.poll(async () => (await fourth.status()).setAside, { timeout: 60_000 }).toHaveLength(1);

  await fourth.ask('cairn/rebuild').catch(() => undefined);
  expect(await fourth.settled()).not.toBeUndefined();
  expect((await live()).end).not.toBeUndefined();
  const { life: last } = await live();
  expect((await last.status()).setAside).toEqual([{ path: 'deadly.go', reason }]);
  await last.close();
});
