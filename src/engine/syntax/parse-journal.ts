import { type Disposable, KeptNote } from '../host';
import { digest } from '../text';
import { entryBytes, noEntry, type ParsePurpose } from './parse-entry';

/** Where a thread notes down what it parses. Plain data; survives a worker border. */
export interface JournalFile {
  readonly file: string;
  /** By what rules texts are parsed. */
  readonly rules: string;
}

/**
 * What one thread has under parse, one text at a time, in a file that outlives a process which the text ends. A journal that cannot be
 * written does nothing.
 */
export class ParseJournal implements Disposable {
  private readonly note: KeptNote;
  private readonly rules: string;

  constructor({ file, rules }: JournalFile) {
    this.note = new KeptNote(file);
    this.rules = rules;
  }

  /** What `begin` writes for a text; costs a digest of it. */
  entry(purpose: ParsePurpose, text: string): Uint8Array {
    return entryBytes({ purpose, content: digest(text), rules: this.rules });
  }

  begin(entry: Uint8Array): void {
    this.note.write(entry);
  }

  /** The text has ended nothing. */
  end(): void {
    this.note.write(noEntry);
  }

  /** Removes the file. */
  dispose(): void {
    this.note.dispose();
  }
}
