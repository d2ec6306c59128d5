import type { Host } from '../host';
import { digest, type WorkspaceIndex } from '../index';
import type { PolicySnapshot } from '../workspace';

export interface IndexStoreParts {
  /** Where saved indexes are kept, one file per set of workspace folders; the machine's own form. */
  readonly directory: string;
  /** Hears in one line why a saved index was not used or could not be written. */
  readonly log?: (line: string) => void;
}

/** What a saved index depends on besides the sources: which files are private, and under which folders. */
export function storeKey(snapshot: PolicySnapshot, folders: readonly string[]): string {
  const hidden = snapshot.lists.filter((list) => list.strength === 'private');
  return digest(JSON.stringify([[...folders].sort(), snapshot.ignoreCase ?? false, hidden]));
}

/** Keeps a workspace's index on disk. Its operations happen one after the other; none fails, since an index can be built anew. */
export class IndexStore {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: Host,
    private readonly parts: IndexStoreParts,
  ) {}

  /** Fills an index that has never held a file; true when it was filled. `isWanted` is asked when the file has been read. */
  load(index: WorkspaceIndex, folders: readonly string[], key: string, isWanted: () => boolean): Promise<boolean> {
    return this.next(async () => {
      const file = this.fileOf(folders);
      let content: Uint8Array;
      try {
        content = await this.host.readFile(file);
      } catch (error) {
        if (error instanceof Error && 'kind' in error && error.kind === 'missing') return false;
        return this.refuse('it could not be read');
      }
      if (!isWanted()) return false;
      const failure = index.restore(key, content);
      if (!failure) return true;
      await this.host.remove(file);
      return this.refuse(failure.problem);
    });
  }

  save(index: WorkspaceIndex, folders: readonly string[], key: string): Promise<boolean> {
    const content = index.save(key);
    return this.next(async () => {
      await this.host.writeFile(this.fileOf(folders), content);
      return true;
    });
  }

  /** Takes the saved index of these folders from the disk. */
  remove(folders: readonly string[]): Promise<boolean> {
    return this.next(async () => {
      await this.host.remove(this.fileOf(folders));
      return true;
    });
  }

  private fileOf(folders: readonly string[]): string {
    return `${this.parts.directory}/${digest([...folders].sort().join('\n'))}.cairn-index`;
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
