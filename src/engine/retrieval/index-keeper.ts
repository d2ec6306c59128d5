import type { Disposable } from '../host';
import type { SavedFor, WorkspaceIndex } from '../index';
import { syntaxFingerprint } from '../syntax';
import type { PolicySnapshot } from '../workspace';
import { type IndexStore, type IndexStoreParts, UNUSED_MS } from './index-store';
import type { PolicyFollowing } from './policy-following';
import { SaveMoments, type SavePauses } from './save-moments';
import { isOutdated, overlaps, rulesByPlace, storeKey, withoutFolders } from './saved-rules';
import type { WorkspaceIndexer } from './workspace-indexer';

/** An index that was saved longer ago is saved again when it is loaded, though nothing has changed; milliseconds. */
const RENEWED_MS = UNUSED_MS / 3;

/**
 * Loads the index at the start, saves it when the indexer has come to rest and in part while it works for long or is paused, and
 * removes it when other files become private.
 */
export class IndexKeeper implements Disposable {
  private snapshot: PolicySnapshot | undefined;
  private folders: readonly string[] = [];
  private timer: { readonly handle: ReturnType<typeof setTimeout>; readonly pause: number } | undefined;
  /** The indexer's count of changes that the file on disk has. */
  private savedChanges = 0;
  /** The indexer's count of files that left the index, of which the file on disk knows. */
  private savedRemovals = 0;
  /** A private file has come since the last save. */
  private privateCame = false;
  private hasBegun = false;
  private hasSaved = false;
  private isSaving = false;
  private disposed = false;
  private readonly syntax: string;
  private readonly moments: SaveMoments;
  private readonly listening: Disposable;

  constructor(
    private readonly store: IndexStore,
    private readonly index: WorkspaceIndex,
    private readonly indexer: WorkspaceIndexer,
    private readonly following: Pick<PolicyFollowing, 'isUnderWay'>,
    parts: Pick<IndexStoreParts, 'syntax'> & SavePauses,
  ) {
    this.syntax = parts.syntax ?? syntaxFingerprint();
    this.moments = new SaveMoments(parts);
    this.listening = indexer.onProgress(() => this.noticed());
  }

  /** When other files become private, every saved index that can hold one of them leaves the disk. */
  setPolicy(snapshot: PolicySnapshot): void {
    const before = this.snapshot;
    this.snapshot = snapshot;
    if (before && storeKey(before, this.folders) === storeKey(snapshot, this.folders)) return;
    if (before) this.savedChanges = -1;
    // What a setting or a built-in pattern says holds in every folder.
    const isEverywhere = before && storeKey(withoutFolders(before), []) !== storeKey(withoutFolders(snapshot), []);
    this.removeOutdated(isEverywhere);
  }

  setFolders(folders: readonly string[]): void {
    if (this.folders.join('\n') !== folders.join('\n')) this.savedChanges = -1;
    this.folders = folders;
    this.removeOutdated();
  }

  /**
   * A private file was made or changed: it may be one that the index held under another path, of which the disk may keep
   * nothing. The two events of a move come in any order.
   */
  privateFileCame(): void {
    this.privateCame = true;
    this.noticed();
  }

  /** Takes the saved index of these folders from the disk. */
  discard(): void {
    this.savedChanges = -1;
    const own = [...this.folders].sort().join('\n');
    void this.store.removeWhere((saved) => [...saved.folders].sort().join('\n') === own);
  }

  /** Takes everything from the disk, of other folders too. */
  erase(): void {
    this.savedChanges = -1;
    void this.store.removeAll();
  }

  /** Resolves when the saved index is in use or known to be of no use. */
  async load(): Promise<void> {
    this.hasBegun = true;
    const saved = this.savedFor();
    if (!saved) return;
    const isWanted = () => this.isCurrent(saved) && this.index.fileCount === 0;
    const loading = this.store.load(this.index, saved, isWanted);
    this.removeOutdated();
    if (!(await loading)) return;
    this.indexer.adoptRestored();
    // An index in use is written again before it looks like one that nobody uses.
    this.savedChanges = this.store.loadedAgeMs > RENEWED_MS ? -1 : this.indexer.changes;
    this.savedRemovals = this.indexer.removals;
    this.hasSaved = true;
    this.moments.loaded();
    void this.store.clean();
  }

