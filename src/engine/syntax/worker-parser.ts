import { availableParallelism } from 'node:os';
import type { FileSyntax, Reference, SyntaxParser } from './contract';
import { hasGrammar } from './languages';
import { ParseFailure } from './parse-failure';
import { type LaneOptions, type ParseJob, ParseLane } from './parse-lane';
import type { ParseResult, ParseTask } from './worker-messages';

export interface WorkerParserOptions extends LaneOptions {
  /** At most so many workers at a time; by default 2 where more than two threads run at once, else 1. A further one starts only when all others are at work. */
  readonly workers?: number;
}

/**
 * Parses in worker threads, in the order of the calls. Workers start when there is work and end when idle. A file that kills
 * its worker or takes too long rejects with a `ParseFailure` and is not tried again; the files after it go on in a new worker.
 */
export function workerParser(options: WorkerParserOptions): SyntaxParser {
  return new WorkerParser(options);
}

class WorkerParser implements SyntaxParser {
  /** What somebody waits for goes before what is to be indexed. */
  private readonly asked: ParseJob[] = [];
  private readonly waiting: ParseJob[] = [];
  private readonly lanes: readonly ParseLane[];
  private disposed = false;

  constructor(options: WorkerParserOptions) {
    const next = (): ParseJob | undefined => this.asked.shift() ?? this.waiting.shift();
    this.lanes = Array.from({ length: options.workers ?? defaultWorkers() }, () => new ParseLane(options, next));
  }

  parse(languageId: string, text: string): Promise<FileSyntax | undefined> {
    return this.done({ kind: 'syntax', languageId, text }, this.waiting);
  }

  references(languageId: string, text: string, names: readonly string[]): Promise<readonly Reference[] | undefined> {
    return this.done({ kind: 'references', languageId, text, names }, this.asked);
  }

  private done<T extends ParseResult>(task: ParseTask, queue: ParseJob[]): Promise<T | undefined> {
    if (this.disposed) return Promise.reject(disposedFailure());
    if (!hasGrammar(task.languageId)) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      queue.push({ task, resolve: (result) => resolve(result as T | undefined), reject });
      this.lanes.find((lane) => !lane.isBusy)?.wake();
    });
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    const waiting = [...this.asked.splice(0), ...this.waiting.splice(0)];
    const open = this.lanes.flatMap((lane) => lane.stop() ?? []);
    for (const job of [...open, ...waiting]) job.reject(disposedFailure());
  }
}

function defaultWorkers(): number {
  return availableParallelism() > 2 ? 2 : 1;
}

function disposedFailure(): ParseFailure {
  return new ParseFailure('disposed', 'The parser is closed.');
}
