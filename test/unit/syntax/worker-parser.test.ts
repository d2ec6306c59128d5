import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ProcessNotes } from '../../../src/engine/host';
import {
  grammars,
  inlineParser,
  ParseJournals,
  runtimeWasm,
  shippedName,
  type SyntaxParser,
  workerParser,
  type WorkerParserOptions,
} from '../../../src/engine/syntax';
import { buildWorker } from './built-worker';
import { fixture, installedFile, installedGrammars } from './installed-grammars';

let directory = '';
let grammarDirectory = '';
let workerFile = '';
let stuckFile = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cairn-syntax-'));
  stuckFile = join(directory, 'stuck-worker.cjs');
  await writeFile(
    stuckFile,
    `const { parentPort, workerData } = require('node:worker_threads');
    parentPort.on('message', ({ id, text }) => {
      if (text === 'not begun') throw new Error('thrown on purpose');
      parentPort.postMessage({ id, kind: 'loaded' });
      Atomics.store(workerData.begun, 0, id);
      if (text === 'stuck') for (;;);
      if (text === 'throws') throw new Error('thrown on purpose');
      if (text === 'exits') process.exit(3);
      if (text === 'damaged') return parentPort.postMessage({ id, kind: 'failed', failure: 'died', message: 'damaged on purpose' });
      parentPort.postMessage({ id, kind: 'failed', failure: 'failed', message: 'saw ' + text });
    });`,
  );
  ({ workerFile, grammarDirectory } = await buildWorker(directory));
}, 60_000);

afterAll(() => rm(directory, { recursive: true, force: true }));

const opened: SyntaxParser[] = [];
afterEach(() => {
  for (const parser of opened.splice(0)) parser.dispose();
});

function parserWith(options: Partial<WorkerParserOptions> = {}): { parser: SyntaxParser; workers: Worker[] } {
  const workers: Worker[] = [];
  const parser = workerParser({
    workerFile,
    grammarDirectory,
    workers: 1,
    ...options,
    onWorker: (worker) => workers.push(worker),
  });
  opened.push(parser);
  return { parser, workers };
}

const ended = (worker: Worker): Promise<void> => new Promise((resolve) => worker.once('exit', () => resolve()));

describe('copyGrammars', () => {
  it('copies the runtime and each grammar once, byte for byte', async () => {
    const wasms = [runtimeWasm, ...grammars.map((grammar) => grammar.wasm)];
    expect((await readdir(grammarDirectory)).sort()).toEqual([...new Set(wasms.map(shippedName))].sort());
    for (const wasm of wasms) {
      const copied = await readFile(join(grammarDirectory, shippedName(wasm)));
      expect(copied.equals(await readFile(installedFile(wasm)))).toBe(true);
    }
  });
});

