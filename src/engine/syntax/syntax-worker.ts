import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { grammarFilesIn } from './grammar-files';
import { parseFile } from './inline-parser';
import { LoadedGrammars } from './loaded-grammars';
import { ParseFailure } from './parse-failure';
import { isRuntimeDamage } from './parse-limits';
import { type ParseOrder, type ParseReply, parsedReply, type WorkerStart } from './worker-messages';

// Entry of the worker that parses a workspace's files. One order at a time comes in, one reply goes out for each.
const { grammarDirectory } = workerData as WorkerStart;
const loaded = new LoadedGrammars(grammarFilesIn(grammarDirectory));
const begun = new Set<string>();

parentPort?.on('message', ({ id, languageId, text }: ParseOrder) => {
  void reply(id, languageId, text).then((answer) => parentPort?.postMessage(answer));
});

async function reply(id: number, languageId: string, text: string): Promise<ParseReply> {
  try {
    await begin(id, languageId);
    return parsedReply(id, await parseFile(loaded, languageId, text), heldBytes());
  } catch (error) {
    const failure = error instanceof ParseFailure ? error.kind : isRuntimeDamage(error) ? 'died' : 'failed';
    const message = error instanceof Error ? error.message : String(error);
    return { id, kind: 'failed', failure, message, heldBytes: heldBytes() };
  }
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
