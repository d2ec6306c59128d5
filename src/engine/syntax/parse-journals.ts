import type { LeftNote, ProcessNotes } from '../host';
import { digest } from '../text';
import { syntaxFingerprint } from './fingerprint';
import { type ParsePurpose, readEntry } from './parse-entry';
import type { JournalFile } from './parse-journal';

/** A text that ended so many processes is not parsed. */
const MOST_ENDS = 2;
/** Entries of processes that are gone which count, the newest; older ones are removed. */
const MOST_LEFT = 200;

/** `suspect`: a process has ended while it parsed the text, which was not parsed since. `refused`: so many that it is not to be parsed. */
export type Standing = 'free' | 'suspect' | 'refused';

/** A process that ended while it parsed a text. */
interface End {
  readonly purpose: ParsePurpose;
  readonly process: string;
  readonly file: string;
}

/**
 * What the journals of processes that are gone say, as found at the start, and where this process keeps its own. A process that ended
 * while it parsed a text has left its entry; it stays until that text is parsed, and is evidence against it for all windows.
 */
export class ParseJournals {
  /** By the digest of the text. */
  private readonly ends = new Map<string, End[]>();

  constructor(
    private readonly notes: ProcessNotes,
    private readonly rules = syntaxFingerprint(),
  ) {
    const left = notes.left().sort((a, b) => b.modifiedMs - a.modifiedMs);
    for (const note of left) if (!this.isTaken(note)) notes.remove(note.file);
  }

  /** For one thread. */
  newFile(): JournalFile {
    return { file: this.notes.newFile(), rules: this.rules };
  }

  /** The thread of this journal has ended and the process has not. */
  remove({ file }: JournalFile): void {
    this.notes.remove(file);
  }

  /** Costs a digest of the text, and next to nothing while no process has ended at any. */
  standingOf(text: string): Standing {
    const ends = this.ends.size > 0 ? this.ends.get(digest(text)) : undefined;
    if (!ends) return 'free';
    return new Set(ends.map(({ process }) => process)).size < MOST_ENDS ? 'suspect' : 'refused';
  }

  /** The text was parsed, or its parser alone has failed: it ends no process. */
  acquit(purpose: ParsePurpose, text: string): void {
    if (this.ends.size > 0) this.acquitContent(purpose, digest(text));
  }

  /** The same of the text of a digest. */
  acquitContent(purpose: ParsePurpose, content: string): void {
    this.drop(content, (end) => end.purpose === purpose);
  }

  /** The text of this digest is to be parsed as if it had never ended a process. */
  forget(content: string): void {
    this.drop(content, () => true);
  }

  /** For the end of this process by its own will: no text has ended it. */
  close(): void {
    this.notes.removeOwn();
  }

  /** False when the note says nothing. */
  private isTaken({ bytes, process, file }: LeftNote): boolean {
    const entry = readEntry(bytes);
    if (entry?.rules !== this.rules || this.count >= MOST_LEFT) return false;
    const { content, purpose } = entry;
    this.ends.set(content, [...(this.ends.get(content) ?? []), { purpose, process, file }]);
    return true;
  }

  private get count(): number {
    return [...this.ends.values()].reduce((sum, ends) => sum + ends.length, 0);
  }

  private drop(content: string, isDropped: (end: End) => boolean): void {
    const kept = (this.ends.get(content) ?? []).filter((end) => {
      if (isDropped(end)) this.notes.remove(end.file);
      return !isDropped(end);
    });
    if (kept.length > 0) this.ends.set(content, kept);
    else this.ends.delete(content);
  }
}
