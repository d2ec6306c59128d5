import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseFailure, type SyntaxParser } from '../../../src/engine/syntax';
import { type MemoryHost, memoryHost } from '../support/memory-host';
import { lineParser, pathsOf, Workbench } from './workbench';

const limits = { maxFileBytes: 10_000, maxFiles: 1000, maxBytes: 1e9 };
const store = { directory: '/store', savePauseMs: 0, partPauseMs: 0 };

function open(host: MemoryHost, parser: SyntaxParser = lineParser, stored = true): Workbench {
  const bench = new Workbench(host, limits, { parser, ...(stored && { store }) });
  bench.setPolicy('[private]\nsecret*\n');
  bench.engine.setFolders(['file:///w']);
  bench.engine.start();
  return bench;
}

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

const textOf = (number: number): string => `function word${number}() {\n  shared${number % 7} common\n}\n`;

/** Everything that the two engines say must be the same. */
async function expectSame(a: Workbench, b: Workbench, words: readonly string[]): Promise<void> {
  for (const word of words) expect(pathsOf(await a.ask(word)), word).toEqual(pathsOf(await b.ask(word)));
  const symbols = async (bench: Workbench) =>
    (await bench.engine.symbols({ text: '', want: 'symbol', limit: 10_000 })).map(({ uri, name }) => `${uri} ${name}`);
  expect((await symbols(a)).sort()).toEqual((await symbols(b)).sort());
}

describe('an engine that is ended while it indexes', { timeout: 180_000 }, () => {
  it('comes to the right index after 200 ends at any moment, with files that change in between', async () => {
    const host = memoryHost(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`/w/f${at}.ts`, textOf(at)])));
    const life = fc.record({
      turns: fc.nat(60),
      writes: fc.array(fc.tuple(fc.nat(25), fc.nat(200)), { maxLength: 3 }),
      removed: fc.option(fc.nat(25), { nil: undefined, freq: 4 }),
      cut: fc.option(fc.nat(3000), { nil: undefined, freq: 12 }),
    });
    const lives = fc.sample(life, { seed: 7, numRuns: 200 });
    for (const { turns: lived, writes, removed, cut } of lives) {
      const bench = open(host);
      await turns(lived);
      bench.engine.dispose();
      for (const [file, number] of writes) await host.writeFile(`/w/f${file}.ts`, textOf(number));
      if (removed !== undefined) await host.remove(`/w/f${removed}.ts`);
      if (cut === undefined) continue;
      for (const { name } of await host.list('/store').catch(() => [])) {
        const content = await host.readFile(`/store/${name}`);
        await host.writeFile(`/store/${name}`, content.slice(0, cut));
      }
    }
    const last = open(host);
    await last.engine.whenReady();
    const fresh = open(host, lineParser, false);
    await fresh.engine.whenReady();
    await expectSame(last, fresh, ['common', 'shared3', 'word17', 'word150']);
    last.engine.dispose();
    fresh.engine.dispose();
  });
});

describe('a parser whose workers die', { timeout: 60_000 }, () => {
  it('loses only the file that kills it, which is set aside by its content', async () => {
    const files = Object.fromEntries(Array.from({ length: 220 }, (_, at) => [`/w/f${at}.ts`, textOf(at)]));
    const host = memoryHost({ ...files, '/w/deadly.ts': 'function deadly() {\n  KILLS\n}\n' });
    const tried = new Map<string, number>();
    let ends = 0;
    const parser: SyntaxParser = {
      async parse(languageId, text) {
        const before = tried.get(text) ?? 0;
        tried.set(text, before + 1);
        if (text.includes('KILLS')) throw new ParseFailure('died', 'The parser died on KILLS.');
        // Ended from outside, 200 times in all, and never twice on one text.
        if (before === 0 && ends < 200) {
          ends++;
          throw new ParseFailure('died', 'The worker was ended.');
        }
        return lineParser.parse(languageId, text);
      },
      references: () => Promise.resolve(undefined),
      dispose() {},
    };
    const bench = open(host, parser);
    await bench.engine.whenReady();
    expect(ends).toBe(200);
    const { setAside, symbols } = await bench.engine.status();
    expect(setAside).toEqual([{ path: 'deadly.ts', reason: 'the parser died on it' }]);
    expect(symbols).toBe(220);
    expect(pathsOf(await bench.ask('deadly'))).toEqual(['deadly.ts']);

    const tries = tried.get('function deadly() {\n  KILLS\n}\n');
    await host.writeFile('/w/copy-of-deadly.ts', 'function deadly() {\n  KILLS\n}\n');
    bench.engine.fileChanged('file:///w/copy-of-deadly.ts');
    await bench.engine.whenReady();
    expect(tried.get('function deadly() {\n  KILLS\n}\n')).toBe(tries);
    expect((await bench.engine.status()).setAside.map(({ path }) => path)).toEqual(['copy-of-deadly.ts', 'deadly.ts']);

    await host.writeFile('/w/deadly.ts', textOf(500));
    bench.engine.fileChanged('file:///w/deadly.ts');
    await bench.engine.whenReady();
    expect((await bench.engine.status()).setAside.map(({ path }) => path)).toEqual(['copy-of-deadly.ts']);
    bench.engine.dispose();
  });
});

