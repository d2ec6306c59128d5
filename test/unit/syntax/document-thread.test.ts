import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import type { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ProcessNotes } from '../../../src/engine/host';
import { DocumentSyntax, DocumentThread, ParseJournals } from '../../../src/engine/syntax';
import type { DocumentThreadOptions } from '../../../src/engine/syntax/document-thread';
import { ParseJournal } from '../../../src/engine/syntax/parse-journal';
import { digest } from '../../../src/engine/text';
import { type BuiltWorker, buildScript, buildWorker } from './built-worker';
import { installedGrammars, repositoryFile } from './installed-grammars';

let directory = '';
let built: BuiltWorker;
let stuckFile = '';

/** Answers every cursor with `comment`, unless the text before it says otherwise. */
const stuckWorker = `
const { parentPort, workerData } = require('node:worker_threads');
Atomics.store(workerData.begun, 0, -1);
const answer = { place: 'comment', emptyBlock: false, insideArguments: false };
parentPort.on('message', ({ id, kind, at }) => {
  if (id === undefined) return;
  if (at.prefix === 'not begun') process.exit(4);
  parentPort.postMessage({ kind: 'loaded', languageId: at.languageId });
  Atomics.store(workerData.begun, 0, id);
  if (at.prefix === 'stuck') for (;;);
  if (at.prefix === 'slow') for (const end = Date.now() + 300; Date.now() < end; );
  if (at.prefix === 'throws') throw new Error('thrown on purpose');
  if (at.prefix === 'exits') process.exit(3);
  if (at.prefix === 'full') for (const held = []; ; ) held.push(new Array(1_000_000).fill(id));
  if (at.prefix === 'damaged') return parentPort.postMessage({ kind: 'failed', id, damaged: true });
  if (at.prefix === 'fails') return parentPort.postMessage({ kind: 'failed', id, damaged: false });
  if (at.prefix === 'silent') return;
  Atomics.store(workerData.begun, 0, -1);
  parentPort.postMessage({ kind: 'answered', id, answer });
});`;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cairn-thread-'));
  stuckFile = join(directory, 'stuck-worker.cjs');
  await writeFile(stuckFile, stuckWorker);
  built = await buildWorker(directory);
}, 60_000);
afterAll(() => rm(directory, { recursive: true, force: true }));

const threads: DocumentThread[] = [];
afterEach(() => {
  for (const thread of threads.splice(0)) thread.dispose();
});

/** However busy the machine is, cursors wait for their trees, and their callers for the thread. */
const patient = { longestWaitMs: Number.POSITIVE_INFINITY, longestAnswerMs: 60_000 };

function threadWith(options: Partial<DocumentThreadOptions> = {}): { thread: DocumentThread; workers: Worker[] } {
  const workers: Worker[] = [];
  const thread = new DocumentThread({ ...built, ...patient, ...options, onWorker: (worker) => workers.push(worker) });
  threads.push(thread);
  return { thread, workers };
}

const stuckThread = (options: Partial<DocumentThreadOptions> = {}) =>
  threadWith({ workerFile: stuckFile, longestSilenceMs: 60_000, ...options });

const cursorIn = (prefix: string, uri = 'file:///a.c', languageId = 'c') => ({ uri, languageId, prefix, suffix: '' });
const soon = { timeout: 30_000, interval: 20 };
const ended = (worker: Worker | undefined): Promise<unknown> =>
  new Promise((resolve) => (worker ? worker.once('exit', resolve) : resolve(undefined)));

