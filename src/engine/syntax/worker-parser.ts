import { availableParallelism } from 'node:os';
import type { FileSyntax, Reference, SyntaxParser } from './contract';
import { hasGrammar } from './languages';
import { ParseFailure } from './parse-failure';
import type { ParseJournals } from './parse-journals';
import { type LaneOptions, type ParseJob, ParseLane } from './parse-lane';
import type { ParseResult, ParseTask } from './worker-messages';

export interface WorkerParserOptions extends LaneOptions {
  /** At most so many workers at a time; by default 2 where more than two threads run at once, else 1. A further one starts only when all others are at work. */
  readonly workers?: number;
}

/**
 * Parses in worker threads, in the order of the calls. Workers start when there is work and end when idle. A file that kills
 * its worker or takes too long rejects with a `ParseFailure` and is not tried again; the files after it go on in a new worker.
 * By what the journals say, the same holds for a file that has ended whole processes.
 */
export function workerParser(options: WorkerParserOptions): SyntaxParser {
  return new WorkerParser(options);
}

class WorkerParser implements SyntaxParser {
  /** What somebody waits for goes before what is to be indexed. */
  private readonly asked: ParseJob[] = [];
  private readonly waiting: ParseJob[] = [];
  /** Each may end the process, and is parsed when nothing else is: the next end shall be evidence against one text alone. */
  private readonly suspects: ParseJob[] = [];
  private isWithSuspect = false;
  private readonly journals: ParseJournals | undefined;
  private readonly lanes: readonly ParseLane[];
  private disposed = false;

  constructor(options: WorkerParserOptions) {
    this.journals = options.journals;
    const next = (): ParseJob | undefined => this.next();
    this.lanes = Array.from({ length: options.workers ?? defaultWorkers() }, () => new ParseLane(options, next));
  }

  parse(languageId: string, text: string): Promise<FileSyntax | undefined> {
    return this.done({ kind: 'syntax', languageId, text }, this.waiting);
  }

  references(languageId: string, text: string, names: readonly string[]): Promise<readonly Reference[] | undefined> {
    return this.done({ kind: 'references', languageId, text, names }, this.asked);
  }

  tryAgain(content: string): void {
    this.journals?.forget(content);
  }

  private done<T extends ParseResult>(task: ParseTask, queue: ParseJob[]): Promise<T | undefined> {
    if (this.disposed) return Promise.reject(disposedFailure());
    if (!hasGrammar(task.languageId)) return Promise.resolve(undefined);
    const standing = this.journals?.standingOf(task.text);
    if (standing === 'refused') return Promise.reject(refusal());
    return new Promise((resolve, reject) => {
      const job: ParseJob = { task, resolve: (result) => resolve(result as T | undefined), reject };
      if (standing === 'suspect') this.suspects.push(this.suspect(job));
      else queue.push(job);
      this.lanes.find((lane) => !lane.isBusy)?.wake();
    });
  }

  private next(): ParseJob | undefined {
    if (this.isWithSuspect) return undefined;
    const job = this.asked.shift() ?? this.waiting.shift();
    if (job || this.lanes.some((lane) => lane.isBusy)) return job;
    const suspect = this.suspects.shift();
    this.isWithSuspect = suspect !== undefined;
    return suspect;
  }

  /** The job, and what follows from its end: that there is one shows that the text ends no process. */
  private suspect({ task, resolve, reject }: ParseJob): ParseJob {
    const end = (): void => {
      this.isWithSuspect = false;
      for (const lane of this.lanes) lane.wake();
    };
    return {
      task,
      resolve: (result) => {
        this.journals?.acquit(task.kind, task.text);
        resolve(result);
        end();
      },
      reject: (failure) => {
        reject(failure);
        if (failure.kind === 'disposed') return;
        if (failure.kind !== 'not-begun') this.journals?.acquit(task.kind, task.text);
        end();
      },
    };
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    const waiting = [this.asked, this.waiting, this.suspects].flatMap((jobs) => jobs.splice(0));
    const open = this.lanes.flatMap((lane) => lane.stop() ?? []);
    for (const job of [...open, ...waiting]) job.reject(disposedFailure());
  }
}

function defaultWorkers(): number {
  return availableParallelism() > 2 ? 2 : 1;
}

function refusal(): ParseFailure {
  return new ParseFailure('ended-process', 'Parsing this file ended its process twice.');
}

function disposedFailure(): ParseFailure {
  return new ParseFailure('disposed', 'The parser is closed.');
}
