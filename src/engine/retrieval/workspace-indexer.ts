import type { Disposable } from '../host';
import { hasGrammar } from '../syntax';
import { parentUri } from '../text';
import type { Policy, WalkedFile, WalkLimit, WorkspaceLimits } from '../workspace';
import { DeletedPaths } from './deleted-paths';
import { hasOwnSymbols } from './early-words';
import { FileIntake } from './file-intake';
import { isSame } from './file-stamp';
import { FileSymbols } from './file-symbols';
import { FolderLooks } from './folder-looks';
import { FolderScan } from './folder-scan';
import { IndexChanges } from './index-changes';
import type { IndexObserver } from './index-observers';
import type { IndexTask } from './index-queue';
import { type IndexProgress, IndexWork } from './index-work';
import type { IndexerParts } from './indexer-parts';
import { Tidying } from './tidying';
import { Waiters } from './waiters';

/**
 * Keeps the index in step with the folders, the policy and the open documents. Works in the background: first the words of every
 * file, so that all can be found, then the symbols.
 */
export class WorkspaceIndexer implements Disposable {
  /** Milliseconds from the last start of work to its end. */
  lastWorkMs = 0;
  private readonly content: IndexChanges;
  private readonly progressListeners = new Set<(progress: IndexProgress) => void>();
  private readonly work = new IndexWork(
    (task) => this.indexFile(task).catch(() => this.leaveOut(task.uri, 'could not be indexed')),
    () => this.report(),
  );
  private readonly symbols: FileSymbols;
  /** What each file was last asked for as; a read that began before another request counts for nothing. */
  private readonly revisions = new Map<string, number>();
  private lastRevision = 0;
  private readonly intake: FileIntake;
  private readonly scan: FolderScan;
  /** The symbols of what goes are not kept: it may have become private. */
  private hidesMoves = false;
  private started = false;
  private disposed = false;
  private readonly looks: FolderLooks;
  private readonly tidying: Tidying;
  private workSince: number | undefined;
  private readonly idle = new Waiters();
  private readonly openDone = new Waiters();
  private readonly deletedPaths = new DeletedPaths((isBelow) => {
    // Also what is being read just now, which the index does not hold yet.
    const known = new Set(this.revisions.keys());
    for (const file of this.parts.index.files()) known.add(file.uri);
    for (const uri of known) if (isBelow(uri) && !this.parts.texts.opened(uri)) this.forget(uri);
    this.report();
  });

  constructor(private readonly parts: IndexerParts) {
    const { index, background } = parts;
    this.intake = new FileIntake(parts.host, parts.texts, parts.places, parts.limits.maxFileBytes);
    this.content = new IndexChanges(parts.index, parts.texts);
    const visit = (file: WalkedFile) => this.lookAt(file);
    const gone = (uri: string) => this.forget(uri);
    this.scan = new FolderScan({ ...parts, intake: this.intake, content: this.content, visit, gone }, parts.limits);
    const mostSymbols = () => this.scan.mostSymbols;
    this.symbols = new FileSymbols({ ...parts, content: this.content, queue: this.work.queue, mostSymbols });
    this.tidying = new Tidying({
      step: () =>
        !this.disposed &&
        !this.work.isHeld &&
        (background.isAnswering || index.prepare() || (this.isIdle && index.tidy())),
      ended: () => this.tell(),
    });
    this.looks = new FolderLooks({
      host: parts.host,
      lookThrough: async (signal) => {
        await parts.following.whenDone();
        const before = this.lastRevision;
        return this.scan.all(signal, (uri) => (this.revisions.get(uri) ?? 0) > before);
      },
      lookInto: async (directories, signal) => {
        const look = await this.scan.arrived(directories, signal);
        if (look.isFull) this.looks.beginAfter();
        return look;
      },
      ended: () => {
        this.report();
        void this.content.observers.tellOfRestored();
      },
    });
  }

  observe(observer: IndexObserver): Disposable {
    return this.content.observe(observer);
  }

  onProgress(listener: (progress: IndexProgress) => void): Disposable {
    this.progressListeners.add(listener);
    return { dispose: () => void this.progressListeners.delete(listener) };
  }

  /** Files left out, each with the reason in words. */
  get skipped(): ReadonlyMap<string, string> {
    return this.content.skipped;
  }

  /** The limit that the workspace exceeds, if any. */
  get limit(): WalkLimit | undefined {
    return this.scan.limit;
  }

  /** Definitions of all files together beyond which files are searched by their words alone, when there are as many. */
  get symbolLimit(): number | undefined {
    return this.symbols.limit;
  }

  /** Counts what has changed in the index. */
  get changes(): number {
    return this.content.count;
  }

  /** Counts the files that have left the index. */
  get removals(): number {
    return this.content.removals;
  }

  get progress(): IndexProgress {
    return this.work.progress;
  }

  get isIdle(): boolean {
    return this.intake.policy !== undefined && this.started && !this.looks.isLooking && this.work.pending === 0;
  }

