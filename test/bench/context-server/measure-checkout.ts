import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { languageIdOf } from '../../../src/engine/syntax';
import { percentile } from '../keyword/options';
import type { SourceFile } from '../keyword/source-files';
import { ServerProcess } from './server-process';

const CHANGED = 5000;
/** Files whose new words are asked for in the end. */
const ASKED = 25;
/** Milliseconds between two requests for a cursor's context. */
const CONTEXT_MS = 50;
/** Milliseconds of requests that no figure counts: the first load a grammar and run code that nothing has run before. */
const WARM_UP_MS = 3_000;
/** Longer than memory is held that the first indexing has left. */
const REST_MS = 7_000;

export interface CheckoutFigures {
  readonly changed: number;
  /** The most CPU that the server's main thread takes at a stretch, from the first event until all symbols are known: what a quiet machine is blocked for. */
  readonly longestBlockMs: number | undefined;
  readonly contextP95Ms: number;
  /** The same while nothing is digested. */
  readonly contextAtRestP95Ms: number;
  readonly searchableMs: number;
  readonly readyMs: number;
  /** Files whose new word is not found in the end. */
  readonly notFound: number;
  readonly residentMb: number;
  readonly peakMb: number | undefined;
}

/** Changes thousands of files of a folder, which is written to, below a context server that has indexed it, and asks all the while. */
export async function measureCheckout(
  root: string,
  files: readonly SourceFile[],
  store: string,
): Promise<CheckoutFigures> {
  const server = await ServerProcess.start(root, store, { seesBlocks: true });
  try {
    const open = (files.find(({ path }) => /\.tsx?$/.test(path)) ?? (files[0] as SourceFile)).path;
    const text = await server.open(open, languageIdOf(open));
    const ask = (at: number) => server.context(open, languageIdOf(open), Math.floor((text.length * (at % 97)) / 97));
    await server.whenReady();
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    await waitsDuring(new Promise((resolve) => setTimeout(resolve, WARM_UP_MS)), ask);
    const atRest = await waitsDuring(new Promise((resolve) => setTimeout(resolve, 3_000)), ask);
    await server.longestBlockMs();
    const changed = files.filter((file) => file.path !== open).slice(0, CHANGED);
    for (const [at, file] of changed.entries()) appendFileSync(path.join(root, file.path), `\n${wordOf(at)}\n`);
    const started = performance.now();
    let searchableMs = 0;
    let readyMs = 0;
    const meanwhile = await waitsDuring(
      (async () => {
        await server.changed(changed.map((file) => file.path));
        for (;;) {
          const { phase, files: all, filesDone, symbolsLeft } = await server.status();
          const isWords = phase === 'ready' || (symbolsLeft > 0 && filesDone >= all);
          if (isWords && searchableMs === 0) searchableMs = performance.now() - started;
          if (phase === 'ready') break;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        readyMs = performance.now() - started;
      })(),
      ask,
    );
    const longestBlockMs = await server.longestBlockMs();
    let notFound = 0;
    for (let word = 0; word < ASKED; word++) {
      const at = Math.floor((word * (changed.length - 1)) / (ASKED - 1));
      const answer = await server.ask(wordOf(at));
      if (!answer.files.some((file) => file.path === changed[at]?.path)) notFound++;
    }
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const memory = await server.memoryMb();
    return {
      changed: changed.length,
      longestBlockMs,
      contextP95Ms: percentile(meanwhile, 0.95),
      contextAtRestP95Ms: percentile(atRest, 0.95),
      searchableMs,
      readyMs,
      notFound,
      residentMb: memory.now,
      peakMb: memory.peak,
    };
  } finally {
    await server.stop();
  }
}

/** Milliseconds that requests take, one after the other, until `work` is done. */
async function waitsDuring(work: Promise<void>, ask: (at: number) => Promise<unknown>): Promise<number[]> {
  const waits: number[] = [];
  let isDone = false;
  const asking = async (): Promise<void> => {
    for (let at = 0; !isDone; at++) {
      const asked = performance.now();
      await ask(at);
      waits.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, CONTEXT_MS));
    }
  };
  const end = work.finally(() => {
    isDone = true;
  });
  await Promise.all([asking(), end]);
  return waits;
}

/** A word that shares no part with another. */
function wordOf(number: number): string {
  const letter = (value: number) => String.fromCharCode(97 + (Math.floor(value) % 26));
  return `zqy${letter(number / 676)}${letter(number / 26)}${letter(number)}kvw`;
}
