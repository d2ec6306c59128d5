import type { Worker } from 'node:worker_threads';
import type { Disposable } from '../host';
import type { CursorSyntax, DocumentCursor, SyntaxVerdict, TextAtCursor } from './contract';
import {
  type DocumentAnswer,
  type DocumentOrder,
  type DocumentReply,
  type DocumentsStart,
  type DocumentTask,
  NOT_STARTED,
} from './document-messages';
import { cursorWithoutTree, mayHaveTree, verdictWithoutTree } from './document-without-tree';
import { hasGrammar } from './languages';
import { startThread, type ThreadOptions } from './start-thread';

export interface DocumentThreadOptions extends ThreadOptions {
  /** Milliseconds that a cursor waits for its tree; by default what `DocumentSyntax` waits. */
  readonly longestWaitMs?: number;
  /** Milliseconds after which a question is answered without the thread; 1,000 by default. */
  readonly longestAnswerMs?: number;
  /** A worker that says nothing for so many milliseconds after a question was given up is replaced; 5,000 by default. */
  readonly longestSilenceMs?: number;
}

/** A worker may take so long to start and to load a grammar, in milliseconds: on a busy machine that is many seconds. */
const longestStartMs = 120_000;
/** No worker is started for so long after one that could not start: starting costs some twenty milliseconds each time. */
const pauseAfterStartMs = 10_000;
/** A document at which so many workers have died is left alone until it is closed. */
const mostDeaths = 2;

/** Texts soon go, and what is allotted for new objects stays resident. */
const limits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 512, stackSizeMb: 8 };

/** A question that has not been answered. */
interface Open {
  readonly answer: (answer: DocumentAnswer | undefined) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Syntax of open documents as `DocumentSyntax` says it, on a thread of its own, so that asking costs the caller's thread next to
 * nothing. Where the thread has no answer, because it died or is stuck, a document is judged as if its language had no grammar:
 * nothing here rejects. The thread starts when it is needed and keeps no process alive.
 */
export class DocumentThread implements Disposable {
  private worker: Worker | undefined;
  private readonly open = new Map<number, Open>();
  /** The documents of questions: of all that the worker has not answered, and of the last that it has, which it may parse on. */
  private readonly asked = new Map<number, string>();
  /** By URI, how many workers have died at a document. */
  private readonly deaths = new Map<string, number>();
  /** Languages whose grammars the worker has loaded. */
  private readonly loaded = new Set<string>();
  /** Shared with the worker; see `DocumentsStart`. */
  private workerAt = workerCell();
  /** Runs while the worker owes an answer that nobody waits for any longer. */
  private silence: NodeJS.Timeout | undefined;
  private startsNotBefore = 0;
  private lastId = 0;
  private disposed = false;

  constructor(private readonly options: DocumentThreadOptions) {}

  /** A document was opened, so that a question is likely to come: unless the thread runs, it starts and loads the grammar. */
  opened(languageId: string): void {
    if (!this.worker && hasGrammar(languageId) && this.start()) this.post({ kind: 'prepare', languageId });
  }

  /** What stands at the cursor; the question is on its way when this returns. */
  async cursorSyntax(cursor: DocumentCursor): Promise<CursorSyntax> {
    const { uri, languageId, prefix, suffix } = cursor;
    const asking = this.ask({ kind: 'cursor', at: { uri, languageId, prefix, suffix } });
    return ((await asking) as CursorSyntax | undefined) ?? cursorWithoutTree(cursor);
  }

  /** Judges text that a model streams at a cursor. */
  async judge(streamed: TextAtCursor): Promise<SyntaxVerdict> {
    const { uri, languageId, prefix, suffix, text, goesOn = false } = streamed;
    const asking = this.ask({ kind: 'judge', at: { uri, languageId, prefix, suffix, text, goesOn } });
    return ((await asking) as SyntaxVerdict | undefined) ?? verdictWithoutTree(streamed);
  }

  /** Drops what is kept of a document that was closed. */
  forget(uri: string): void {
    this.deaths.delete(uri);
    this.post({ kind: 'forget', uri });
  }

  /** Open questions are answered without a tree. */
  dispose(): void {
    this.disposed = true;
    this.retire();
  }

