import { getHeapStatistics } from 'node:v8';
import type { MessagePort } from 'node:worker_threads';
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
  type FilesStart,
} from './worker-messages';

/** For a worker: parses files for whoever sends orders. One at a time comes in, one reply goes out for each. */
export function parseFiles(start: FilesStart, port: MessagePort): void {
  const worker = new FileWorker(start, port);
  port.on('message', (order: ParseOrder) => void worker.answer(order));
}

class FileWorker {
  private readonly grammars: LoadedGrammars;
  private readonly loaded = new Set<string>();
  private readonly journal: ParseJournal | undefined;

  constructor(
    private readonly start: FilesStart,
    private readonly port: MessagePort,
  ) {
    this.grammars = new LoadedGrammars(grammarFilesIn(start.grammarDirectory));
    this.journal = start.journal && new ParseJournal(start.journal);
  }

  async answer(order: ParseOrder): Promise<void> {
    this.send(await this.reply(order));
  }

  private async reply({ id, ...task }: ParseOrder): Promise<ParseReply> {
    try {
      await this.load(id, task.languageId);
      return parsedReply(id, await this.done(id, task), heldBytes());
    } catch (error) {
      const failure = error instanceof ParseFailure ? error.kind : isRuntimeDamage(error) ? 'died' : 'failed';
      const message = error instanceof Error ? error.message : String(error);
      return { id, kind: 'failed', failure, message, heldBytes: heldBytes() };
    }
  }

  private async done(id: number, task: ParseTask): Promise<ParseResult> {
    const { grammars, journal } = this;
    Atomics.store(this.start.begun, 0, id);
    journal?.begin(journal.entry(task.kind, task.text));
    try {
      if (task.kind === 'syntax') return await parseFile(grammars, task.languageId, task.text);
      return await referencesInFile(grammars, task.languageId, task.text, task.names);
    } finally {
      journal?.end();
    }
  }

  private async load(id: number, languageId: string): Promise<void> {
    if (this.loaded.has(languageId)) return;
    await this.grammars.get(languageId);
    this.loaded.add(languageId);
    this.send({ id, kind: 'loaded' });
  }

  private send(reply: ParseReply): void {
    this.port.postMessage(reply);
  }
}

function heldBytes(): number {
  return getHeapStatistics().external_memory;
}
