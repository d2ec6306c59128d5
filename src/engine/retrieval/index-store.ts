import type { FileStat, Host } from '../host';
import { readSavedFor, SAVED_START_BYTES, type SavedFor, type WorkspaceIndex } from '../index';
import { digest, uriToPath } from '../text';
import { inSlices } from './in-slices';
import type { SavePauses } from './save-moments';
import type { StandingBack } from './standing-back';

export interface IndexStoreParts extends SavePauses {
  /** Where saved indexes are kept, one file per set of workspace folders; the machine's own form. */
  readonly directory: string;
  /** By what rules symbols are found; those of this version by default. */
  readonly syntax?: string;
  /** Hears in one line why a saved index was not used or could not be written. */
  readonly log?: (line: string) => void;
}

const ENDING = '.cairn-index';
/** What is left of a write that was cut off is removed when it is older than this; milliseconds. */
const ABANDONED_MS = 3_600_000;

/** A saved index that was not written for so long belongs to a workspace that nobody opens; milliseconds. */
export const UNUSED_MS = 90 * 24 * 3_600_000;
/** What is about to be removed is looked at anew so many times when another window has just replaced it. */
const MOST_LOOKS = 5;

/**
 * Keeps indexes on disk; windows share the directory, and a file is replaced as a whole. Its operations happen one after the
 * other; none fails, since an index can be built anew.
 */
export class IndexStore {
  /** Milliseconds that the last save took. */
  lastSaveMs = 0;
  /** Milliseconds since the index that was loaded last was saved. */
  loadedAgeMs = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: Host,
    private readonly parts: IndexStoreParts,
    private readonly background: Pick<StandingBack, 'turn'>,
  ) {}

  /** Resolves when everything that was asked for is done. */
  async whenDone(): Promise<void> {
    await this.last;
  }

  /** Fills an index that has never held a file; true when it was filled. `isWanted` is asked when the file has been read. */
  load(index: WorkspaceIndex, { key, folders, syntax }: SavedFor, isWanted: () => boolean): Promise<boolean> {
    return this.next(async () => {
      const file = this.fileOf(folders);
      let content: Uint8Array;
      let stat: FileStat | undefined;
      try {
        stat = await this.host.stat(file);
        content = await this.host.readFile(file);
      } catch (error) {
        if (error instanceof Error && 'kind' in error && error.kind === 'missing') return false;
        return this.refuse('it could not be read');
      }
      if (!isWanted()) return false;
      const failure = index.restore(key, content, syntax);
      this.loadedAgeMs = stat ? this.host.now() - stat.modifiedMs : 0;
      if (!failure) return true;
      if (isSame(stat, await this.host.stat(file))) await this.host.remove(file);
      return this.refuse(failure.problem);
    });
  }

  /** Writes the index while it is put together in slices of background work, so that nobody waits for it; true when it was written. `isWanted` is asked again and again. */
  save(index: WorkspaceIndex, saved: SavedFor, isWanted: () => boolean): Promise<boolean> {
    return this.next(async () => {
      if (!isWanted()) return false;
      const began = this.host.monotonic();
      try {
        const pieces = inSlices(this.host, index.savePieces(saved), () => this.background.turn(), isWanted);
        await this.host.writeFile(this.fileOf(saved.folders), pieces);
        this.lastSaveMs = this.host.monotonic() - began;
        return true;
      } catch (error) {
        if (isWanted()) throw error;
        return false;
      }
    });
  }

  /** Takes from the disk every saved index of which `gone` is true. */
  removeWhere(gone: (saved: SavedFor) => boolean): Promise<boolean> {
    return this.next(async () => {
      for (const file of await this.savedFiles()) await this.removeIf(file, async (saved) => gone(saved));
      return true;
    });
  }

  /** Takes everything from the disk; the indexes also when something else there cannot be removed. */
  removeAll(): Promise<boolean> {
    return this.next(async () => {
      for (const file of await this.savedFiles()) await this.host.remove(file);
      await this.host.remove(this.parts.directory);
      return true;
    });
  }

  /** Removes the indexes of folders that are gone or that nobody has opened for months, what cannot be read, and what writes that were cut off have left. */
  clean(): Promise<boolean> {
    return this.next(async () => {
      const isUnused = (stat: FileStat): boolean => this.host.now() - stat.modifiedMs > UNUSED_MS;
      for (const file of await this.savedFiles())
        await this.removeIf(file, async (saved, stat) => isUnused(stat) || !(await this.allExist(saved.folders)));
      const abandoned = (await this.entries()).filter((name) => name.endsWith('.tmp'));
      for (const name of abandoned) {
        const file = `${this.parts.directory}/${name}`;
        const stat = await this.host.stat(file);
        if (stat && this.host.now() - stat.modifiedMs > ABANDONED_MS) await this.host.remove(file);
      }
      return true;
    });
  }

  private async allExist(folders: readonly string[]): Promise<boolean> {
    for (const folder of folders) if ((await this.host.stat(uriToPath(folder))) === undefined) return false;
    return true;
  }

  /** Also removes what cannot be read; what another window writes meanwhile is judged by itself. */
  private async removeIf(file: string, gone: (saved: SavedFor, stat: FileStat) => Promise<boolean>): Promise<void> {
    for (let look = 1; look <= MOST_LOOKS; look++) {
      const stat = await this.host.stat(file);
      if (!stat) return;
      const saved = readSavedFor(await this.host.readStart(file, SAVED_START_BYTES));
      if (saved && !(await gone(saved, stat))) return;
      if (look === MOST_LOOKS || isSame(stat, await this.host.stat(file))) return this.host.remove(file);
    }
  }

  private async savedFiles(): Promise<string[]> {
    const names = (await this.entries()).filter((name) => name.endsWith(ENDING));
    return names.map((name) => `${this.parts.directory}/${name}`);
  }

  private async entries(): Promise<string[]> {
    if ((await this.host.stat(this.parts.directory)) === undefined) return [];
    return (await this.host.list(this.parts.directory)).map((entry) => entry.name);
  }

  private fileOf(folders: readonly string[]): string {
    return `${this.parts.directory}/${digest([...folders].sort().join('\n'))}${ENDING}`;
  }

  private next(work: () => Promise<boolean>): Promise<boolean> {
    const result = this.last.then(work).catch((error: unknown) => {
      this.parts.log?.(
        `The saved index could not be written or removed: ${error instanceof Error ? error.message : 'unknown'}`,
      );
      return false;
    });
    this.last = result;
    return result;
  }

  private refuse(problem: string): boolean {
    this.parts.log?.(`The saved index is built anew, because ${problem}.`);
    return false;
  }
}

function isSame(before: FileStat | undefined, now: FileStat | undefined): boolean {
  return before?.size === now?.size && before?.modifiedMs === now?.modifiedMs;
}
