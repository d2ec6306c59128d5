import type { Disposable } from '../host';
import type { WorkspaceIndex } from '../index';
import type { PolicySnapshot } from '../workspace';
import { type IndexStore, storeKey } from './index-store';
import type { WorkspaceIndexer } from './workspace-indexer';

/** Milliseconds that changes wait for further ones before the index is saved again. */
const SAVE_PAUSE_MS = 30_000;

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
  ) {
    this.listening = indexer.onProgress(() => this.noticed());
  }

  setPolicy(snapshot: PolicySnapshot): void {
    const before = this.key();
    this.snapshot = snapshot;
    if (before !== undefined && before !== this.key()) this.drop();
  }

  setFolders(folders: readonly string[]): void {
    if (this.folders.length > 0 && folders.length === 0) this.drop();
    if (this.folders.join('\n') !== folders.join('\n')) this.savedChanges = -1;
    this.folders = folders;
  }

  /** Resolves when the saved index is in use or known to be of no use. */
  async load(): Promise<void> {
    const key = this.key();
    if (key === undefined) return;
    const isWanted = () => !this.disposed && this.key() === key && this.index.fileCount === 0;
    if (!(await this.store.load(this.index, this.folders, key, isWanted))) return;
    this.indexer.adoptRestored();
    this.savedChanges = this.indexer.changes;
    this.hasSaved = true;
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.listening.dispose();
  }

  private key(): string | undefined {
    return this.snapshot && this.folders.length > 0 ? storeKey(this.snapshot, this.folders) : undefined;
  }

  private drop(): void {
    this.savedChanges = -1;
    void this.store.remove(this.folders);
  }

  private noticed(): void {
    if (this.disposed || this.timer || !this.indexer.isIdle || this.savedChanges === this.indexer.changes) return;
    this.timer = setTimeout(() => this.save(), this.hasSaved ? SAVE_PAUSE_MS : 0);
    this.timer.unref();
  }

  private save(): void {
    this.timer = undefined;
    const key = this.key();
    if (key === undefined || !this.indexer.isIdle || this.index.fileCount === 0) return;
    this.savedChanges = this.indexer.changes;
    this.hasSaved = true;
    void this.store.save(this.index, this.folders, key);
  }
}