  /** Idle, and what changes have left in the index is cleared away. */
  get isAtRest(): boolean {
    return this.isIdle && !this.parts.following.isUnderWay && !this.tidying.isUnderWay;
  }

  /** The files of a stored index are being read for its observers. */
  get isTelling(): boolean {
    return this.content.observers.areBeingTold;
  }

  get isPaused(): boolean {
    return this.work.isPaused;
  }

  private get isWorkingOnOpen(): boolean {
    return this.started && this.intake.policy !== undefined && this.work.hasOpen;
  }

  /** Resolves when everything known is indexed; also when disposed. */
  whenIdle(): Promise<void> {
    return this.isIdle || this.disposed ? Promise.resolve() : this.idle.wait();
  }

  /** Resolves when the open documents' last texts are indexed, without waiting for the rest. */
  whenOpenDocumentsIndexed(): Promise<void> {
    return !this.isWorkingOnOpen || this.disposed ? Promise.resolve() : this.openDone.wait();
  }

  start(): void {
    if (this.started) return;
    this.started = true;
    this.rescan();
  }

  /** While paused, open documents are kept up to date and all else waits. Resuming also finds what no event has told of. */
  setPaused(paused: boolean): void {
    const resumes = this.isPaused && !paused;
    this.work.setPaused(paused);
    if (resumes) this.rescan();
  }

  /**
   * Lets nothing but open documents, the policy and what goes change the index until the answer is called. Resolves when that is so.
   */
  async hold(): Promise<() => void> {
    await this.work.hold();
    return () => {
      this.work.goOn();
      this.report();
    };
  }

  setLimits(limits: WorkspaceLimits): void {
    this.scan.limits = limits;
    this.intake.maxFileBytes = limits.maxFileBytes;
    this.rescan();
  }

  /** Texts that were set aside are tried again from now on. */
  forgetSetAside(): void {
    this.symbols.forgetSetAside();
  }

  /** Looks for changes that no event has told of; when that was done a moment ago, in a while. */
  reconcile(): void {
    this.looks.whenDue(() => this.rescan());
  }

  /** The symbols of these files are read before those of others. */
  wanted(uris: Iterable<string>): void {
    for (const uri of uris) this.work.queue.raise(uri);
  }

  /** Takes over the files of an index that was just loaded; `start` then looks for what has changed since. */
  adoptRestored(): void {
    const { index, texts, following } = this.parts;
    for (const file of [...index.files()]) {
      this.content.adopt(file);
      if (texts.folderOf(file.uri) !== file.folder) this.forget(file.uri);
      this.symbols.adopt(file);
    }
    if (this.intake.policy) following.begin(this.intake.policy.epoch);
    this.tidying.begin();
  }

  setFolders(folders: readonly string[]): void {
    this.scan.folders = folders;
    this.parts.texts.setFolders(folders);
    this.parts.index.keepSymbolsOnly((file) => this.intake.stands(file));
    for (const file of [...this.parts.index.files()]) {
      if (this.parts.texts.folderOf(file.uri) !== file.folder) this.forget(file.uri);
    }
    this.beginWorkAnew();
    this.rescan();
  }

  /** From now on nothing comes in that the policy excludes; what is there already goes with `followSteps`. */
  setPolicy(policy: Policy): void {
    this.intake.policy = policy;
    this.parts.index.keepSymbolsOnly((file) => this.intake.stands(file));
    this.beginWorkAnew();
  }

  /** Forgets what may not be used any more, or only in another way, in steps of one file. */
  *followSteps(): Generator<undefined, void> {
    const { index, texts } = this.parts;
    for (const { uri } of [...index.files()]) {
      const file = index.file(uri);
      const strength = file && this.intake.strengthOf(uri, file.signals);
      if (file && strength !== file.strength) {
        this.forget(uri);
        if (strength !== undefined) this.enqueue(uri, texts.opened(uri) !== undefined);
      }
      yield;
    }
  }

  /** A document was opened: what lies beside it comes before the rest. */
  opened(uri: string): void {
    this.work.queue.raiseDirectory(parentUri(uri));
    this.changed(uri, true);
  }

  /** A file was made or changed, on disk or in the editor. */
  changed(uri: string, isOpen: boolean): void {
    this.parts.texts.forget(uri);
    const isKnown = this.parts.index.file(uri) !== undefined;
    // Which of the files beyond a limit come in is found by looking at all.
    if (!isOpen && !isKnown && this.scan.isFull) return this.reconcile();
    this.intake.expect(uri);
    if (!isOpen && !isKnown) this.scan.told(uri);
    this.enqueue(uri, isOpen);
    if (isOpen && !isKnown && this.scan.limit) this.looks.beginAfter();
  }

  /** A private file was made or changed: it may be one that the index held under another path. The two events of a move come in any order. */
  privateFileCame(): void {
    this.parts.index.keepSymbolsOnly(() => false);
    this.hidesMoves = true;
  }

