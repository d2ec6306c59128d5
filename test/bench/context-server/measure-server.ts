import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { languageIdOf } from '../../../src/engine/syntax';
import { identifiersOf } from '../../../src/engine/text';
import { percentile, type Setup } from '../keyword/options';
import { readSource } from '../keyword/documents';
import type { SourceFile } from '../keyword/source-files';
import { ServerProcess } from './server-process';

/** Longer than a parser's worker outlives its last file, and than V8 keeps pages that are empty; milliseconds. */
const WORKERS_END_MS = 15_000;

/** Cursors that are asked for between two looks at how far the server is: each counts all files. */
const ASKS_A_STATUS = 5;

export interface ServerFigures {
  /** Milliseconds from the server's start until a word of a file beside the open one is found. */
  readonly firstAnswerMs: number;
  /** Milliseconds until the words of all files, and until all symbols are known. */
  readonly wordsMs: number;
  readonly readyMs: number;
  /** Wall milliseconds of a cursor's context while the rest is indexed. */
  readonly whileIndexingP95Ms: number;
  readonly residentMb: number;
  readonly peakMb: number | undefined;
  readonly diskMb: number;
  /** Milliseconds from the second start until that word is found, with the stored index. */
  readonly secondStartMs: number;
}

/** Opens the corpus twice in the built context server with one document open, and asks all the while. */
export async function measureServer({ root, files, scratch }: Setup): Promise<ServerFigures> {
  const store = path.join(scratch, 'server-store');
  const { open, word, neighbour } = openPlace(files);
  const languageId = languageIdOf(open);
  const started = performance.now();
  const server = await ServerProcess.start(root, store);
  const text = await server.open(open, languageId);
  const first = await untilFound(server, word, neighbour);
  const firstAnswerMs = performance.now() - started;
  const waits: number[] = [];
  let wordsMs = 0;
  for (let at = 0; ; at++) {
    const status = at % ASKS_A_STATUS === 0 ? await server.status() : undefined;
    if (status && wordsMs === 0 && status.filesDone >= status.files && status.files > files.length / 2)
      wordsMs = performance.now() - started;
    if (status?.phase === 'ready') break;
    const asked = performance.now();
    await server.context(open, languageId, Math.floor((text.length * (at % 97)) / 97));
    waits.push(performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const readyMs = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, WORKERS_END_MS));
  const memory = await server.memoryMb();
  await server.stop();
  const saved = readdirSync(store).map((name) => statSync(path.join(store, name)));
  const again = performance.now();
  const second = await ServerProcess.start(root, store);
  await untilFound(second, word, neighbour);
  const secondStartMs = performance.now() - again;
  await second.stop();
  if (!first) throw new Error('The context server did not find a word of the corpus.');
  return {
    firstAnswerMs,
    wordsMs,
    readyMs,
    whileIndexingP95Ms: percentile(waits, 0.95),
    residentMb: memory.now,
    peakMb: memory.peak,
    diskMb: saved.reduce((sum, found) => sum + (found.isFile() ? found.size : 0), 0) / 1e6,
    secondStartMs,
  };
}

/** A document to open in the middle of the corpus, and a name that a file beside it has. */
function openPlace(files: readonly SourceFile[]): { open: string; word: string; neighbour: string } {
  const times = new Map<string, number>();
  for (let at = Math.floor(files.length / 2); at + 1 < files.length; at++) {
    const [open, next] = [files[at] as SourceFile, files[at + 1] as SourceFile];
    if (path.dirname(open.path) !== path.dirname(next.path) || !/\.[jt]sx?$/.test(open.path)) continue;
    times.clear();
    for (const name of identifiersOf(readSource(next) ?? '')) times.set(name, (times.get(name) ?? 0) + 1);
    const word = [...times].filter(([name, count]) => name.length > 14 && count > 2).sort((a, b) => b[1] - a[1])[0];
    if (word) return { open: open.path, word: word[0], neighbour: next.path };
  }
  throw new Error('There are no two files beside each other in the corpus.');
}

async function untilFound(server: ServerProcess, word: string, file: string): Promise<boolean> {
  const limit = performance.now() + 60_000;
  while (performance.now() < limit) {
    const { files } = await server.ask(word);
    if (files.some((found) => found.path === file)) return true;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return false;
}
