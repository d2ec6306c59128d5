import { grown } from './growing';
import type { IndexedFile } from './indexed-file';

/** What a filter asks of an index. */
interface NumberedFiles {
  readonly revision: number;
  readonly symbols: { fileNumberOf(row: number): number };
  fileNumbered(number: number): IndexedFile;
  fileOfRow(row: number): IndexedFile;
}

const UNKNOWN = 0;
const REFUSED = 1;
const ACCEPTED = 2;

/** What a rule said of numbered files, a byte each. */
class Verdicts {
  private known = new Uint8Array(0);

  /** Undefined when the rule was not asked. */
  of(number: number): boolean | undefined {
    const known = this.known[number] ?? UNKNOWN;
    return known === UNKNOWN ? undefined : known === ACCEPTED;
  }

  note(number: number, accepted: boolean): boolean {
    if (number >= this.known.length) this.known = grown(this.known, number + 1);
    this.known[number] = accepted ? ACCEPTED : REFUSED;
    return accepted;
  }

  clear(): void {
    this.known.fill(UNKNOWN);
  }
}

/** A rule for files that is asked once for each while the index is the same: a search would ask it for each of thousands of documents. */
export class FileFilter {
  private revision = Number.NaN;
  private readonly byNumber = new Verdicts();
  private readonly byRows = new Verdicts();

  /** `rule` depends on nothing that changes without the file's being put into the index again. */
  constructor(
    private readonly index: NumberedFiles,
    private readonly rule: (file: IndexedFile) => boolean,
  ) {}

  /** By the number that the index gives a file. */
  accepts(number: number): boolean {
    this.refresh();
    return this.byNumber.of(number) ?? this.byNumber.note(number, this.rule(this.index.fileNumbered(number)));
  }

  /** The same for the file of a definition by its row in the index's symbols. */
  acceptsRow(row: number): boolean {
    this.refresh();
    const number = this.index.symbols.fileNumberOf(row);
    return this.byRows.of(number) ?? this.byRows.note(number, this.rule(this.index.fileOfRow(row)));
  }

  private refresh(): void {
    if (this.revision === this.index.revision) return;
    this.revision = this.index.revision;
    this.byNumber.clear();
    this.byRows.clear();
  }
}
