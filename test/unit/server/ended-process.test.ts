import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathToUri } from '../../../src/engine/text';
import { buildEndingServer, END_MARK, HOLD_MARK, ServerLife } from './ended-process';

const GOOD_FILES = 40;
const reason = 'parsing it ended the context server twice';
const lives: ServerLife[] = [];
let directory = '';
let workspace = '';
let deadly = '';
let held = '';
let empty = '';
const deadlyText = `package a\n\n// ${END_MARK}\nfunc Deadly() {}\n`;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cairn-ended-'));
  workspace = join(directory, 'workspace');
  deadly = join(workspace, 'deadly.go');
  [held, empty] = ['held', 'empty'].map((name) => join(directory, name)) as [string, string];
  for (const folder of [workspace, held, empty]) await mkdir(folder);
  await writeFile(join(held, 'held.go'), `package a\n\n// ${HOLD_MARK}\n`);
  await buildEndingServer(directory);
  for (let at = 0; at < GOOD_FILES; at++)
    await writeFile(join(workspace, `f${at}.go`), `package a\n\nfunc Good${at}() {}\n`);
  await writeFile(deadly, deadlyText);
}, 60_000);

afterAll(async () => {
  for (const life of lives) await life.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

/** A server that begins to index a folder. */
async function live(folder: string, store: string): Promise<ServerLife> {
  const life = new ServerLife(directory, join(directory, store));
  lives.push(life);
  await life.open(pathToUri(folder));
  return life;
}

/** A server over the workspace, and the signal that has ended it before all was indexed. */
async function indexed(): Promise<{ life: ServerLife; end: NodeJS.Signals | null | undefined }> {
  const life = await live(workspace, 'store');
  return { life, end: await life.settled() };
}

/** The notes of processes in a store: name and content. */
async function notes(store: string): Promise<string[]> {
  const folder = join(directory, store, 'parsing');
  const names = await readdir(folder).catch(() => []);
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
  for (let death = 1; death <= 2; death++) expect((await indexed()).end).not.toBeUndefined();
  for (const note of await notes('store'))
    expect(note).toMatch(/^[0-9a-f-]+\.note parsing 1 s [0-9a-f]{32} [0-9a-f]{32}\n$/);
  const { life: third, end } = await indexed();
  expect(end).toBeUndefined();
  expect((await third.status()).setAside).toEqual([{ path: 'deadly.go', reason }]);
  expect(await symbolNames(third)).toEqual(goodNames);
  await third.close();
  expect(await notes('store')).toHaveLength(2);

  const { life: fourth } = await indexed();
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
  expect((await indexed()).end).not.toBeUndefined();
  const { life: last } = await indexed();
  expect((await last.status()).setAside).toEqual([{ path: 'deadly.go', reason }]);
  await last.close();
});

describe('a server that is at a text', { timeout: 170_000 }, () => {
  const isAtText = async (store: string) =>
    expect.poll(async () => (await notes(store)).join(), { timeout: 60_000 }).toMatch(/note parsing 1 s/);

  it('leaves nothing against the text when it is told to end or its window is closed', async () => {
    // Windows tells no process to end.
    for (const end of process.platform === 'win32' ? ['close'] : ['SIGTERM', 'close']) {
      const life = await live(held, `ended-by-${end}`);
      await isAtText(`ended-by-${end}`);
      await (end === 'close' ? life.close() : life.kill('SIGTERM'));
      expect(await notes(`ended-by-${end}`)).toEqual([]);
    }
  });

  it('keeps its note while other servers start and end beside it', async () => {
    const first = await live(held, 'shared');
    await isAtText('shared');
    const before = await notes('shared');
    const other = await live(empty, 'shared');
    await other.settled();
    await other.close();
    expect(await notes('shared')).toEqual(before);
    await first.kill('SIGKILL');
    expect(await notes('shared')).toEqual(before);
    await (await live(empty, 'shared')).close();
    expect(await notes('shared')).toEqual(before);
  });
});
