import { type ResourceLimits, Worker } from 'node:worker_threads';
import { compileTurn, giveTurnBack } from './grammar-compile';
import type { ParseJournals } from './parse-journals';
import type { ThreadStart } from './worker-messages';

export interface ThreadOptions {
  /** The bundled `syntax-worker` script. */
  readonly workerFile: string;
  /** Where the grammars and the tree-sitter runtime lie. */
  readonly grammarDirectory: string;
  /** What texts have ended processes, and where workers note down what they are at; without it nothing is. */
  readonly journals?: ParseJournals;
  /** Called with each worker as it starts. */
  readonly onWorker?: (worker: Worker) => void;
}

/** Starts a worker that loads grammars, with a journal of its own where there are journals. What it leaves behind is cleared away when it ends. */
export function startThread(
  { workerFile, journals }: ThreadOptions,
  start: ThreadStart,
  resourceLimits: ResourceLimits,
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
