import type { IndexedFile } from './indexed-file';

const UNKNOWN = 0;
const ACCEPTED = 1;
const REFUSED = 2;

/** What a filter asks of an index. */
interface NumberedFiles {
  readonly revision: number;
  readonly symbols: { fileNumberOf(row: number): number };
  fileNumbered(number: number): IndexedFile;
  fileOfRow(row: number): IndexedFile;
}

/** A rule for files that is asked once for each while the index is the same: a search would ask it for each of thousands of documents. */
export class FileFilter {
  private revision = Number.NaN;
  private byNumber = new Uint8Array(0);
  private byRows = new Uint8Array(0);

  /** `rule` depends on nothing that changes without the file's being put into the index again. */
  constructor(
    private readonly index: NumberedFiles,
    private readonly rule: (file: IndexedFile) => boolean,
  ) {}

  /** By the number that the index gives a file. */
  accepts(number: number): boolean {
    this.refresh();
    const known = this.byNumber[number] ?? UNKNOWN;
    if (known !== UNKNOWN) return known === ACCEPTED;
    const accepted = this.rule(this.index.fileNumbered(number));
    if (number >= this.byNumber.length) this.byNumber = longer(this.byNumber, number);
    this.byNumber[number] = accepted ? ACCEPTED : REFUSED;
    return accepted;
  }

  /** The same for the file of a definition by its row in the index's symbols. */
  acceptsRow(row: number): boolean {
    this.refresh();
    const number = this.index.symbols.fileNumberOf(row);
    const known = this.byRows[number] ?? UNKNOWN;
    if (known !== UNKNOWN) return known === ACCEPTED;
    const accepted = this.rule(this.index.fileOfRow(row));
    if (number >= this.byRows.length) this.byRows = longer(this.byRows, number);
    this.byRows[number] = accepted ? ACCEPTED : REFUSED;
    return accepted;
  }

  private refresh(): void {
    if (this.revision === this.index.revision) return;
    this.revision = this.index.revision;
    this.byNumber.fill(UNKNOWN);
    this.byRows.fill(UNKNOWN);
  }
}

function longer(verdicts: Uint8Array<ArrayBuffer>, number: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(Math.max(1024, 2 * number));
  grown.set(verdicts);
  return grown;
}
