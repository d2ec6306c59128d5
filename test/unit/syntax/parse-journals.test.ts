import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProcessNotes } from '../../../src/engine/host';
import { DocumentSyntax, ParseJournals, workerParser } from '../../../src/engine/syntax';
import { DocumentJournal } from '../../../src/engine/syntax/document-journal';
import type { ParsePurpose } from '../../../src/engine/syntax/parse-entry';
import { ParseJournal } from '../../../src/engine/syntax/parse-journal';
import { digest } from '../../../src/engine/text';
import { installedGrammars } from './installed-grammars';

const gonePid = spawnSync(process.execPath, ['-e', '']).pid;
const deadly = 'class Deadly {}\n';
let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cairn-journals-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const start = (rules?: string): ParseJournals => new ParseJournals(new ProcessNotes(directory), rules);

/** A process begins these and ends: its notes stay, under a number that nobody has any more. */
async function endAt(begun: readonly (readonly [ParsePurpose, string])[], journals = start()): Promise<void> {
  for (const [purpose, text] of begun) {
    const own = journals.newFile();
    const journal = new ParseJournal(own);
    journal.begin(journal.entry(purpose, text));
    const name = basename(own.file).replace(`-${process.pid}-`, `-${gonePid}-`);
    await rename(own.file, join(directory, name));
  }
}

describe('the journals of texts under parse', () => {
  it('refuse a text at which two processes have ended, and no other', async () => {
    expect(start().standingOf(deadly)).toBe('free');
    await endAt([['syntax', deadly]]);
    expect(start().standingOf(deadly)).toBe('suspect');
    await endAt([['syntax', deadly]]);
    expect(start().standingOf(deadly)).toBe('refused');
    expect(start().standingOf(`${deadly} `)).toBe('free');
  });

  it('count one end of a process once, whatever it parsed the text for', async () => {
    await endAt([
      ['syntax', deadly],
      ['document', deadly],
    ]);
    expect(start().standingOf(deadly)).toBe('suspect');
    await endAt([['references', deadly]]);
    expect(start().standingOf(deadly)).toBe('refused');
  });

  it('forget what was parsed since for the same purpose, and all of a text that is to be tried again', async () => {
    await endAt([
      ['syntax', deadly],
      ['references', deadly],
    ]);
    start().acquit('syntax', deadly);
    expect(await readdir(directory)).toHaveLength(1);
    const journals = start();
    expect(journals.standingOf(deadly)).toBe('suspect');
    journals.forget(digest(deadly));
    expect(journals.standingOf(deadly)).toBe('free');
    expect(await readdir(directory)).toEqual([]);
  });

  it('hold nothing of a text but its digest', async () => {
    await endAt([['syntax', deadly]]);
    const [name = ''] = await readdir(directory);
    expect(await readFile(join(directory, name), 'utf8')).toMatch(/^parsing 1 s [0-9a-f]{32} [0-9a-f]{32}\n$/);
    expect(name).toMatch(/^[0-9a-f-]+\.note$/);
  });

  it('say nothing of a text that is parsed by other rules now', async () => {
    await endAt([['syntax', deadly]], start('0'.repeat(32)));
    expect(start('0'.repeat(32)).standingOf(deadly)).toBe('suspect');
    expect(start('1'.repeat(32)).standingOf(deadly)).toBe('free');
    expect(await readdir(directory)).toEqual([]);
  });

  it('say nothing when a text was done with, or their process ended by its own will', async () => {
    const journals = start();
    const [first, second] = [journals.newFile(), journals.newFile()].map((file) => new ParseJournal(file));
    first?.begin(first.entry('syntax', deadly));
    first?.end();
    second?.begin(second.entry('syntax', deadly));
    expect(await readdir(directory)).toHaveLength(2);
    journals.close();
    expect(await readdir(directory)).toEqual([]);
  });

  it('are not harmed by damaged ones, which are removed', async () => {
    await endAt([['syntax', deadly]]);
    await endAt([['syntax', deadly]]);
    const [kept = '', damaged = ''] = await readdir(directory);
    const whole = await readFile(join(directory, damaged));
    const damage = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.nat(whole.length - 1).map((cut) => whole.subarray(0, cut)),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (content) => {
        await writeFile(join(directory, damaged), content);
        expect(start().standingOf(deadly)).toBe('suspect');
        expect(await readdir(directory)).toEqual([kept]);
      }),
      { numRuns: 50 },
    );
  });

  it('keep no more than the newest of very many', async () => {
    await endAt(Array.from({ length: 250 }, (_, at) => ['syntax', `text ${at}`] as const));
    start();
    expect(await readdir(directory)).toHaveLength(200);
  });
});

