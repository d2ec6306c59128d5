import { expect, it, vi } from 'vitest';
import type { SyntaxParser } from '../../../src/engine/syntax';
import { memoryHost } from '../support/memory-host';
import { lineParser, pathsOf, Workbench } from './workbench';

/** An engine with twelve files, whose parser waits for `gate` and keeps what it was given in `parsed`. */
function gatedBench() {
  const files = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`/w/${at}.ts`, `function made${at}() {\n  return 'needle';\n}\n`]),
  );
  const gate = Promise.withResolvers<void>();
  const parsed: string[] = [];
  const parser: SyntaxParser = {
    async parse(languageId, text) {
      parsed.push(text);
      await gate.promise;
      return lineParser.parse(languageId, text);
    },
    references: () => Promise.resolve(undefined),
    dispose() {},
  };
  const host = memoryHost({ ...files, '/elsewhere/secret.ts': "function canary() {\n  return 'walrus';\n}\n" });
  const bench = new Workbench(host, undefined, { parser });
  bench.setPolicy('');
  bench.engine.setFolders(['file:///w']);
  bench.engine.start();
  const found = async () => pathsOf(await bench.ask('where is the needle', { k: 20 }));
  const definitions = async () =>
    (await bench.engine.symbols({ text: 'made', limit: 20, want: 'symbol' })).map(({ name }) => name).sort();
  return { files, gate, parsed, host, bench, found, definitions };
}

it('words of every new file are found while the parser is still at the first ones, and their symbols when it is done', async () => {
  const { files, gate, parsed, bench, found, definitions } = gatedBench();
  await vi.waitFor(async () => expect(await found()).toHaveLength(12), 30_000);
  expect(await definitions()).toEqual([]);
  gate.resolve();
  await bench.engine.whenReady();
  expect(await found()).toHaveLength(12);
  expect(await definitions()).toEqual(Array.from({ length: 12 }, (_, at) => `made${at}`).sort());
  expect(parsed.sort()).toEqual(Object.values(files).sort());
  bench.engine.dispose();
}, 60_000);

it('a file that changes, or becomes a link, while it waits for its symbols is taken as it is then', async () => {
  const { gate, parsed, host, bench, found, definitions } = gatedBench();
  await vi.waitFor(async () => expect(await found()).toHaveLength(12), 30_000);
  const untouched = parsed.length;
  const changed = 'function madeLater() {\n  return 1;\n}\n';
  await host.writeFile('/w/9.ts', changed);
  await host.remove('/w/8.ts');
  host.links.set('/w/8.ts', '/elsewhere/secret.ts');
  expect(untouched).toBeLessThan(8);
  gate.resolve();
  await bench.engine.whenReady();
  expect(await found()).toHaveLength(10);
  expect(await definitions()).toEqual(
    [...Array.from({ length: 12 }, (_, at) => `made${at}`).filter((name) => !/[89]$/.test(name)), 'madeLater'].sort(),
  );
  expect(parsed).toContain(changed);
  expect(pathsOf(await bench.ask('canary walrus'))).toEqual([]);
  bench.engine.dispose();
}, 60_000);
