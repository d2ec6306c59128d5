import { Worker } from 'node:worker_threads';
import type { FileSyntax, SyntaxParser } from './contract';
import { compileTurn, giveTurnBack } from './grammar-compile';
import { hasGrammar } from './languages';
import { ParseFailure } from './parse-failure';
import type { ParseOrder, ParseReply, WorkerStart } from './worker-messages';

export interface WorkerParserOptions {
  /** The bundled `syntax-worker` script. */
  readonly workerFile: string;
  /** Where the grammars and the tree-sitter runtime lie. */
  readonly grammarDirectory: string;
  /** Longest time for one file, in milliseconds; 10,000 by default. */
  readonly timeoutMs?: number;
  /** A worker with nothing to do ends after so many milliseconds; 5,000 by default. */
  readonly idleMs?: number;
  /** A worker is replaced after so much text, in UTF-16 units, because its WebAssembly memory never shrinks; 64 million by default. */
  readonly recycleUnits?: number;
  /** Called with each worker as it starts. */
  readonly onWorker?: (worker: Worker) => void;
}

interface Job {
  readonly languageId: string;
  readonly text: string;
  readonly resolve: (syntax: FileSyntax | undefined) => void;
  readonly reject: (failure: ParseFailure) => void;
}

/**
 * Parses in a worker thread, one file after the other in the order of the calls. The worker starts with the first file and
 * ends when idle. A file that kills the worker or takes too long rejects with a `ParseFailure` and is not tried again; the
 * files after it go on in a new worker.
 */
export function workerParser(options: WorkerParserOptions): SyntaxParser {
  return new WorkerParser(options);
}

class WorkerParser implements SyntaxParser {
  private readonly waiting: Job[] = [];
  private current: { readonly job: Job; readonly id: number; readonly timer: NodeJS.Timeout } | undefined;
  private worker: Worker | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private parsedUnits = 0;
  private lastId = 0;
  private disposed = false;

  constructor(private readonly options: WorkerParserOptions) {}

  parse(languageId: string, text: string): Promise<FileSyntax | undefined> {
    if (this.disposed) return Promise.reject(disposedFailure());
    if (!hasGrammar(languageId)) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      this.waiting.push({ languageId, text, resolve, reject });
      this.next();
    });
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    const open = this.current === undefined ? this.waiting : [this.current.job, ...this.waiting];
    clearTimeout(this.current?.timer);
    this.current = undefined;
    this.retire();
    for (const job of open.splice(0)) job.reject(disposedFailure());
    this.waiting.length = 0;
  }

  private next(): void {
    if (this.current !== undefined || this.disposed) return;
    const job = this.waiting.shift();
    if (job === undefined) {
      this.rest();
      return;
    }
    if (this.parsedUnits >= (this.options.recycleUnits ?? 64_000_000)) this.retire();
    clearTimeout(this.idleTimer);
    const worker = this.worker ?? this.start();
    worker.ref();
    const id = ++this.lastId;
    const timeoutMs = this.options.timeoutMs ?? 10_000;
    const timer = setTimeout(() => this.giveUp(new ParseFailure('time-out', tooSlow(timeoutMs))), timeoutMs);
    this.current = { job, id, timer };
    this.parsedUnits += job.text.length;
    const order: ParseOrder = { id, languageId: job.languageId, text: job.text };
    worker.postMessage(order);
  }

  /** An idle worker must not keep the process alive, and soon gives its memory back. */
  private rest(): void {
    this.worker?.unref();
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => this.retire(), this.options.idleMs ?? 5_000);
    this.idleTimer.unref();
  }

  private start(): Worker {
    compileTurn();
    const workerData: WorkerStart = { grammarDirectory: this.options.grammarDirectory };
    const worker = new Worker(this.options.workerFile, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 512, stackSizeMb: 8 },
    });
    this.worker = worker;
    const { threadId } = worker;
    worker.once('exit', () => giveTurnBack(threadId));
    worker.on('message', (reply: ParseReply) => this.receive(worker, reply));
    worker.on('error', (error) => this.lost(worker, error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => this.lost(worker, `it ended with code ${code}`));
    this.options.onWorker?.(worker);
    return worker;
  }

  private receive(worker: Worker, reply: ParseReply): void {
    if (worker !== this.worker || this.current?.id !== reply.id) return;
    if (reply.kind === 'failed' && reply.failure === 'died') {
      this.giveUp(new ParseFailure('died', `The parser died on this file: ${reply.message}.`));
      return;
    }
    const { job } = this.finish();
    if (reply.kind === 'parsed') job.resolve(reply.syntax);
    else job.reject(new ParseFailure(reply.failure, reply.message));
    this.next();
  }

  private lost(worker: Worker, reason: string): void {
    if (worker !== this.worker) return;
    if (this.current === undefined) this.retire();
    else this.giveUp(new ParseFailure('died', `The parser's worker died on this file: ${reason}.`));
  }

  private giveUp(failure: ParseFailure): void {
    const { job } = this.finish();
    this.retire();
    job.reject(failure);
    this.next();
  }

  private finish(): { readonly job: Job } {
    const current = this.current;
    if (current === undefined) throw new Error('no file is being parsed');
    clearTimeout(current.timer);
    this.current = undefined;
    return current;
  }

  private retire(): void {
    clearTimeout(this.idleTimer);
    const worker = this.worker;
    this.worker = undefined;
    this.parsedUnits = 0;
    if (worker !== undefined) void worker.terminate();
  }
}

function disposedFailure(): ParseFailure {
  return new ParseFailure('disposed', 'The parser is closed.');
}

function tooSlow(timeoutMs: number): string {
  return `Parsing this file took longer than ${timeoutMs / 1000} s and was stopped.`;
}
