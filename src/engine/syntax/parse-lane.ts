import type { Worker } from 'node:worker_threads';
import { ParseFailure, type ParseFailureKind } from './parse-failure';
import { startThread, type ThreadOptions } from './start-thread';
import {
  type FilesStart,
  type ParseOrder,
  type ParseReply,
  type ParseResult,
  type ParseTask,
  resultOf,
} from './worker-messages';

export interface LaneOptions extends ThreadOptions {
  /** Longest time for one file once its grammar is loaded, in milliseconds; 30,000 by default. */
  readonly timeoutMs?: number;
  /** A worker with nothing to do ends after so many milliseconds; 5,000 by default. */
  readonly idleMs?: number;
  /** A worker is replaced when it holds so many bytes outside its heap, because its WebAssembly memory never shrinks; 192 MiB by default. */
  readonly recycleBytes?: number;
}

/** A worker may take so long to start and to load a grammar, in milliseconds: on a busy machine that is many seconds. */
const longestStartMs = 120_000;

/** Ordinary sources need about 40 MiB; a file of a megabyte can need ten times as much. */
const largestMemory = 192 << 20;

/** One file to parse, and who waits for it. */
export interface ParseJob {
  readonly task: ParseTask;
  readonly resolve: (result: ParseResult) => void;
  readonly reject: (failure: ParseFailure) => void;
}

/** Takes one job after the other into a worker of its own, which it starts when there is work and ends when there is none. */
export class ParseLane {
  private current: { readonly job: ParseJob; readonly id: number; timer: NodeJS.Timeout } | undefined;
  /** Languages whose grammars the worker has loaded. */
  private readonly loaded = new Set<string>();
  private worker: Worker | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private heldBytes = 0;
  private lastId = 0;
  /** The number of the order that a worker has begun last. */
  private readonly begun = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

  /** `next` hands over the longest waiting job. */
  constructor(
    private readonly options: LaneOptions,
    private readonly next: () => ParseJob | undefined,
  ) {}

  get isBusy(): boolean {
    return this.current !== undefined;
  }

  /** Goes on with the jobs that wait, unless it is at one. */
  wake(): void {
    if (this.current !== undefined) return;
    const job = this.next();
    if (job === undefined) this.rest();
    else this.take(job);
  }

  /** Ends the worker; the job that it was at, if any, is given back unanswered. */
  stop(): ParseJob | undefined {
    const job = this.current?.job;
    clearTimeout(this.current?.timer);
    this.current = undefined;
    this.retire();
    return job;
  }

  private take(job: ParseJob): void {
    if (this.heldBytes >= (this.options.recycleBytes ?? largestMemory)) this.retire();
    clearTimeout(this.idleTimer);
    const id = ++this.lastId;
    this.current = {
      job,
      id,
      timer: this.limit(this.loaded.has(job.task.languageId) ? this.timeoutMs : longestStartMs),
    };
    try {
      const worker = this.worker ?? this.start();
      worker.ref();
      const order: ParseOrder = { ...job.task, id };
      worker.postMessage(order);
    } catch (error) {
      this.giveUp('died', `The parser's worker did not start: ${messageOf(error)}.`);
    }
  }

  private get timeoutMs(): number {
    return this.options.timeoutMs ?? 30_000;
  }

  private limit(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.giveUp('time-out', tooSlow(ms)), ms);
  }

  /** An idle worker must not keep the process alive, and soon gives its memory back. */
  private rest(): void {
    this.worker?.unref();
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => this.retire(), this.options.idleMs ?? 5_000);
    this.idleTimer.unref();
  }

  private start(): Worker {
    const { grammarDirectory } = this.options;
    const start: FilesStart = { kind: 'files', grammarDirectory, begun: this.begun };
    const worker = startThread(this.options, start, { maxOldGenerationSizeMb: 512, stackSizeMb: 8 });
    this.worker = worker;
    worker.on('message', (reply: ParseReply) => this.receive(worker, reply));
    worker.on('error', (error) => this.lost(worker, messageOf(error)));
    worker.on('exit', (code) => this.lost(worker, `it ended with code ${code}`));
    this.options.onWorker?.(worker);
    return worker;
  }

  private receive(worker: Worker, reply: ParseReply): void {
    if (worker !== this.worker || this.current?.id !== reply.id) return;
    if (reply.kind === 'loaded') {
      this.loaded.add(this.current.job.task.languageId);
      clearTimeout(this.current.timer);
      this.current.timer = this.limit(this.timeoutMs);
      return;
    }
    if (reply.kind === 'failed' && reply.failure === 'died') {
      this.giveUp('died', `The parser died on this file: ${reply.message}.`);
      return;
    }
    const job = this.finish();
    this.heldBytes = reply.heldBytes;
    if (reply.kind === 'parsed') job.resolve(resultOf(reply));
    else job.reject(new ParseFailure(reply.failure, reply.message));
    this.wake();
  }

  private lost(worker: Worker, reason: string): void {
    if (worker !== this.worker) return;
    if (this.current === undefined) this.retire();
    else this.giveUp('died', `The parser's worker died on this file: ${reason}.`);
  }

  /** What a worker does before it comes to a text is not the text's fault. */
  private giveUp(kind: ParseFailureKind, message: string): void {
    const isBegun = Atomics.load(this.begun, 0) === this.current?.id;
    const job = this.finish();
    this.retire();
    job.reject(isBegun ? new ParseFailure(kind, message) : new ParseFailure('not-begun', `Not begun: ${message}`));
    this.wake();
  }

  private finish(): ParseJob {
    const current = this.current;
    if (current === undefined) throw new Error('no file is being parsed');
    clearTimeout(current.timer);
    this.current = undefined;
    return current.job;
  }

  private retire(): void {
    clearTimeout(this.idleTimer);
    const worker = this.worker;
    this.worker = undefined;
    this.heldBytes = 0;
    this.loaded.clear();
    if (worker !== undefined) void worker.terminate();
  }
}

function tooSlow(timeoutMs: number): string {
  return `Parsing this file took longer than ${timeoutMs / 1000} s and was stopped.`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
