import { expect, it, vi } from 'vitest';
import type { SyntaxParser } from '../../../src/engine/syntax';
import { memoryHost } from '../support/memory-host';
import { lineParser, pathsOf, Workbench } from './workbench';

it('words of every new file are found while the parser is still at the first ones, and their symbols when it is done', async () => {
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
    dispose() {},
  };
  const bench = new Workbench(memoryHost(files), undefined, { parser });
  bench.setPolicy('');
  bench.engine.setFolders(['file:///w']);
  bench.engine.start();
  const found = async () => pathsOf(await bench.ask('where is the needle', { k: 20 }));
  const definitions = () => bench.engine.symbols({ text: 'made', limit: 20, want: 'symbol' });
  await vi.waitFor(async () => expect(await found()).toHaveLength(12), 30_000);
  expect(await definitions()).toEqual([]);
  gate.resolve();
  await bench.engine.whenReady();
  expect(await found()).toHaveLength(12);
  expect((await definitions()).map(({ name }) => name).sort()).toEqual(
    Array.from({ length: 12 }, (_, at) => `made${at}`).sort(),
  );
  expect(parsed.sort()).toEqual(Object.values(files).sort());
  bench.engine.dispose();
}, 60_000);
