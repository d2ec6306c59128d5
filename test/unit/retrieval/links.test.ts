import { describe, expect, it } from 'vitest';
import { memoryHost } from '../support/memory-host';
import { pathsOf, Workbench } from './workbench';

const customers = 'function canaryCustomer() {\n  return 1;\n}\n';

/** `/w/link` leads to the private directory `/w/secret`, `/w/notes.txt` to `/w/.env`, and `/w/shared` to a free directory. */
async function workspace(): Promise<Workbench> {
  const host = memoryHost({
    '/w/secret/a.ts': customers,
    '/w/.env': 'TOKEN=walrus\n',
    '/w/b.ts': 'function plain() {\n  return 1;\n}\n',
    '/library/c.ts': 'function marmalade() {\n  return 1;\n}\n',
  });
  host.links.set('/w/link', '/w/secret');
  host.links.set('/w/notes.txt', '/w/.env');
  host.links.set('/w/shared', '/library');
  const bench = new Workbench(host);
  bench.setPolicy('secret/\n');
  bench.engine.setFolders(['file:///w']);
  bench.engine.start();
  await bench.engine.whenReady();
  return bench;
}

describe('a private file that is reached through a link', () => {
  it('is not indexed when an event tells of it', async () => {
    const bench = await workspace();
    for (const name of ['link/a.ts', 'notes.txt', 'shared/c.ts']) bench.engine.fileChanged(`file:///w/${name}`);
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('canaryCustomer walrus marmalade'))).toEqual([]);
    expect((await bench.engine.status()).files).toBe(1);
  });

  it('is neither quoted nor completed when it is open, whatever the policies that follow', async () => {
    const bench = await workspace();
    const { engine } = bench;
    engine.openDocument('file:///w/link/a.ts', 'typescript', 1, customers);
    engine.openDocument('file:///w/notes.txt', 'plaintext', 1, 'TOKEN=walrus\n');
    engine.openDocument('file:///w/shared/c.ts', 'typescript', 1, 'function marmalade() {\n}\n');
    await engine.whenReady();
    expect(pathsOf(await bench.ask('canaryCustomer walrus'))).toEqual([]);
    expect(pathsOf(await bench.ask('marmalade'))).toEqual(['shared/c.ts']);
    expect((await bench.cursor('file:///w/link/a.ts', 'plain')).files).toEqual([]);
    expect((await bench.cursor('file:///w/link/new.ts', 'plain')).files).toEqual([]);
    expect((await bench.cursor('file:///w/new.ts', 'plain')).files).not.toEqual([]);

    bench.setPolicy('');
    await engine.whenReady();
    expect(pathsOf(await bench.ask('canaryCustomer'))).toContain('link/a.ts');
    expect(pathsOf(await bench.ask('walrus'))).toEqual([]);
    bench.setPolicy('secret/\n');
    expect(pathsOf(await bench.ask('canaryCustomer walrus'))).toEqual([]);
    await engine.whenReady();
    expect(pathsOf(await bench.ask('canaryCustomer walrus'))).toEqual([]);
  });

  it('is dropped when it is mentioned', async () => {
    const bench = await workspace();
    const answer = await bench.ask('what', { mentions: ['file:///w/link/a.ts', 'file:///w/notes.txt'] });
    expect(answer.snippets).toEqual([]);
    expect(answer.dropped.map(({ reason, strength }) => [reason, strength])).toEqual([
      ['excluded', 'private'],
      ['excluded', 'private'],
    ]);
  });
});
