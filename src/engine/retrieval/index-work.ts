import { IndexQueue, type IndexTask } from './index-queue';
import { Waiters } from './waiters';

/** Files read and parsed at the same time; the parser works on one while the next is read and the last is indexed. */
const AT_ONCE = 3;
/** So many waiting files are no saves of a person: the index does not come to rest soon, and others get their turns. */
const MANY_FILES = 10;

export interface IndexProgress {
  readonly files: number;
  readonly filesDone: number;
  /** Files that are found by their words and whose symbols are still to be read. */
  readonly symbolsLeft: number;
}

/** Takes the files of a queue in hand, a few at the same time. */
export class IndexWork {
  readonly queue = new IndexQueue();
  /** Files whose words were done since `restartCount`. */
  done = 0;
  private paused = false;
  private held = false;
  private isAllowed = false;
  private working = 0;
  /** A file can be in it twice: its newest text does not wait for the end of work on an older one. */
  private readonly inWork = new Set<IndexTask>();
  private readonly stopped = new Waiters();

  /** `changed` is called after each file and at each end. */
  constructor(
    private readonly run: (task: IndexTask) => Promise<void>,
    private readonly changed: () => void,
  ) {}

  get isPaused(): boolean {
    return this.paused;
  }

  get isHeld(): boolean {
    return this.held;
  }

  get progress(): IndexProgress {
    const { queue, inWork, done } = this;
    const words = [...inWork].filter(readsWords).length;
    return {
      files: done + queue.wordsLeft + words,
      filesDone: done,
      symbolsLeft: queue.symbolsLeft + inWork.size - words,
    };
  }

  /** Files that wait or are being worked on. */
  get pending(): number {
    return this.queue.size + this.working;
  }

  get hasMany(): boolean {
    return this.queue.size >= MANY_FILES;
  }

  get hasOpen(): boolean {
    return this.queue.hasOpen || [...this.inWork].some((task) => task.isOpen);
  }

  /** Files being worked on, and whether each is open. */
  running(): [uri: string, isOpen: boolean][] {
    return Array.from(this.inWork, ({ uri, isOpen }) => [uri, isOpen]);
  }

  setPaused(paused: boolean): void {
    this.paused = paused;
    this.begin();
    this.changed();
  }

  /** Only open documents are taken until `goOn`; resolves when no other file is in work. */
  async hold(): Promise<void> {
    this.held = true;
    if (this.hasOthers) await this.stopped.wait();
  }

  goOn(): void {
    this.held = false;
    this.begin();
  }

  /** From now on files are taken. */
  allow(): void {
    this.isAllowed = true;
  }

  begin(): void {
    while (this.isAllowed && this.working < AT_ONCE) {
      const task = this.take();
      if (!task) return;
      this.working++;
      void this.workFrom(task);
    }
  }

  /** Whether files that are not open are being worked on. */
  private get hasOthers(): boolean {
    return [...this.inWork].some((task) => !task.isOpen);
  }

  private take(): IndexTask | undefined {
    return this.queue.take(this.paused || this.held);
  }

  private async workFrom(first: IndexTask): Promise<void> {
    for (let task: IndexTask | undefined = first; task; task = this.take()) {
      this.inWork.add(task);
      await this.run(task);
      this.inWork.delete(task);
      if (!this.hasOthers) this.stopped.release();
      if (readsWords(task)) this.done++;
      this.changed();
    }
    this.working--;
    this.changed();
  }
}

/** Whether a file cannot be found by its present words before its task is done. */
function readsWords({ stage, isOpen }: IndexTask): boolean {
  return stage === 'words' || isOpen;
}