  /** Resolves with undefined when the thread has no answer. */
  private ask(task: DocumentTask): Promise<DocumentAnswer | undefined> {
    const { at } = task;
    if (this.silence || !mayHaveTree(at) || this.isRefused(at) || !this.start()) return Promise.resolve(undefined);
    const id = ++this.lastId;
    this.asked.set(id, at.uri);
    return new Promise((answer) => {
      // Keeps the process alive, which the worker does not.
      const timer = setTimeout(() => this.giveUp(id, at.languageId), this.options.longestAnswerMs ?? 1_000);
      this.open.set(id, { answer, timer });
      this.post({ ...task, id });
    });
  }

  private isRefused({ uri, prefix, suffix }: DocumentCursor): boolean {
    return (
      (this.deaths.get(uri) ?? 0) >= mostDeaths || this.options.journals?.standingOf(prefix + suffix) === 'refused'
    );
  }

  private post(order: DocumentOrder): void {
    this.worker?.postMessage(order);
  }

  /** False when there is no thread and cannot be one now. */
  private start(): boolean {
    if (this.worker) return true;
    if (this.disposed || performance.now() < this.startsNotBefore) return false;
    this.workerAt = workerCell();
    try {
      this.worker = this.newWorker();
    } catch {
      this.startsNotBefore = performance.now() + pauseAfterStartMs;
    }
    return this.worker !== undefined;
  }

  private newWorker(): Worker {
    const { grammarDirectory, longestWaitMs } = this.options;
    const start: DocumentsStart = {
      kind: 'documents',
      grammarDirectory,
      begun: this.workerAt,
      ...(longestWaitMs !== undefined && { longestWaitMs }),
    };
    const worker = startThread(this.options, start, limits);
    worker.on('message', (reply: DocumentReply) => this.receive(worker, reply));
    worker.on('error', () => this.lost(worker));
    worker.on('exit', () => this.lost(worker));
    // Listening to messages has made it keep the process alive.
    worker.unref();
    this.options.onWorker?.(worker);
    return worker;
  }

  private receive(worker: Worker, reply: DocumentReply): void {
    if (worker !== this.worker) return;
    if (reply.kind === 'loaded') this.loaded.add(reply.languageId);
    else if (reply.kind === 'parsed') this.options.journals?.acquitContent('document', reply.content);
    else if (reply.kind === 'failed' && reply.damaged) this.lost(worker);
    else {
      clearTimeout(this.silence);
      this.silence = undefined;
      for (const id of this.asked.keys()) if (id < reply.id) this.asked.delete(id);
      this.settle(reply.id, reply.kind === 'answered' ? reply.answer : undefined);
    }
  }

  /** Nobody waits any longer for a worker that owes this answer; by and by it is taken to be stuck. */
  private giveUp(id: number, languageId: string): void {
    this.settle(id, undefined);
    const { worker } = this;
    const ms = this.loaded.has(languageId) ? (this.options.longestSilenceMs ?? 5_000) : longestStartMs;
    this.silence ??= setTimeout(() => worker && this.lost(worker), ms).unref();
  }

  /** The worker is of no use any more; the next question starts another. What it does before it comes to a document is not the document's fault. */
  private lost(worker: Worker): void {
    if (worker !== this.worker) return;
    const at = Atomics.load(this.workerAt, 0);
    const uri = this.asked.get(at);
    if (uri !== undefined) this.deaths.set(uri, (this.deaths.get(uri) ?? 0) + 1);
    if (at === NOT_STARTED) this.startsNotBefore = performance.now() + pauseAfterStartMs;
    this.retire();
  }

  private retire(): void {
    const { worker } = this;
    this.worker = undefined;
    clearTimeout(this.silence);
    this.silence = undefined;
    this.loaded.clear();
    this.asked.clear();
    for (const id of [...this.open.keys()]) this.settle(id, undefined);
    void worker?.terminate();
  }

  private settle(id: number, answer: DocumentAnswer | undefined): void {
    const open = this.open.get(id);
    if (!open) return;
    this.open.delete(id);
    clearTimeout(open.timer);
    open.answer(answer);
  }
}

function workerCell(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(NOT_STARTED);
}