describe('workerParser', () => {
  it('says the same as parsing inline', async () => {
    const { parser, workers } = parserWith();
    const inline = inlineParser(installedGrammars);
    const files = [
      ['typescript', 'orders.ts'],
      ['python', 'inventory.py'],
      ['c', 'ring.h'],
    ] as const;
    const found = await Promise.all(files.map(([languageId, name]) => parser.parse(languageId, fixture(name))));
    const expected = await Promise.all(files.map(([languageId, name]) => inline.parse(languageId, fixture(name))));
    expect(found).toEqual(expected);
    const names = ['Order', 'total', 'lines'];
    const uses = await parser.references('typescript', fixture('orders.ts'), names);
    expect(uses).toEqual(await inline.references('typescript', fixture('orders.ts'), names));
    expect(uses?.length).toBeGreaterThan(0);
    expect(workers).toHaveLength(1);
    inline.dispose();
  });

  it('answers for uses of names before it parses what waits, and loses no file to one that it cannot take', async () => {
    const { parser } = parserWith({ workerFile: stuckFile });
    const seen: string[] = [];
    const note = (failure: unknown): void => void seen.push(String(failure).replace(/^.*(saw|code) /, ''));
    const parsing = ['at work', 'waits'].map((text) => parser.parse('c', text).catch(note));
    await Promise.all([
      ...parsing,
      ...['first', 'exits'].map((text) => parser.references('c', text, ['a']).catch(note)),
    ]);
    expect(seen).toEqual(['at work', 'first', '3.', 'waits']);
    expect(await parser.references('markdown', '# a', ['a'])).toBeUndefined();
  });

  it('starts no worker for a language without a grammar', async () => {
    const { parser, workers } = parserWith();
    expect(await parser.parse('markdown', '# a')).toBeUndefined();
    expect(workers).toHaveLength(0);
  });

  it('loses only the file at which its worker is killed', async () => {
    const notes = join(directory, 'notes');
    const { parser, workers } = parserWith({ journals: new ParseJournals(new ProcessNotes(notes)) });
    expect((await parser.parse('typescript', 'class A {}'))?.symbols).toHaveLength(1);
    const long = parser.parse('typescript', 'function f(a) { return [a + 1, a ? f(a) : g`x`]; }\n'.repeat(100_000));
    const waiting = [parser.parse('typescript', 'class B {}'), parser.parse('python', 'def c(): pass')];
    const note = async () =>
      (await readdir(notes).then(([name = '']) => readFile(join(notes, name), 'utf8'))).slice(0, 11);
    await expect.poll(note, { interval: 1, timeout: 60_000 }).toBe('parsing 1 s');
    void workers[0]?.terminate();
    await expect(long).rejects.toMatchObject({ name: 'ParseFailure', kind: 'died' });
    expect((await Promise.all(waiting)).map((syntax) => syntax?.symbols[0]?.name)).toEqual(['B', 'c']);
    expect(workers).toHaveLength(2);
  });

  it.each([
    ['stuck', 'time-out', /took longer than 3 s/],
    ['throws', 'died', /thrown on purpose/],
    ['exits', 'died', /ended with code 3/],
    ['damaged', 'died', /damaged on purpose/],
    ['not begun', 'not-begun', /thrown on purpose/],
  ])('replaces a worker that a file leaves %s', async (text, kind, message) => {
    const { parser, workers } = parserWith({ workerFile: stuckFile, timeoutMs: text === 'stuck' ? 3_000 : 60_000 });
    const bad = parser.parse('c', text);
    const next = parser.parse('c', 'next');
    await expect(bad).rejects.toMatchObject({ name: 'ParseFailure', kind, message: expect.stringMatching(message) });
    await expect(next).rejects.toMatchObject({ kind: 'failed', message: 'saw next' });
    expect(workers).toHaveLength(2);
  });

  it('says why when the grammars are missing, and again for the next file', async () => {
    const { parser } = parserWith({ grammarDirectory: join(directory, 'nowhere') });
    for (const languageId of ['go', 'go', 'rust']) {
      await expect(parser.parse(languageId, 'x')).rejects.toMatchObject({
        kind: 'failed',
        message: expect.stringMatching(/does not load from .*nowhere/),
      });
    }
  });

  it('says why when the grammars are damaged', async () => {
    const damaged = join(directory, 'damaged');
    await cp(grammarDirectory, damaged, { recursive: true });
    await writeFile(join(damaged, 'tree-sitter-go.wasm'), 'not a grammar');
    const { parser } = parserWith({ grammarDirectory: damaged });
    await expect(parser.parse('go', 'x')).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/Go grammar/),
    });
    expect(await parser.parse('c', 'int a;')).toMatchObject({ symbols: [{ name: 'a' }] });
    await writeFile(join(damaged, 'tree-sitter.wasm'), 'not a runtime');
    const other = parserWith({ grammarDirectory: damaged }).parser;
    await expect(other.parse('c', 'int a;')).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/damaged/),
    });
  });

  it('says why when the worker script is missing', async () => {
    const { parser } = parserWith({ workerFile: join(directory, 'no-worker.js') });
    await expect(parser.parse('go', 'x')).rejects.toMatchObject({
      kind: 'not-begun',
      message: expect.stringMatching(/no-worker/),
    });
  });

  it('ends its worker when idle and starts one again for the next file', async () => {
    const { parser, workers } = parserWith({ idleMs: 1 });
    await parser.parse('go', 'package a');
    await ended(workers[0] as Worker);
    expect(await parser.parse('go', 'package a\nfunc F() {}')).toMatchObject({ symbols: [{ name: 'F' }] });
    expect(workers).toHaveLength(2);
  });

  it('recycles a worker that holds too much memory', async () => {
    const { parser, workers } = parserWith({ recycleBytes: 1 });
    const text = `package a\n${'// long\n'.repeat(10)}`;
    const all = await Promise.all(Array.from({ length: 5 }, () => parser.parse('go', text)));
    expect(all.map((syntax) => syntax?.languageId)).toEqual(Array.from({ length: 5 }, () => 'go'));
    expect(workers).toHaveLength(5);
  });

  it('works in two workers, each of which loses only its file', async () => {
    const { parser, workers } = parserWith({ workerFile: stuckFile, workers: 2 });
    const stuck = parser.parse('c', 'stuck').catch((failure: unknown) => failure);
    const others = ['a', 'exits', 'b', 'c'].map((text) => parser.parse('c', text).catch(String));
    expect(await Promise.all(others)).toEqual([
      expect.stringMatching(/saw a/),
      expect.stringMatching(/ended with code 3/),
      expect.stringMatching(/saw b/),
      expect.stringMatching(/saw c/),
    ]);
    expect(workers).toHaveLength(3);
    parser.dispose();
    expect(await stuck).toMatchObject({ kind: 'disposed' });
  });

  it('starts a second worker only while the first is at work', async () => {
    const { parser, workers } = parserWith({ workers: 2 });
    for (const text of ['int a;', 'int b;', 'int c;']) await parser.parse('c', text);
    expect(workers).toHaveLength(1);
    const texts = Array.from({ length: 20 }, (_, index) => `int a${index};`);
    const found = await Promise.all(texts.map((text) => parser.parse('c', text)));
    expect(found.map((syntax) => syntax?.symbols[0]?.name)).toEqual(texts.map((text) => text.slice(4, -1)));
    expect(workers).toHaveLength(2);
  });

  it('rejects what is open when it is disposed, and everything later', async () => {
    const { parser, workers } = parserWith({ workerFile: stuckFile });
    const open = [parser.parse('c', 'stuck'), parser.parse('c', 'waiting')];
    const end = ended(workers[0] as Worker);
    parser.dispose();
    parser.dispose();
    for (const parsing of [...open, parser.parse('c', 'late')])
      await expect(parsing).rejects.toMatchObject({ kind: 'disposed' });
    await end;
  });
});
