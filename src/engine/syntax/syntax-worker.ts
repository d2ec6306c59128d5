import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { grammarFilesIn } from './grammar-files';
import { parseFile, referencesInFile } from './inline-parser';
import { LoadedGrammars } from './loaded-grammars';
import { ParseFailure } from './parse-failure';
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
const { grammarDirectory } = workerData as WorkerStart;
const loaded = new LoadedGrammars(grammarFilesIn(grammarDirectory));
const begun = new Set<string>();

parentPort?.on('message', (order: ParseOrder) => {
  void reply(order).then((answer) => parentPort?.postMessage(answer));
});

async function reply({ id, ...task }: ParseOrder): Promise<ParseReply> {
  try {
    await begin(id, task.languageId);
    return parsedReply(id, await done(task), heldBytes());
  } catch (error) {
    const failure = error instanceof ParseFailure ? error.kind : isRuntimeDamage(error) ? 'died' : 'failed';
    const message = error instanceof Error ? error.message : String(error);
    return { id, kind: 'failed', failure, message, heldBytes: heldBytes() };
  }
}

function done(task: ParseTask): Promise<ParseResult> {
  if (task.kind === 'syntax') return parseFile(loaded, task.languageId, task.text);
  return referencesInFile(loaded, task.languageId, task.text, task.names);
}

function heldBytes(): number {
  return getHeapStatistics().external_memory;
}

async function begin(id: number, languageId: string): Promise<void> {
  if (begun.has(languageId)) return;
  await loaded.get(languageId);
  begun.add(languageId);
  const message: ParseReply = { id, kind: 'begun' };
  parentPort?.postMessage(message);
}
