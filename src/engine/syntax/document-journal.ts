import type { Disposable } from '../host';
import { ParseJournal } from './parse-journal';
import type { ParseJournals } from './parse-journals';

/** What is known of texts that have ended processes. */
export type DocumentStandings = Pick<ParseJournals, 'newFile' | 'standingOf' | 'acquit'>;

/** Notes down which open document is parsed on this thread. Without journals it only does the work. */
export class DocumentJournal implements Disposable {
  private readonly own: ParseJournal | undefined;

  constructor(private readonly journals: DocumentStandings | undefined) {
    this.own = journals && new ParseJournal(journals.newFile());
  }

  /** Whether the text has ended so many processes that it is not to be parsed. */
  isRefused(text: string): boolean {
    return this.journals?.standingOf(text) === 'refused';
  }

  during<T>(text: string, work: () => T): T {
    this.own?.begin(this.own.entry('document', text));
    const done = this.finished(work);
    this.journals?.acquit('document', text);
    return done;
  }

  /** The same for work in short steps, between which other documents may be parsed. */
  *steps(text: string, work: Generator<undefined, void>): Generator<undefined, void> {
    const entry = this.own?.entry('document', text);
    try {
      for (;;) {
        if (entry) this.own?.begin(entry);
        if (this.finished(() => work.next()).done) break;
        yield;
      }
      this.journals?.acquit('document', text);
    } finally {
      work.return();
    }
  }

  dispose(): void {
    this.own?.dispose();
  }

  private finished<T>(work: () => T): T {
    try {
      return work();
    } finally {
      this.own?.end();
    }
  }
}
