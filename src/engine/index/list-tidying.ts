import type { FileLists } from './file-lists';
import type { KnownFile } from './known-file';

/** Bytes that lists of removed files may take at least before they are dropped, and the share of all from which on they are at rest. */
const SLACK = 1 << 18;
const TIDY_AT = 0.1;

/** Gives back what the lists of removed files take, step by step. */
export class ListTidying {
  private steps: Generator<undefined, void> | undefined;

  /** `files` tells of those that are there now. */
  constructor(
    private readonly lists: FileLists,
    private readonly files: () => Iterable<KnownFile>,
  ) {}

  /** Begins when removed files take too much for an index that changes. */
  beginWhenDue(): void {
    if (this.lists.droppedBytes > SLACK + this.lists.size / 3) this.begin();
  }

  /** Begins when removed files take too much for an index at rest. */
  beginAtRest(): void {
    if (this.lists.droppedBytes > TIDY_AT * this.lists.size) this.begin();
  }

  /** Goes a step on; false when nothing was to be done. */
  further(): boolean {
    if (!this.steps) return false;
    if (this.steps.next().done) this.steps = undefined;
    return true;
  }

  private begin(): void {
    this.steps ??= this.lists.keepSteps(this.files);
  }
}