describe('indexing that is paused', () => {
  it('keeps open documents up to date and leaves the rest until it is resumed', async () => {
    const host = memoryHost({ '/w/a.ts': textOf(1), '/w/b.ts': textOf(2) });
    const bench = new Workbench(host, limits);
    bench.engine.setPaused(true);
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    bench.engine.openDocument('file:///w/a.ts', 'typescript', 1, 'function unsavedName() {\n}\n');
    await expect.poll(async () => pathsOf(await bench.ask('unsavedName'))).toEqual(['a.ts']);
    expect(pathsOf(await bench.ask('word2'))).toEqual([]);
    expect((await bench.engine.status()).phase).toBe('paused');
    bench.engine.setPaused(false);
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('word2'))).toEqual(['b.ts']);
    bench.engine.dispose();
  });

  it('says so also when nothing waits, and counts what is indexed', async () => {
    const bench = await Workbench.over({ '/w/a.ts': textOf(1), '/w/b.ts': textOf(2) });
    bench.engine.openDocument('file:///w/a.ts', 'typescript', 1, textOf(1));
    await bench.engine.whenReady();
    bench.engine.setPaused(true);
    expect(await bench.engine.status()).toMatchObject({ phase: 'paused', files: 2, filesDone: 2 });
    for (let version = 2; version < 6; version++) {
      bench.engine.changeDocument('file:///w/a.ts', version, textOf(version));
      await bench.ask('common');
    }
    bench.engine.fileChanged('file:///w/b.ts');
    expect(await bench.engine.status()).toMatchObject({ phase: 'paused', files: 2, filesDone: 2 });
    bench.engine.setPaused(false);
    await bench.engine.whenReady();
    expect(await bench.engine.status()).toMatchObject({ phase: 'ready', files: 2, filesDone: 2 });
    bench.engine.dispose();
  });

  it('finds what came meanwhile, and what went, also where no event told of it', async () => {
    const bench = await Workbench.over({ '/w/a.ts': textOf(1), '/w/b.ts': textOf(2) });
    bench.engine.setPaused(true);
    await bench.host.writeFile('/w/c.ts', textOf(3));
    await bench.host.remove('/w/b.ts');
    bench.engine.setPaused(false);
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('word3'))[0]).toBe('c.ts');
    expect(pathsOf(await bench.ask('word2'))).not.toContain('b.ts');
    bench.engine.dispose();
  });
});

describe('the look for changes that nobody told of', () => {
  it('finds what came, changed and went', async () => {
    const host = memoryHost({ '/w/a.ts': textOf(1), '/w/b.ts': textOf(2) });
    let clock = 0;
    const bench = new Workbench({ ...host, monotonic: () => (clock += 60_000) }, limits);
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    await bench.engine.whenReady();
    const quoted = async () => (await bench.ask('word1 word2')).snippets.map(({ text }) => text).join('');
    expect(await quoted()).toContain('word1(');
    await host.writeFile('/w/a.ts', textOf(11));
    await host.writeFile('/w/c.ts', textOf(12));
    expect(await quoted()).not.toContain('word1(');
    await host.remove('/w/b.ts');
    clock += 1e9;
    bench.engine.reconcile();
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('word11'))[0]).toBe('a.ts');
    expect(pathsOf(await bench.ask('word12'))[0]).toBe('c.ts');
    expect(pathsOf(await bench.ask('word2'))).not.toContain('b.ts');
    expect((await bench.engine.status()).files).toBe(2);
    bench.engine.dispose();
  });
});

describe('the last text of an open document', () => {
  it('is waited for by an answer, also while an older text of it is still being parsed', async () => {
    const parsing: { readonly text: string; readonly end: () => void }[] = [];
    const parser: SyntaxParser = {
      async parse(languageId, text) {
        await new Promise<void>((resolve) => void parsing.push({ text, end: resolve }));
        return lineParser.parse(languageId, text);
      },
      references: () => Promise.resolve(undefined),
      dispose() {},
    };
    const bench = open(memoryHost({ '/w/notes.md': 'nothing\n' }), parser, false);
    await bench.engine.whenReady();
    bench.engine.openDocument('file:///w/a.ts', 'typescript', 1, textOf(1));
    await expect.poll(() => parsing).toHaveLength(1);
    bench.engine.changeDocument('file:///w/a.ts', 2, textOf(2));
    let isAnswered = false;
    const answer = bench.ask('word2').finally(() => {
      isAnswered = true;
    });
    await expect.poll(() => parsing).toHaveLength(2);
    parsing[0]?.end();
    await turns(20);
    expect(isAnswered).toBe(false);
    parsing[1]?.end();
    expect(pathsOf(await answer)).toEqual(['a.ts']);
    bench.engine.dispose();
  });
});

describe('files that are deleted in masses', () => {
  it('leave the index with all below them, also those that came from a stored index', async () => {
    const host = memoryHost(
      Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`/w/d${at % 3}/f${at}.ts`, textOf(at)])),
    );
    const first = open(host);
    await first.engine.whenReady();
    await expect.poll(async () => (await host.list('/store').catch(() => [])).length).toBe(1);
    await first.engine.whenStored();
    first.engine.dispose();
    const bench = open(host);
    await bench.engine.whenReady();
    await host.remove('/w/d1');
    bench.engine.fileDeleted('file:///w/d1');
    for (let at = 0; at < 60; at += 3) bench.engine.fileDeleted(`file:///w/d0/f${at}.ts`);
    await turns(1);
    const hits = await bench.engine.symbols({ text: '', want: 'symbol', limit: 1000 });
    expect(hits).toHaveLength(20);
    expect(hits.every(({ path }) => path.startsWith('d2/'))).toBe(true);
    bench.engine.dispose();
  });
});
