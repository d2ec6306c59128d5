import type { MessagePort } from 'node:worker_threads';
import { digest } from '../text';
import type { DocumentStandings } from './document-journal';
import {
  type DocumentAnswer,
  type DocumentOrder,
  type DocumentReply,
  type DocumentsStart,
  type DocumentTask,
  IDLE,
} from './document-messages';
import { DocumentSyntax } from './document-syntax';
import { isRuntimeDamage } from './parse-limits';

/** For a worker: keeps the syntax of open documents and answers for them. */
export function answerForDocuments(start: DocumentsStart, port: MessagePort): void {
  const worker = new DocumentWorker(start, (reply) => port.postMessage(reply));
  port.on('message', (order: DocumentOrder) => worker.take(order));
}

class DocumentWorker {
  private readonly documents: DocumentSyntax;
  private readonly loaded = new Set<string>();

  constructor(
    private readonly start: DocumentsStart,
    private readonly send: (reply: DocumentReply) => void,
  ) {
    const { grammarDirectory, longestWaitMs, journal } = start;
    // Texts that are refused are not sent.
    const standings: DocumentStandings | undefined = journal && {
      newFile: () => journal,
      standingOf: () => 'free',
      acquit: (_, text) => send({ kind: 'parsed', content: digest(text) }),
    };
    this.documents = new DocumentSyntax(grammarDirectory, longestWaitMs, standings);
    this.isAt(IDLE);
  }

  take(order: DocumentOrder): void {
    if (order.kind === 'forget') this.documents.forget(order.uri);
    else if (order.kind === 'prepare') this.load(order.languageId).catch(() => undefined);
    else void this.reply(order.id, order).then(this.send);
  }

  private async reply(id: number, task: DocumentTask): Promise<DocumentReply> {
    try {
      const { languageId } = task.at;
      await this.load(languageId);
      this.isAt(id);
      const answer = await this.answer(task);
      if (!this.documents.isParsing) this.isAt(IDLE);
      return this.documents.isDamaged ? { kind: 'failed', id, damaged: true } : { kind: 'answered', id, answer };
    } catch (error) {
      return { kind: 'failed', id, damaged: this.documents.isDamaged || isRuntimeDamage(error) };
    }
  }

  private isAt(question: number): void {
    Atomics.store(this.start.begun, 0, question);
  }

  private answer(task: DocumentTask): Promise<DocumentAnswer> {
    return task.kind === 'cursor' ? this.documents.cursorSyntax(task.at) : this.documents.judge(task.at);
  }

  private async load(languageId: string): Promise<void> {
    if (this.loaded.has(languageId)) return;
    await this.documents.prepare(languageId);
    this.loaded.add(languageId);
    this.send({ kind: 'loaded', languageId });
  }
}
