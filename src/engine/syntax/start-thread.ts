import { type ResourceLimits, Worker } from 'node:worker_threads';
import { compileTurn, giveTurnBack } from './grammar-compile';
import type { ParseJournals } from './parse-journals';
import type { ThreadStart } from './worker-messages';

/** Starts a worker that loads grammars, with a journal of its own where there are journals. What it leaves behind is cleared away when it ends. */
export function startThread(
  workerFile: string,
  start: ThreadStart,
  resourceLimits: ResourceLimits,
  journals: ParseJournals | undefined,
): Worker {
  compileTurn();
  const journal = journals?.newFile();
  const workerData: ThreadStart = { ...start, ...(journal && { journal }) };
  const worker = new Worker(workerFile, { workerData, resourceLimits });
  const { threadId } = worker;
  worker.once('exit', () => {
    giveTurnBack(threadId);
    if (journal) journals?.remove(journal);
  });
  return worker;
}
