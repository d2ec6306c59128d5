import { expect, it } from 'vitest';
import type { Host } from '../../../src/engine/host';
import type { SyntaxParser } from '../../../src/engine/syntax';
import { memoryHost } from '../support/memory-host';
import { lineParser, pathsOf, Workbench } from './workbench';

const FILES = 5000;
/** Files whose words or symbols may be taken in before others get their turn. */
const MOST_A_TURN = 12;

const turnOfLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const textOf = (branch: string, at: number): string =>
  `function ${branch}${at}x() {\n  return shared${at % 7} + ${branch};\n}\n`;
const pathOf = (at: number): string => `/w/d${at % 50}/f${at}.ts`;

it('a checkout of 5,000 files leaves turns to others, which are answered meanwhile', { timeout: 300_000 }, async () => {
  const memory = memoryHost(
    Object.fromEntries(Array.from({ length: FILES }, (_, at) => [pathOf(at), textOf('old', at)])),
  );
  // As a disk does, it answers in a later turn.
  const host: Host = {
    ...memory,
    stat: (path) => turnOfLoop().then(() => memory.stat(path)),
    readFile: (path, maxBytes) => turnOfLoop().then(() => memory.readFile(path, maxBytes)),
  };
  let inTurn = 0;
  let most = 0;
  let indexed = 0;
  const count = (): void => {
    most = Math.max(most, ++inTurn);
  };
  const parser: SyntaxParser = {
    parse(languageId, text) {
      count();
      return lineParser.parse(languageId, text);
    },
    references: () => Promise.resolve(undefined),
    dispose() {},
  };
  const bench = new Workbench(host, { maxFileBytes: 10_000, maxFiles: 10_000, maxBytes: 1e9 }, { parser });
  const { engine } = bench;
  engine.observe({
    fileIndexed() {
      count();
      indexed++;
    },
    fileRemoved() {},
  });
  let isOver = false;
  const nextTurn = (): void => {
    inTurn = 0;
    if (!isOver) setImmediate(nextTurn);
  };
  nextTurn();
  bench.setPolicy('');
  engine.setFolders(['file:///w']);
  engine.start();
  await engine.whenReady();
  expect((await engine.status()).files).toBe(FILES);

  // The last hundred files are gone on the other branch, and a hundred new ones are there.
  indexed = 0;
  for (let at = 0; at < FILES - 100; at++) await memory.writeFile(pathOf(at), textOf('new', at));
  for (let at = FILES - 100; at < FILES; at++) await memory.remove(pathOf(at));
  for (let at = FILES; at < FILES + 100; at++) await memory.writeFile(pathOf(at), textOf('new', at));
  for (let at = 0; at < FILES + 100; at++) {
    if (at >= FILES - 100 && at < FILES) engine.fileDeleted(`file://${pathOf(at)}`);
    else engine.fileChanged(`file://${pathOf(at)}`);
  }
  await bench.ask('shared3');
  engine.openDocument(`file://${pathOf(FILES - 200)}`, 'typescript', 1, 'function unsavedName() {\n}\n');
  expect(pathsOf(await bench.ask('unsavedName'))).toEqual([pathOf(FILES - 200).slice(3)]);
  expect(indexed).toBeLessThan(FILES / 2);
  engine.closeDocument(`file://${pathOf(FILES - 200)}`);

  await engine.whenReady();
  isOver = true;
  expect(most).toBeLessThanOrEqual(MOST_A_TURN);
  const symbols = await engine.symbols({ text: '', want: 'symbol', limit: 2 * FILES });
  const expected = Array.from({ length: FILES + 100 }, (_, at) => `new${at}x`);
  expected.splice(FILES - 100, 100);
  expect(symbols.map(({ name }) => name).sort()).toEqual(expected.sort());
  engine.dispose();
});
