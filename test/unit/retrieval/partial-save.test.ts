import { describe, expect, it } from 'vitest';
import type { Host } from '../../../src/engine/host';
import type { SyntaxParser } from '../../../src/engine/syntax';
import { memoryHost } from '../support/memory-host';
import { lineParser, pathsOf, Workbench } from './workbench';

const limits = { maxFileBytes: 10_000, maxFiles: 1000, maxBytes: 1e9 };
const COUNT = 40;
const files = Object.fromEntries(
  Array.from({ length: COUNT }, (_, at) => [`/w/f${at}.ts`, `function word${at}() {\n  common\n}\n`]),
);

/** Parses so many texts and keeps all others waiting until `open`. */
function gatedParser(most: number): { readonly parser: SyntaxParser; readonly parsed: string[]; open: () => void } {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const parsed: string[] = [];
  const parser: SyntaxParser = {
    async parse(languageId, text) {
      if (parsed.length >= most) await gate;
      parsed.push(text);
      return lineParser.parse(languageId, text);
    },
    references: () => Promise.resolve(undefined),
    dispose() {},
  };
  return { parser, parsed, open };
}

function opened(host: Host, parser: SyntaxParser = lineParser): Workbench {
  const store = { directory: '/store', savePauseMs: 0, partPauseMs: 0 };
  const bench = new Workbench(host, limits, { parser, store });
  bench.setPolicy('');
  bench.engine.setFolders(['file:///w']);
  return bench;
}

const storedNames = async (host: Host): Promise<string[]> =>
  (await host.list('/store').catch(() => [])).map(({ name }) => name);

async function expectWhole(bench: Workbench): Promise<void> {
  await bench.engine.whenReady();
  expect((await bench.engine.status()).symbols).toBe(COUNT);
  for (const at of [0, 17, COUNT - 1]) expect(pathsOf(await bench.ask(`word${at}`))[0]).toBe(`f${at}.ts`);
}

describe('indexing that is cut off', { timeout: 60_000 }, () => {
  it('goes on from the part that was stored while it worked', async () => {
    const host = memoryHost(files);
    let isStored = false;
    let begun = 0;
    const slow: SyntaxParser = {
      async parse(languageId, text) {
        if (isStored) return new Promise(() => undefined);
        // The rest takes so long that a part with the symbols of the first ones is stored.
        await new Promise((resolve) => setTimeout(resolve, ++begun > COUNT / 4 ? 400 : 1));
        return lineParser.parse(languageId, text);
      },
      references: () => Promise.resolve(undefined),
      dispose() {},
    };
    const watched: Host = {
      ...host,
      writeFile: async (path, content) => {
        const { symbols } = await first.engine.status();
        await host.writeFile(path, content);
        isStored ||= symbols > 0;
      },
    };
    const first = opened(watched, slow);
    first.engine.start();
    await expect.poll(() => isStored, { timeout: 30_000 }).toBe(true);
    first.engine.dispose();
    expect(await storedNames(host)).toHaveLength(1);
    const { parser, parsed } = gatedParser(COUNT);
    const second = opened(host, parser);
    second.engine.start();
    await expectWhole(second);
    expect(parsed.length).toBeLessThan(COUNT);
    second.engine.dispose();
  });

  it('goes on from what was stored when it was paused', async () => {
    const host = memoryHost(files);
    const { parser, open } = gatedParser(COUNT / 2);
    const first = new Workbench(host, limits, {
      parser,
      store: { directory: '/store', partPauseMs: 3_600_000 },
    });
    first.setPolicy('');
    first.engine.setFolders(['file:///w']);
    first.engine.start();
    await expect.poll(async () => (await first.engine.status()).symbols).toBe(COUNT / 2);
    expect(await storedNames(host)).toEqual([]);
    first.engine.setPaused(true);
    open();
    await expect.poll(() => storedNames(host)).toHaveLength(1);
    await first.engine.whenStored();
    const { symbols } = await first.engine.status();
    expect(symbols).toBeLessThan(COUNT);
    first.engine.dispose();
    const again = gatedParser(COUNT);
    const second = opened(host, again.parser);
    second.engine.start();
    await expectWhole(second);
    expect(again.parsed).toHaveLength(COUNT - symbols);
    second.engine.dispose();
  });
});

describe('saving while work goes on', { timeout: 60_000 }, () => {
  it('ends, and lets documents change and answers be found meanwhile', async () => {
    const host = memoryHost(files);
    const bench = opened(host);
    bench.engine.start();
    for (let version = 1; version < 30; version++) {
      bench.engine.openDocument('file:///w/f1.ts', 'typescript', version, `function edited${version}() {\n}\n`);
      await expect.poll(async () => pathsOf(await bench.ask(`edited${version}`))[0]).toBe('f1.ts');
    }
    await bench.engine.whenReady();
    expect((await bench.engine.status()).symbols).toBe(COUNT);
    bench.engine.dispose();
  });

  it('is not tried again and again where nothing can be written', async () => {
    const memory = memoryHost(files);
    let tries = 0;
    const host: Host = {
      ...memory,
      writeFile: async () => {
        tries++;
        throw new Error('no room');
      },
    };
    const bench = opened(host);
    bench.engine.start();
    await bench.engine.whenReady();
    await expect.poll(() => tries).toBeGreaterThan(0);
    await expect.poll(() => bench.engine.isAtRest).toBe(true);
    await bench.engine.whenStored();
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    const before = tries;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(tries - before).toBeLessThanOrEqual(1);
    bench.engine.dispose();
  });
});