describe('a parser that has journals', () => {
  it('takes no text at which processes have ended twice, until that is forgotten', async () => {
    await endAt([['syntax', deadly]]);
    await endAt([['syntax', deadly]]);
    const journals = start();
    const parser = workerParser({ workerFile: 'none', grammarDirectory: 'none', journals });
    await expect(parser.parse('typescript', deadly)).rejects.toMatchObject({ kind: 'ended-process' });
    await expect(parser.references('typescript', deadly, ['a'])).rejects.toMatchObject({ kind: 'ended-process' });
    parser.tryAgain?.(digest(deadly));
    await expect(parser.parse('typescript', deadly)).rejects.toMatchObject({ kind: 'not-begun' });
    parser.dispose();
  });

  it('parses a text at which a process has ended when it parses no other', async () => {
    await endAt([
      ['syntax', 'one'],
      ['references', 'two'],
    ]);
    const workerFile = join(directory, 'worker.cjs');
    const log = join(directory, 'log');
    await writeFile(
      workerFile,
      `const { appendFileSync } = require('node:fs');
      const { parentPort, workerData } = require('node:worker_threads');
      parentPort.on('message', ({ id, text }) => {
        Atomics.store(workerData.begun, 0, id);
        appendFileSync(${JSON.stringify(log)}, text + ' ');
        setTimeout(() => {
          appendFileSync(${JSON.stringify(log)}, text + ' ');
          parentPort.postMessage({ id, kind: 'parsed', json: '{}', heldBytes: 0 });
        }, 20);
      });`,
    );
    const parser = workerParser({ workerFile, grammarDirectory: 'none', workers: 2, journals: start() });
    const texts = ['a', 'one', 'b', 'c', 'd', 'e'];
    await Promise.all([...texts.map((text) => parser.parse('c', text)), parser.references('c', 'two', ['a'])]);
    expect(await readFile(log, 'utf8')).toMatch(/ one one (.* )?two two /);
    expect([start().standingOf('one'), start().standingOf('two')]).toEqual(['free', 'free']);
    await Promise.all(['f', 'g'].map((text) => parser.parse('c', text)));
    parser.dispose();
  });
});

describe('an open document', () => {
  it('is noted down while it is parsed, also in steps with others in between', async () => {
    const journal = new DocumentJournal(start());
    const written = () => readdirSync(directory).map((name) => readFileSync(join(directory, name), 'latin1'));
    const seen: boolean[] = [];
    const look = (text: string) => seen.push(written().join().includes(digest(text)));
    journal.during('whole', () => look('whole'));
    const steps = journal.steps(
      'long',
      (function* () {
        look('long');
        yield;
        look('long');
      })(),
    );
    steps.next();
    journal.during('between', () => look('between'));
    steps.next();
    expect(seen).toEqual([true, true, true, true]);
    look('whole');
    look('long');
    expect(seen.slice(4)).toEqual([false, false]);
    journal.dispose();
    expect(await readdir(directory)).toEqual([]);
  });

  it('is judged without a tree when processes have ended at it twice', async () => {
    const cursor = { uri: 'file:///a.ts', languageId: 'typescript', prefix: deadly, suffix: '' };
    await endAt([['document', deadly]]);
    const once = new DocumentSyntax(installedGrammars, Number.POSITIVE_INFINITY, start());
    await endAt([['syntax', deadly]]);
    const twice = new DocumentSyntax(installedGrammars, Number.POSITIVE_INFINITY, start());
    expect((await twice.cursorSyntax(cursor)).place).toBe('unknown');
    expect((await twice.cursorSyntax({ ...cursor, prefix: `${deadly}\n` })).place).toBe('code');
    expect((await once.cursorSyntax(cursor)).place).toBe('code');
    expect(start().standingOf(deadly)).toBe('suspect');
    for (const documents of [once, twice]) documents.dispose();
  });
});