  /** Resolves when everything that was to be stored or removed so far is. */
  whenStored(): Promise<void> {
    return this.store.whenDone();
  }

  dispose(): void {
    this.disposed = true;
    this.stopTimer();
    this.listening.dispose();
  }

  private savedFor(): SavedFor | undefined {
    const { snapshot, folders, syntax } = this;
    if (!snapshot || folders.length === 0) return undefined;
    const rules = rulesByPlace(snapshot);
    return { key: storeKey(snapshot, folders), folders, syntax, ...(rules && { rules }) };
  }

  private isCurrent(saved: SavedFor): boolean {
    const { snapshot, folders } = this;
    return !this.disposed && snapshot !== undefined && storeKey(snapshot, folders) === saved.key;
  }

  /** Saved indexes are removed that were made when other files of these folders were private, also with other folders beside them; those that other windows may have open stay. */
  private removeOutdated(isEverywhere = false): void {
    const { snapshot, folders, hasBegun } = this;
    if (!hasBegun || !snapshot || folders.length === 0) return;
    void this.store.removeWhere((saved) => isEverywhere || (this.canHoldOurs(saved) && isOutdated(saved, snapshot)));
  }

  private canHoldOurs(saved: SavedFor): boolean {
    return saved.folders.some((folder) => this.folders.some(overlaps(folder)));
  }

  private removeMoved(): void {
    this.privateCame = false;
    this.savedRemovals = this.indexer.removals;
    this.savedChanges = -1;
    this.hasSaved = false;
    this.moments.removed();
    this.stopTimer();
    void this.store.removeWhere((saved) => this.canHoldOurs(saved));
  }

  private noticed(): void {
    if (this.disposed) return;
    if (this.privateCame && this.savedRemovals !== this.indexer.removals) this.removeMoved();
    if (this.isSaving || this.savedChanges === this.indexer.changes) return;
    const pause = this.moments.pause(this.indexer);
    if (this.timer && this.timer.pause <= pause) return;
    this.stopTimer();
    const handle = setTimeout(() => void this.save(), pause);
    handle.unref();
    this.timer = { handle, pause };
  }

  private stopTimer(): void {
    clearTimeout(this.timer?.handle);
    this.timer = undefined;
  }

  private async save(): Promise<void> {
    this.timer = undefined;
    const saved = this.savedFor();
    if (!saved || this.isSaving || this.index.fileCount === 0 || this.savedChanges === this.indexer.changes) return;
    this.isSaving = true;
    const letGo = this.indexer.isAtRest ? undefined : await this.indexer.hold();
    const { changes } = this.indexer;
    await this.saveAs(saved);
    this.isSaving = false;
    letGo?.();
    // What cannot be written is not tried again before there is something new.
    if (changes !== this.indexer.changes) this.noticed();
  }

  /** Nothing changes meanwhile, or nothing is saved. */
  private async saveAs(saved: SavedFor): Promise<void> {
    const { changes, removals, isAtRest, isPaused } = this.indexer;
    this.savedChanges = changes;
    const isWanted = () => this.isCurrent(saved) && this.indexer.changes === changes && !this.following.isUnderWay;
    if (!(await this.store.save(this.index, saved, isWanted))) {
      if (this.savedChanges === changes) this.savedChanges = -1;
      return this.moments.cutOff();
    }
    this.moments.saved({ isAtRest, isPaused }, this.store.lastSaveMs);
    this.savedRemovals = removals;
    if (isAtRest) this.privateCame = false;
    if (!this.hasSaved) void this.store.clean();
    this.hasSaved = true;
  }
}
