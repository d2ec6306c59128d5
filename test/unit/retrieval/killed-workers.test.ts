import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeHost } from '../../../src/engine/host';
import { ParseFailure, type SyntaxParser, workerParser } from '../../../src/engine/syntax';
import { canonicalUri } from '../../../src/engine/text';
import { type BuiltWorker, buildWorker } from '../syntax/built-worker';
import { pathsOf, Workbench } from './workbench';

const FILES = 240;
const KILLS = 200;
/** Lives of the engine in which the workers are killed, at least. */
const LIVES = 5;
const limits = { maxFileBytes: 1 << 20, maxFiles: 1000, maxBytes: 1e9 };

let directory = '';
let folder = '';
let built: BuiltWorker;
const textOf = (at: number, life: number): string =>
  at % 2 === 0
    ? `{ "word${at}": ${life}, "list${at}": [1, 2] }\n`
    : `package a\n\nfunc Word${at}() int {\n\treturn ${life}\n}\n`;

async function writeFiles(life: number): Promise<void> {
  for (let at = 0; at < FILES; at++)
    await writeFile(join(folder, `f${at}.${at % 2 ? 'go' : 'json'}`), textOf(at, life));
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cairn-killed-'));
  folder = join(directory, 'workspace');
  await mkdir(folder);
  built = await buildWorker(directory);
}, 60_000);

afterAll(() => rm(directory, { recursive: true, force: true }));

/** The same numbers every time, from 0 up to 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}

/** Parses in a real worker, which is ended from outside at any moment, `most` times in all but never twice at one text. */
class KilledParser implements SyntaxParser {
  kills = 0;
  private worker: Worker | undefined;
  private readonly struck = new Set<string>();
  private readonly inWork: string[] = [];
  private killing: NodeJS.Timeout | undefined;
  private readonly random = numbers(7);
  private parser = this.start();

  constructor(private readonly most: number) {}

  async parse(languageId: string, text: string) {
    this.inWork.push(text);
    this.killSoon();
    try {
      return await this.parser.parse(languageId, text);
    } catch (error) {
      if (error instanceof ParseFailure && error.kind === 'died') this.struck.add(text);
      throw error;
    } finally {
      this.inWork.splice(this.inWork.indexOf(text), 1);
    }
  }

  references(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  dispose(): void {
    clearTimeout(this.killing);
    this.parser.dispose();
  }

  /** For the next life of an engine. */
  reopen(): void {
    this.dispose();
    this.killing = undefined;
    this.struck.clear();
    this.parser = this.start();
  }

  private start(): SyntaxParser {
    return workerParser({
      ...built,
      workers: 1,
      onWorker: (worker) => {
        this.worker = worker;
      },
    });
  }

  private killSoon(): void {
    if (this.killing || this.kills >= this.most) return;
    this.killing = setTimeout(
      () => {
        this.killing = undefined;
        const [text] = this.inWork;
        if (text === undefined || !this.worker || this.worker.threadId < 0) return;
        if (!this.struck.has(text)) {
          this.struck.add(text);
          this.kills++;
          void this.worker.terminate();
        }
        this.killSoon();
      },
      this.random() * this.random() * 60,
    );
  }
}

function open(parser: SyntaxParser, stored: boolean): Workbench {
  const store = { directory: join(directory, 'store'), savePauseMs: 0, partPauseMs: 0 };
  const bench = new Workbench(nodeHost(), limits, { parser, ...(stored && { store }) });
  const uri = canonicalUri(pathToFileURL(folder).href);
  bench.setPolicy('', '', uri);
  bench.engine.setFolders([uri]);
  bench.engine.start();
  return bench;
}

async function contentOf({ engine }: Workbench): Promise<string[]> {
  const hits = await engine.symbols({ text: '', want: 'symbol', limit: 10_000 });
  return hits.map(({ path, name, kind, range }) => `${path} ${kind} ${name} ${JSON.stringify(range)}`).sort();
}

describe('workers that are ended from outside while a folder is indexed', { timeout: 180_000 }, () => {
  it('leave the right index after 200 ends in several lives of the engine, with no file set aside', async () => {
    const parser = new KilledParser(KILLS);
    for (let life = 1; parser.kills < KILLS; life++) {
      await writeFiles(life);
      const until = Math.min(KILLS, parser.kills + KILLS / LIVES);
      const bench = open(parser, true);
      let isReady = false;
      void bench.engine.whenReady().then(() => (isReady = true));
      await expect.poll(() => isReady || parser.kills >= until, { timeout: 60_000, interval: 5 }).toBe(true);
      bench.engine.dispose();
      parser.reopen();
    }
    const last = open(parser, true);
    await last.engine.whenReady();

    const calm = new KilledParser(0);
    const fresh = open(calm, false);
    await fresh.engine.whenReady();
    expect((await last.engine.status()).setAside).toEqual([]);
    const content = await contentOf(fresh);
    expect(content).toHaveLength(FILES * 1.5);
    expect(await contentOf(last)).toEqual(content);
    for (const word of ['word17', 'word120', 'list44', 'return'])
      expect(pathsOf(await last.ask(word)), word).toEqual(pathsOf(await fresh.ask(word)));
    for (const { engine } of [last, fresh]) engine.dispose();
    for (const each of [parser, calm]) each.dispose();
  });
});
