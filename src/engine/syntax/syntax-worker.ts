import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { grammarFilesIn } from './grammar-files';
import { parseFile, referencesInFile } from './inline-parser';
import { LoadedGrammars } from './loaded-grammars';
import { ParseFailure } from './parse-failure';
import { ParseJournal } from './parse-journal';
import { isRuntimeDamage } from './parse-limits';
import {
  type ParseOrder,
  type ParseReply,
  type ParseResult,
  type ParseTask,
  parsedReply,
  type WorkerStart,
} from './worker-messages';

// Entry of the worker that parses a workspace's files. One order at a time comes in, one reply goes out for each.
const { grammarDirectory, begun, journal: file } = workerData as WorkerStart;
const grammars = new LoadedGrammars(grammarFilesIn(grammarDirectory));
const loaded = new Set<string>();
const journal = file && new ParseJournal(file);

parentPort?.on('message', (order: ParseOrder) => {
  void reply(order).then((answer) => parentPort?.postMessage(answer));
});

async function reply({ id, ...task }: ParseOrder): Promise<ParseReply> {
  try {
    await load(id, task.languageId);
    return parsedReply(id, await done(id, task), heldBytes());
  } catch (error) {
    const failure = error instanceof ParseFailure ? error.kind : isRuntimeDamage(error) ? 'died' : 'failed';
    const message = error instanceof Error ? error.message : String(error);
    return { id, kind: 'failed', failure, message, heldBytes: heldBytes() };
  }
}

async function done(id: number, task: ParseTask): Promise<ParseResult> {
  Atomics.store(begun, 0, id);
  journal?.begin(journal.entry(task.kind, task.text));
  try {
    if (task.kind === 'syntax') return await parseFile(grammars, task.languageId, task.text);
    return await referencesInFile(grammars, task.languageId, task.text, task.names);
  } finally {
    journal?.end();
  }
}

function heldBytes(): number {
  return getHeapStatistics().external_memory;
}

async function load(id: number, languageId: string): Promise<void> {
  if (loaded.has(languageId)) return;
  await grammars.get(languageId);
  loaded.add(languageId);
  const message: ParseReply = { id, kind: 'loaded' };
  parentPort?.postMessage(message);
}
