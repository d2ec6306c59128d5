import type { Disposable } from '../host';
import type { SavedFor, WorkspaceIndex } from '../index';
import type { PolicySnapshot } from '../workspace';
import { type IndexStore, storeKey } from './index-store';
import type { WorkspaceIndexer } from './workspace-indexer';

/** Loads the index at the start, saves it when the indexer has come to rest, and removes it when other files become private. */
export class IndexKeeper implements Disposable {
  private snapshot: PolicySnapshot | undefined;
  private folders: readonly string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The indexer's count of changes that the file on disk has. */
  private savedChanges = 0;
  private hasSaved = false;
  private disposed = false;
  private readonly listening: Disposable;

  constructor(
    private readonly store: IndexStore,
    private readonly index: WorkspaceIndex,
    private readonly indexer: WorkspaceIndexer,
    private readonly savePauseMs = 30_000,
  ) {
    this.listening = indexer.onProgress(() => this.noticed());
  }

  /** When other files become private, every saved index that can hold one of them leaves the disk. */
  setPolicy(snapshot: PolicySnapshot): void {
    const before = this.snapshot;
    this.snapshot = snapshot;
    if (!before || this.folders.length === 0) return;
    if (storeKey(before, this.folders) === storeKey(snapshot, this.folders)) return;
    this.savedChanges = -1;
    // What a setting or a built-in pattern says holds in every folder.
    const isEverywhere = storeKey(withoutFolders(before), []) !== storeKey(withoutFolders(snapshot), []);
    const { folders } = this;
    void this.store.removeWhere((saved) => isEverywhere || saved.some((folder) => folders.some(overlaps(folder))));
  }

  setFolders(folders: readonly string[]): void {
    if (this.folders.join('\n') !== folders.join('\n')) this.savedChanges = -1;
    this.folders = folders;
  }

  /** Takes the saved index of these folders from the disk. */
  discard(): void {
    this.savedChanges = -1;
    const own = [...this.folders].sort().join('\n');
    void this.store.removeWhere((saved) => [...saved].sort().join('\n') === own);
  }

  /** Takes everything from the disk, of other folders too. */
  erase(): void {
    this.savedChanges = -1;
    void this.store.removeAll();
  }

  /** Resolves when the saved index is in use or known to be of no use. */
  async load(): Promise<void> {
    const saved = this.savedFor();
    if (!saved) return;
    const isWanted = () => this.isCurrent(saved) && this.index.fileCount === 0;
    if (!(await this.store.load(this.index, saved, isWanted))) return;
    this.indexer.adoptRestored();
    this.savedChanges = this.indexer.changes;
    this.hasSaved = true;
    void this.store.clean();
  }

  /** Resolves when everything that was to be stored or removed so far is. */
  whenStored(): Promise<void> {
    return this.store.whenDone();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.listening.dispose();
  }

  private savedFor(): SavedFor | undefined {
    const { snapshot, folders } = this;
    return snapshot && folders.length > 0 ? { key: storeKey(snapshot, folders), folders } : undefined;
  }

  private isCurrent(saved: SavedFor): boolean {
    return !this.disposed && this.savedFor()?.key === saved.key;
  }

  private noticed(): void {
    if (this.disposed || this.timer || !this.indexer.isAtRest || this.savedChanges === this.indexer.changes) return;
    this.timer = setTimeout(() => void this.save(), this.hasSaved ? this.savePauseMs : 0);
    this.timer.unref();
  }

  private async save(): Promise<void> {
    this.timer = undefined;
    const saved = this.savedFor();
    if (!saved || !this.indexer.isAtRest || this.index.fileCount === 0) return;
    const { changes } = this.indexer;
    this.savedChanges = changes;
    const isWanted = () => this.isCurrent(saved) && this.indexer.changes === changes;
    if (!(await this.store.save(this.index, saved, isWanted))) {
      if (this.savedChanges === changes) this.savedChanges = -1;
      return;
    }
    if (!this.hasSaved) void this.store.clean();
    this.hasSaved = true;
  }
}

/** The rules that belong to no folder. */
function withoutFolders(snapshot: PolicySnapshot): PolicySnapshot {
  return { ...snapshot, lists: snapshot.lists.filter((list) => !('base' in list) || list.base === '') };
}

function overlaps(folder: string): (other: string) => boolean {
  return (other) => other === folder || other.startsWith(`${folder}/`) || folder.startsWith(`${other}/`);
}