describe('a thread of open documents', () => {
  it('says of cursors and of streamed texts what is said in process, while documents change', async () => {
    const { thread, workers } = threadWith();
    const inProcess = new DocumentSyntax(installedGrammars, Number.POSITIVE_INFINITY);
    const piece = fc.constantFrom(
      'x',
      '\n',
      '{',
      '}',
      '(',
      ')',
      '"',
      '/*',
      '*/',
      '// a',
      'f(1);\n',
      'if (a) {\n',
      '😀',
      '\r',
    );
    const edit = fc.record({ at: fc.nat(), cut: fc.nat(6), text: fc.array(piece, { maxLength: 4 }) });
    const document = fc.record({
      uri: fc.constantFrom('file:///a', 'file:///b'),
      languageId: fc.constantFrom('typescript', 'c', 'groovy', 'vue'),
      edits: fc.array(edit, { minLength: 1, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(document, async ({ uri, languageId, edits }) => {
        let text = 'function f() {\n  g("a", [1]);\n}\n'.repeat(5);
        for (const { at, cut, text: pieces } of edits) {
          const offset = at % (text.length + 1);
          const prefix = text.slice(0, offset) + pieces.join('');
          const suffix = text.slice(offset + cut);
          const query = { uri, languageId, prefix, suffix };
          expect(await thread.cursorSyntax(query)).toEqual(await inProcess.cursorSyntax(query));
          const streamed = { ...query, text: 'a(b);\n}\n', goesOn: cut % 2 === 0 };
          expect(await thread.judge(streamed)).toEqual(await inProcess.judge(streamed));
          text = prefix + suffix;
        }
        thread.forget(uri);
        inProcess.forget(uri);
      }),
      { numRuns: 30 },
    );
    expect(workers).toHaveLength(1);
    inProcess.dispose();
  });

  it('starts when a document with a grammar is opened or asked of, and not before', async () => {
    const { thread, workers } = threadWith();
    thread.forget('file:///a.c');
    thread.opened('plaintext');
    expect(await thread.cursorSyntax(cursorIn('a', 'file:///a.txt', 'plaintext'))).toMatchObject({ place: 'unknown' });
    expect(workers).toHaveLength(0);
    thread.opened('c');
    thread.opened('go');
    expect((await thread.cursorSyntax(cursorIn('/* '))).place).toBe('comment');
    expect(workers).toHaveLength(1);
  });

  it('answers what is asked at once, each question for itself', async () => {
    const { thread } = threadWith();
    const texts = ['// a', 'int a = ', '"b', '// c'];
    const asked = texts.map((text, at) => thread.cursorSyntax(cursorIn(text, `file:///${at}.c`)));
    const judged = thread.judge({ ...cursorIn('int a = '), text: '1;\n' });
    expect((await Promise.all(asked)).map(({ place }) => place)).toEqual(['comment', 'code', 'string', 'comment']);
    expect((await judged).completeAt).toBe(2);
  });
});

describe('a thread that is lost', () => {
  it.each(['throws', 'exits', 'damaged', 'full'])(
    'answers without a tree when the worker %s, and starts another',
    async (text) => {
      const { thread, workers } = stuckThread();
      const asked = [thread.cursorSyntax(cursorIn(text)), thread.cursorSyntax(cursorIn('// next', 'file:///b.c'))];
      const judged = thread.judge({ ...cursorIn('// a', 'file:///c.c'), text: 'b(;\n' });
      expect((await Promise.all(asked)).map(({ place }) => place)).toEqual(['unknown', 'unknown']);
      expect(await judged).toMatchObject({ place: 'unknown', errorDelta: 0 });
      expect((await thread.cursorSyntax(cursorIn('', 'file:///b.c'))).place).toBe('comment');
      expect(workers).toHaveLength(2);
    },
  );

  it('keeps its worker when a single question fails', async () => {
    const { thread, workers } = stuckThread();
    expect((await thread.cursorSyntax(cursorIn('fails'))).place).toBe('unknown');
    expect((await thread.cursorSyntax(cursorIn(''))).place).toBe('comment');
    expect(workers).toHaveLength(1);
  });

  it('leaves a document alone at which two workers have died, until it is closed', async () => {
    const { thread, workers } = stuckThread();
    const other = () => thread.cursorSyntax(cursorIn('', 'file:///b.c'));
    for (const text of ['exits', 'throws']) expect((await thread.cursorSyntax(cursorIn(text))).place).toBe('unknown');
    expect((await other()).place).toBe('comment');
    expect((await thread.cursorSyntax(cursorIn('fine now'))).place).toBe('unknown');
    expect(workers).toHaveLength(3);
    thread.forget('file:///a.c');
    expect((await thread.cursorSyntax(cursorIn('fine now'))).place).toBe('comment');
  });

  it('blames no document that its worker had not begun', async () => {
    const { thread, workers } = stuckThread();
    for (let round = 0; round < 3; round++) {
      expect((await thread.cursorSyntax(cursorIn('', 'file:///b.c'))).place).toBe('comment');
      expect((await thread.cursorSyntax(cursorIn('not begun'))).place).toBe('unknown');
    }
    expect((await thread.cursorSyntax(cursorIn(''))).place).toBe('comment');
    expect(workers.length).toBe(4);
  });

  it('gives up a question that takes too long, and answers later ones at once until the worker is back', async () => {
    const { thread, workers } = stuckThread({ longestAnswerMs: 100 });
    await expect.poll(async () => (await thread.cursorSyntax(cursorIn(''))).place, soon).toBe('comment');
    expect((await thread.cursorSyntax(cursorIn('slow'))).place).toBe('unknown');
    expect((await thread.cursorSyntax(cursorIn('', 'file:///b.c'))).place).toBe('unknown');
    await expect.poll(async () => (await thread.cursorSyntax(cursorIn(''))).place, soon).toBe('comment');
    expect(workers).toHaveLength(1);
  });

  it('replaces a worker that is stuck', async () => {
    const { thread, workers } = stuckThread({ longestAnswerMs: 200, longestSilenceMs: 50 });
    const place = async (text: string) => (await thread.cursorSyntax(cursorIn(text))).place;
    await expect.poll(() => place(''), soon).toBe('comment');
    const end = ended(workers.at(-1));
    expect(await place('stuck')).toBe('unknown');
    await end;
    await expect.poll(() => place(''), soon).toBe('comment');
  });

  it('does not start again and again when its script is missing', async () => {
    const { thread, workers } = threadWith({ workerFile: join(directory, 'no-worker.js') });
    for (let round = 0; round < 5; round++) expect((await thread.cursorSyntax(cursorIn(''))).place).toBe('unknown');
    expect(workers).toHaveLength(1);
    const nowhere = threadWith({ workerFile: 'relative' });
    expect((await nowhere.thread.cursorSyntax(cursorIn(''))).place).toBe('unknown');
  });

  it('answers what is open when it is disposed, and everything later, and ends', async () => {
    const { thread, workers } = stuckThread();
    await thread.cursorSyntax(cursorIn(''));
    const asked = [thread.cursorSyntax(cursorIn('stuck')), thread.judge({ ...cursorIn(''), text: 'a' })];
    const end = ended(workers[0]);
    thread.dispose();
    thread.dispose();
    thread.opened('c');
    for (const asking of [...asked, thread.cursorSyntax(cursorIn(''))])
      expect(await asking).toMatchObject({ place: 'unknown' });
    await end;
    expect(workers).toHaveLength(1);
  });
});

describe('a thread with journals', () => {
  const gonePid = spawnSync(process.execPath, ['-e', '']).pid;
  const deadly = 'class Deadly {}\n';
  const at = (prefix: string) => cursorIn(prefix, 'file:///a.ts', 'typescript');
  const start = (): ParseJournals => new ParseJournals(new ProcessNotes(join(directory, 'notes')));
  const notes = () => readdir(join(directory, 'notes'));

  async function endAt(text: string): Promise<void> {
    const own = start().newFile();
    const journal = new ParseJournal(own);
    journal.begin(journal.entry('document', text));
    const name = basename(own.file).replace(`-${process.pid}-`, `-${gonePid}-`);
    await rename(own.file, join(directory, 'notes', name));
  }

  it('asks of no document at which processes have ended twice', async () => {
    await endAt(deadly);
    await endAt(deadly);
    const { thread, workers } = threadWith({ journals: start() });
    expect((await thread.cursorSyntax(at(deadly))).place).toBe('unknown');
    expect(workers).toHaveLength(0);
    expect((await thread.cursorSyntax(at(`${deadly}\n`))).place).toBe('code');
    expect(start().standingOf(deadly)).toBe('refused');
    for (const name of await notes()) await rm(join(directory, 'notes', name));
  });

  it('answers questions between the steps in which it parses a long document', async () => {
    const journals = start();
    const { thread } = threadWith({ journals });
    const done: string[] = [];
    vi.spyOn(journals, 'acquitContent').mockImplementation((_, content) => void done.push(content));
    const long = at('function f(a) { return [a + 1, a ? f(a) : g`x`]; }\n'.repeat(10_000));
    const short = { ...at('const a = '), uri: 'file:///short.ts' };
    await thread.cursorSyntax(short);
    await thread.cursorSyntax(long);
    await new Promise((resolve) => setTimeout(resolve, 20));
    done.push((await thread.cursorSyntax({ ...short, prefix: '// b' })).place);
    await expect.poll(() => done, soon).toEqual([digest(short.prefix), 'comment', digest(long.prefix)]);
  });

  it('acquits a document that was parsed, and leaves no note when it ends', async () => {
    await endAt(deadly);
    const { thread, workers } = threadWith({ journals: start() });
    expect((await thread.cursorSyntax(at(deadly))).place).toBe('code');
    await expect.poll(() => start().standingOf(deadly), soon).toBe('free');
    const end = ended(workers[0]);
    thread.dispose();
    await end;
    await expect.poll(notes, soon).toEqual([]);
  });
});

describe('a process with a thread of documents', () => {
  it('ends by itself, though the thread was not disposed, and not before it has its answer', async () => {
    const script = join(directory, 'process.js');
    const source = join(directory, 'process.ts');
    const index = JSON.stringify(repositoryFile('src/engine/syntax/document-thread.ts'));
    await writeFile(
      source,
      `import { DocumentThread } from ${index};
      const thread = new DocumentThread(JSON.parse(process.argv[2] ?? ''));
      void thread.cursorSyntax(${JSON.stringify(cursorIn('// a'))}).then(({ place }) => process.stdout.write(place));`,
    );
    await buildScript(relative(repositoryFile('.'), source), script);
    const { status, stdout } = spawnSync(
      process.execPath,
      [script, JSON.stringify({ ...built, longestAnswerMs: 60_000 })],
      {
        encoding: 'utf8',
        timeout: 60_000,
      },
    );
    expect([status, stdout]).toEqual([0, 'comment']);
  });
});
