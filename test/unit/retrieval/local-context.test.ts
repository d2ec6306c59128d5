import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalContext } from '../../../src/engine/retrieval';
import { composePolicySnapshot, noExclusionSettings } from '../../../src/engine/workspace';
import { memoryHost } from '../support/memory-host';
import { pathsOf, Workbench } from './workbench';

const policyFile = '/** Reads rules. */\nexport function readPolicy(path: string) {\n  return parseRules(path);\n}\n';
const rulesFile = 'export function parseRules(text: string) {\n  return text.split(";");\n}\n';

describe('LocalContext', () => {
  it('gives out nothing before the first policy', async () => {
    const bench = new Workbench(memoryHost({ '/w/a.ts': policyFile }));
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    bench.engine.openDocument('file:///w/a.ts', 'typescript', 1, policyFile);
    const answer = await bench.ask('read policy');
    expect(answer).toMatchObject({ epoch: 0, files: [], snippets: [], dropped: [] });
    expect(await bench.cursor('file:///w/b.ts', 'readPolicy')).toMatchObject({ epoch: 0, snippets: [] });
    expect(await bench.engine.symbols({ text: 'read', limit: 5, want: 'symbol' })).toEqual([]);
    expect((await bench.engine.status()).phase).toBe('waiting-for-policy');
  });

  it('finds a function by the words of its name and quotes exactly its lines', async () => {
    const bench = await Workbench.over({
      '/w/src/policy.ts': policyFile,
      '/w/src/rules.ts': rulesFile,
      '/w/c.ts': 'const c = 1;\n',
    });
    const answer = await bench.ask('where is the policy read?');
    expect(pathsOf(answer)[0]).toBe('src/policy.ts');
    const first = answer.snippets[0];
    expect(first?.text).toBe(policyFile.trimEnd() + '\n');
    expect(first?.origin).toEqual({
      kind: 'file',
      uri: 'file:///w/src/policy.ts',
      range: { start: { line: 0, character: 0 }, end: { line: 5, character: 0 } },
      version: -1,
    });
    expect(first?.why.length).toBeGreaterThan(0);
    expect((await bench.engine.status()).phase).toBe('ready');
  });

  it('takes the open document over the disk, also for a file that is not on disk, until it is closed', async () => {
    const bench = await Workbench.over({ '/w/a.ts': policyFile });
    bench.engine.openDocument(
      'file:///w/a.ts',
      'typescript',
      3,
      'export function brandNew() {\r\n  return 1;\r\n}\r\n',
    );
    bench.engine.openDocument('file:///w/unsaved.ts', 'typescript', 1, rulesFile);
    let answer = await bench.ask('brandNew');
    expect(answer.snippets[0]).toMatchObject({
      text: 'export function brandNew() {\n  return 1;\n}\n',
      origin: { version: 3 },
    });
    expect(pathsOf(await bench.ask('parseRules'))).toEqual(['unsaved.ts']);

    bench.engine.changeDocument('file:///w/a.ts', 4, 'export function renamedAgain() {\n}\n');
    answer = await bench.ask('renamedAgain');
    expect(answer.snippets[0]?.origin.version).toBe(4);
    expect((await bench.ask('brandNew')).snippets).toEqual([]);

    bench.engine.closeDocument('file:///w/a.ts');
    bench.engine.closeDocument('file:///w/unsaved.ts');
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('readPolicy'))).toEqual(['a.ts']);
    expect(pathsOf(await bench.ask('split'))).toEqual([]);
  });

  it('applies a new policy at once and backwards, and gives back what it frees', async () => {
    const bench = await Workbench.over({ '/w/a.ts': policyFile, '/w/keys/secret.ts': rulesFile });
    const removed: string[] = [];
    bench.engine.observe({ fileIndexed: () => {}, fileRemoved: (uri) => void removed.push(uri) });
    const before = await bench.ask('parse rules');
    expect(pathsOf(before)).toContain('keys/secret.ts');

    bench.setPolicy('keys/\n');
    expect(removed).toEqual(['file:///w/keys/secret.ts']);
    const after = await bench.ask('parse rules');
    expect(after.epoch).toBe(2);
    expect(JSON.stringify(after)).not.toContain('secret');
    expect(await bench.engine.symbols({ text: 'parseRules', limit: 5, want: 'symbol' })).toEqual([]);
    expect(JSON.stringify(await bench.engine.explain(before.trace))).not.toContain('secret');

    bench.setPolicy('');
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('parse rules'))).toContain('keys/secret.ts');
  });

  it('filters an answer again when the policy changes while it is made', async () => {
    const bench = await Workbench.over({ '/w/a.ts': rulesFile });
    const { readFile } = bench.host;
    bench.host.readFile = async (path, max) => {
      const content = await readFile.call(bench.host, path, max);
      bench.setPolicy('a.ts\n');
      return content;
    };
    const answer = await bench.ask('parseRules');
    expect(answer).toMatchObject({ epoch: 2, files: [], snippets: [] });
  });

  it('never shows a line of a private file, whatever the order of edits and policies', async () => {
    const names = ['a.ts', 'b.ts', 'dir/c.ts'] as const;
    const name = fc.constantFrom(...names);
    const step = fc.oneof(
      fc.record({ kind: fc.constant('exclude' as const), names: fc.subarray([...names]) }),
      fc.record({ kind: fc.constant('write' as const), name }),
      fc.record({ kind: fc.constant('open' as const), name }),
      fc.record({ kind: fc.constant('close' as const), name }),
      fc.record({ kind: fc.constant('delete' as const), name }),
      fc.record({ kind: fc.constant('ask' as const), mention: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const canary = (file: string) => `canary_${file.replace(/\W/g, '_')}`;
        const textOf = (file: string) => `export function ${canary(file)}() {\n  return shared(${canary(file)});\n}\n`;
        const bench = await Workbench.over(Object.fromEntries(names.map((file) => [`/w/${file}`, textOf(file)])));
        let excluded: readonly string[] = [];
        for (const action of steps) {
          if (action.kind === 'exclude') {
            excluded = action.names;
            bench.setPolicy(excluded.map((file) => `/${file}`).join('\n'));
          } else if (action.kind === 'write') {
            await bench.host.writeFile(`/w/${action.name}`, textOf(action.name));
            bench.engine.fileChanged(`file:///w/${action.name}`);
          } else if (action.kind === 'open') {
            bench.engine.openDocument(`file:///w/${action.name}`, 'typescript', 1, textOf(action.name));
          } else if (action.kind === 'close') bench.engine.closeDocument(`file:///w/${action.name}`);
          else if (action.kind === 'delete') {
            await bench.host.remove(`/w/${action.name}`);
            bench.engine.fileDeleted(`file:///w/${action.name}`);
          } else {
            const mentions = action.mention ? names.map((file) => `file:///w/${file}`) : [];
            const chat = await bench.ask('shared canary', { mentions });
            const completion = await bench.cursor('file:///w/new.ts', 'shared(canary_\n');
            const seen = JSON.stringify([
              chat.files.map((file) => file.path),
              chat.snippets,
              completion,
              await bench.engine.symbols({ text: 'canary', limit: 50, want: 'symbol' }),
              await bench.engine.explain(completion.trace),
            ]);
            for (const file of excluded) expect(seen).not.toContain(canary(file));
          }
        }
        bench.engine.dispose();
      }),
      { numRuns: 60 },
    );
  });

  it('shows only signatures of low-quality files, unless they are mentioned', async () => {
    const bench = await Workbench.over({ '/w/old.ts': rulesFile }, '[low-quality]\nold.ts\n');
    const answer = await bench.ask('parseRules');
    expect(answer.snippets.map((snippet) => [snippet.kind, snippet.text])).toEqual([
      ['signature', 'export function parseRules(text: string)'],
    ]);
    const mentioned = await bench.ask('parseRules', { mentions: ['file:///w/old.ts'] });
    expect(mentioned.snippets).toHaveLength(1);
    expect(mentioned.snippets[0]).toMatchObject({ kind: 'mention', text: rulesFile });
  });

  it('puts mentioned files first, lifts unindexed for them, and says that a private one is dropped', async () => {
    const bench = await Workbench.over({ '/w/a.ts': policyFile, '/w/out/b.ts': rulesFile, '/w/p.ts': 'const p = 1;' });
    bench.setPolicy('p.ts', 'out/\n');
    const answer = await bench.ask('read policy', { mentions: ['file:///w/out/b.ts', 'file:///w/p.ts'] });
    expect(pathsOf(answer)).toEqual(['out/b.ts', 'a.ts']);
    expect(answer.snippets[0]).toMatchObject({ kind: 'mention', text: rulesFile });
    expect(answer.dropped).toContainEqual(
      expect.objectContaining({ uri: 'file:///w/p.ts', reason: 'excluded', strength: 'private' }),
    );
  });

  it('quotes a mentioned file outside of the index as it is now', async () => {
    const bench = await Workbench.over({ '/w/a.ts': policyFile, '/library/x.ts': 'const before = 1;\n' });
    const quoted = async () =>
      (await bench.ask('what', { mentions: ['file:///library/x.ts'] })).snippets.map(({ text }) => text);
    expect(await quoted()).toEqual(['const before = 1;\n']);
    await bench.host.writeFile('/library/x.ts', 'const afterwards = 1;\n');
    expect(await quoted()).toEqual(['const afterwards = 1;\n']);
    await bench.host.remove('/library/x.ts');
    expect(await quoted()).toEqual([]);
  });

  it('leaves out what it cannot use with the reason, and goes on with the rest', async () => {
    const host = memoryHost({
      '/w/a.ts': policyFile,
      '/w/empty.ts': ' \n',
      '/w/image.ts': new Uint8Array([1, 0, 2]),
      '/w/huge.ts': 'x'.repeat(20_000),
      '/w/locked.ts': 'const locked = 1;',
      '/w/broken.ts': 'function stillFound() {}\n// @@broken@@\n',
      '/w/notes.xyz': 'plain words about whales\n',
      '/w/.git/HEAD': 'ref: refs/heads/main\n',
    });
    host.forbidden.add('/w/locked.ts');
    const bench = new Workbench(host);
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    await bench.engine.whenReady();
    const status = await bench.engine.status();
    expect(status.skipped).toMatchObject({ empty: 1, binary: 1, 'not readable': 1 });
    expect(Object.keys(status.skipped).some((reason) => reason.startsWith('larger than'))).toBe(true);
    expect(Object.keys(status.skipped)).toContain('Not indexed: rule `.git/`, built into Cairn');
    expect(status.leftOut.map(({ path }) => path)).toEqual(['huge.ts', 'locked.ts']);
    expect(status.setAside).toEqual([{ path: 'broken.ts', reason: 'it could not be parsed' }]);
    expect(pathsOf(await bench.ask('stillFound'))).toEqual(['broken.ts']);
    expect(pathsOf(await bench.ask('whales'))).toEqual(['notes.xyz']);
  });

  it('names some of the files that were left out and counts the others', async () => {
    const huge = Array.from({ length: 60 }, (_, at) => [`/w/huge${at}.ts`, 'x'.repeat(20_000)]);
    const bench = await Workbench.over(Object.fromEntries([...huge, ['/w/a.png', 'x']]));
    const { leftOut, leftOutBesides } = await bench.engine.status();
    expect(leftOut).toHaveLength(50);
    expect(leftOutBesides).toBe(10);
  });

  it('indexes a folder inside another one once, under the inner one', async () => {
    const bench = new Workbench(memoryHost({ '/w/a.ts': policyFile, '/w/packages/core/b.ts': rulesFile }));
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w', 'file:///w/packages/core']);
    bench.engine.start();
    await bench.engine.whenReady();
    expect((await bench.engine.status()).files).toBe(2);
    expect(pathsOf(await bench.ask('parseRules text'))).toContain('b.ts');
    bench.engine.setFolders(['file:///w']);
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('parseRules text'))).toContain('packages/core/b.ts');
    bench.engine.setFolders([]);
    expect((await bench.engine.status()).phase).toBe('no-folder');
    expect(pathsOf(await bench.ask('parseRules text'))).toEqual([]);
  });

  it('indexes a folder inside a directory of another one that git ignores', async () => {
    const bench = new Workbench(memoryHost({ '/w/a.ts': policyFile, '/w/build/core/b.ts': rulesFile }));
    const folders = ['file:///w', 'file:///w/build/core'];
    const { snapshot } = composePolicySnapshot({
      folders,
      settings: noExclusionSettings,
      ignoreFiles: [{ uri: 'file:///w/.gitignore', kind: 'gitignore', text: 'build/\n' }],
      epoch: 1,
    });
    bench.engine.setPolicy(snapshot);
    bench.engine.setFolders(folders);
    bench.engine.start();
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('parseRules text'))[0]).toBe('b.ts');
    expect((await bench.engine.status()).files).toBe(2);
  });

  it('follows files and whole directories that change on disk', async () => {
    const bench = await Workbench.over({ '/w/a.ts': policyFile });
    await bench.host.writeFile('/w/lib/new.ts', rulesFile);
    bench.engine.fileChanged('file:///w/lib/new.ts');
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('parse'))).toContain('lib/new.ts');
    await bench.host.remove('/w/lib');
    bench.engine.fileDeleted('file:///w/lib');
    expect(pathsOf(await bench.ask('split'))).toEqual([]);
  });

  it('looks through a directory that appears, and does not follow a link', async () => {
    const host = memoryHost({ '/w/a.ts': policyFile });
    const bench = new Workbench(host);
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    await bench.engine.whenReady();
    await host.writeFile('/w/moved/in/new.ts', rulesFile);
    await host.writeFile('/elsewhere/a.ts', 'export function linkedSecret() {\n  return 1;\n}\n');
    host.links.set('/w/link.ts', '/elsewhere/a.ts');
    bench.engine.fileChanged('file:///w/moved');
    bench.engine.fileChanged('file:///w/link.ts');
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('parse'))).toContain('moved/in/new.ts');
    expect(pathsOf(await bench.ask('linkedSecret'))).toEqual([]);
    expect((await bench.engine.status()).skipped).toMatchObject({ 'a symbolic link': 1 });
  });

  it('rejects an aborted request with an AbortError', async () => {
    const bench = await Workbench.over({ '/w/a.ts': policyFile });
    const question = { trace: bench.trace(), text: 'x', k: 1, budgetTokens: 1, mentions: [], pins: [] };
    await expect(bench.engine.retrieve(question, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('keeps the last 200 traces, without text', async () => {
    const bench = await Workbench.over({ '/w/a.ts': policyFile });
    const first = await bench.ask('read policy');
    const explanation = await bench.engine.explain(first.trace);
    expect(explanation).toMatchObject({ kind: 'retrieve', epoch: 1 });
    expect(explanation?.kept[0]).not.toHaveProperty('text');
    for (let at = 0; at < 200; at++) await bench.ask('rules');
    expect(await bench.engine.explain(first.trace)).toBeUndefined();
  });

  it('does not wait for ever once it is disposed', async () => {
    const bench = new Workbench(memoryHost({ '/w/a.ts': policyFile }));
    const ready = bench.engine.whenReady();
    bench.engine.dispose();
    await ready;
    expect(bench.engine).toBeInstanceOf(LocalContext);
  });
});