  /** A file or a directory is gone. */
  deleted(uri: string): void {
    this.parts.texts.forget(uri);
    this.content.skipped.delete(uri);
    if (this.parts.texts.opened(uri)) return;
    const isFile = this.parts.index.file(uri) !== undefined;
    this.forget(uri);
    if (isFile) this.report();
    else this.deletedPaths.add(uri);
  }

  dispose(): void {
    this.disposed = true;
    this.looks.dispose();
    this.tidying.dispose();
    this.work.queue.clear();
    this.content.dispose();
    this.progressListeners.clear();
    this.openDone.release();
    this.idle.release();
  }

  /** What is being read just now was begun under other rules or folders. */
  private beginWorkAnew(): void {
    for (const [uri, isOpen] of this.work.running()) this.enqueue(uri, isOpen);
  }

  private forget(uri: string): void {
    this.revisions.delete(uri);
    this.scan.forget(uri);
    this.work.queue.delete(uri);
    this.parts.texts.forget(uri);
    const known = this.parts.index.file(uri);
    const stands = known !== undefined && this.intake.stands(known);
    this.content.remove(uri, stands && !this.hidesMoves);
    // Where it really is may have been found to be excluded.
    if (known && !stands) this.parts.index.keepSymbolsOnly((file) => file.uri !== uri);
  }

  /** Looks through all folders now. */
  rescan(): void {
    if (!this.started || this.disposed || !this.intake.policy) return;
    if (this.work.pending === 0) this.work.done = this.parts.index.fileCount;
    this.workSince ??= this.parts.host.monotonic();
    this.work.allow();
    this.work.begin();
    for (const document of this.parts.texts.openDocuments()) this.enqueue(document.uri, true);
    this.looks.begin();
  }

  /** Has a file indexed that the index does not hold as it is now; true when that is news. */
  private lookAt(found: WalkedFile): boolean {
    const { uri } = found;
    if (this.parts.texts.opened(uri)) return false;
    const known = this.parts.index.file(uri);
    if (!known || !isSame(known.stamp, found)) {
      const isNews = !known && !this.content.skipped.has(uri);
      if (!this.work.queue.holdsWords(uri)) this.enqueue(uri, false);
      if (found.isNear) this.work.queue.raiseNear(uri);
      return isNews;
    }
    if (!hasOwnSymbols(known) && hasGrammar(known.languageId)) {
      this.work.queue.addSymbols(uri, found.isNear ? 'asked' : 'none');
      this.work.begin();
    }
    return false;
  }

  private enqueue(uri: string, isOpen: boolean): void {
    if (this.disposed) return;
    this.revisions.set(uri, ++this.lastRevision);
    this.work.queue.add(uri, isOpen);
    if (this.work.pending === 1) this.workSince ??= this.parts.host.monotonic();
    this.work.begin();
  }

  private async indexFile({ uri, stage, isOpen }: IndexTask): Promise<void> {
    const { index, background } = this.parts;
    const revision = this.revisions.get(uri) ?? ++this.lastRevision;
    this.revisions.set(uri, revision);
    const isCurrent = () => !this.disposed && revision === this.revisions.get(uri);
    const isSave = isOpen || !this.work.hasMany;
    const taken = await this.intake.take(uri, stage === 'symbols' ? index.file(uri) : undefined);
    if (!isSave && stage === 'words') await background.turn();
    if (!isCurrent()) return;
    if (taken.kind === 'gone') return this.forget(uri);
    if (taken.kind === 'directory') return this.scan.isFull ? this.reconcile() : this.looks.into(uri);
    if (taken.kind === 'left-out') return this.leaveOut(uri, taken.reason);
    const { file, text } = taken;
    if (this.scan.hasNoRoomFor(uri, Buffer.byteLength(text))) return this.noRoom(uri);
    const isParsable = hasGrammar(file.languageId);
    if (this.symbols.isIndexed(file, isParsable)) return this.content.keep(file);
    if (!isParsable) return this.content.put(file, text);
    if (stage === 'words') return this.symbols.putWords(file, text);
    return this.symbols.put(file, text, { isSave, isCurrent });
  }

  private noRoom(uri: string): void {
    this.forget(uri);
    this.reconcile();
  }

  private leaveOut(uri: string, reason: string): void {
    this.forget(uri);
    this.content.skipped.set(uri, reason);
  }

  private tell(): void {
    for (const listener of this.progressListeners) listener(this.progress);
  }

  private report(): void {
    if (this.isIdle && this.workSince !== undefined) {
      this.lastWorkMs = this.parts.host.monotonic() - this.workSince;
      this.workSince = undefined;
    }
    this.tell();
    const { index, background } = this.parts;
    if (background.isAskedOften) index.settle();
    if (this.work.hasMany && !this.work.isHeld) index.tidyFurther();
    if (!this.isWorkingOnOpen) this.openDone.release();
    if (!this.isIdle) return;
    this.hidesMoves = false;
    this.idle.release();
    this.tidying.begin();
  }
}
