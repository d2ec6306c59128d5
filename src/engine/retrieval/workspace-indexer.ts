import type { Disposable, FileStat, Host } from '../host';
import type { FileDescription, WorkspaceIndex } from '../index';
import { type FileSyntax, languageOf, languageIdOf, type SyntaxParser } from '../syntax';
import { uriToPath } from '../text';
import {
  contentStrength,
  type FileSignals,
  fileSignals,
  type Policy,
  walkFolder,
  type WorkspaceLimits,
} from '../workspace';
import type { DocumentTexts } from './document-texts';
import { isSlow, syntaxSoFar } from './early-words';
import { isSame, stampOf } from './file-stamp';
import { IndexObservers, type IndexObserver } from './index-observers';

/** Files read and parsed at the same time; the parser works on one while the next is read and the last is indexed. */
const AT_ONCE = 3;

export interface IndexProgress {
  readonly files: number;
  readonly filesDone: number;
}

interface IndexerParts {
  readonly host: Host;
  readonly index: WorkspaceIndex;
  readonly texts: DocumentTexts;
  readonly parser: SyntaxParser;
  readonly limits: WorkspaceLimits;
}

/**
 * Keeps the index in step with the folders, the policy and the open documents. Works in the background, one file after the
 * other; files that were asked for last are done first when they are open.
 */
export class WorkspaceIndexer implements Disposable {
  /** Files left out, each with the reason in words. */
  readonly skipped = new Map<string, string>();
  /** Files that the parser failed on; they are indexed by line windows. */
  readonly setAside = new Set<string>();
  private readonly observers: IndexObservers;
  private readonly progressListeners = new Set<(progress: IndexProgress) => void>();
  private readonly urgent = new Set<string>();
  private readonly queue = new Set<string>();
  private readonly revisions = new Map<string, number>();
  private policy: Policy | undefined;
  private folders: readonly string[] = [];
  private started = false;
  private disposed = false;
  private walk: AbortController | undefined;
  private working = 0;
  private done = 0;
  private idleWaiters: (() => void)[] = [];
  private openWaiters: (() => void)[] = [];
  private readonly openInWork = new Set<string>();
  /** Counts what has changed in the index. */
  changes = 0;

  constructor(private readonly parts: IndexerParts) {
    this.observers = new IndexObservers(parts.index, parts.texts);
  }

  observe(observer: IndexObserver): Disposable {
    return this.observers.add(observer);
  }

  onProgress(listener: (progress: IndexProgress) => void): Disposable {
    this.progressListeners.add(listener);
    return { dispose: () => void this.progressListeners.delete(listener) };
  }

  get progress(): IndexProgress {
    return { files: this.done + this.queue.size + this.urgent.size + this.working, filesDone: this.done };
  }

  get isIdle(): boolean {
    return this.policy !== undefined && this.started && this.walk === undefined && this.pending === 0;
  }

  private get isWorkingOnOpen(): boolean {
    return this.started && this.policy !== undefined && (this.urgent.size > 0 || this.openInWork.size > 0);
  }

  private get pending(): number {
    return this.queue.size + this.urgent.size + this.working;
  }

  /** Resolves when everything known is indexed; also when disposed. */
  whenIdle(): Promise<void> {
    if (this.isIdle || this.disposed) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  /** Resolves when the open documents' last texts are indexed, without waiting for the rest. */
  whenOpenDocumentsIndexed(): Promise<void> {
    if (!this.isWorkingOnOpen || this.disposed) return Promise.resolve();
    return new Promise((resolve) => this.openWaiters.push(resolve));
  }

  start(): void {
    if (this.started) return;
    this.started = true;
    this.rescan();
  }

  /** Takes over the files of an index that was just loaded; `start` then looks for what has changed since. */
  adoptRestored(): void {
    const { index, texts } = this.parts;
    for (const file of [...index.files()]) {
      const strength = this.policy && usableStrength(this.policy, file.uri, file.signals);
      if (strength !== file.strength || texts.folderOf(file.uri) !== file.folder) this.forget(file.uri);
      else this.observers.tellLater(file.uri);
    }
  }

  setFolders(folders: readonly string[]): void {
    this.folders = folders;
    this.parts.texts.setFolders(folders);
    for (const file of [...this.parts.index.files()]) {
      if (this.parts.texts.folderOf(file.uri) !== file.folder) this.forget(file.uri);
    }
    this.rescan();
  }

  /** Forgets at once what may not be used any more, then looks for what may be used now. */
  setPolicy(policy: Policy): void {
    this.policy = policy;
    for (const file of [...this.parts.index.files()]) {
      const strength = usableStrength(policy, file.uri, file.signals);
      if (strength === file.strength) continue;
      this.forget(file.uri);
      if (strength !== undefined) this.enqueue(file.uri, this.parts.texts.opened(file.uri) !== undefined);
    }
    this.rescan();
  }

  /** A file was made or changed, on disk or in the editor. */
  changed(uri: string, isOpen: boolean): void {
    this.parts.texts.forget(uri);
    this.enqueue(uri, isOpen);
  }

  deleted(uri: string): void {
    this.parts.texts.forget(uri);
    this.skipped.delete(uri);
    if (this.parts.texts.opened(uri)) return;
    this.forget(uri);
    // Also what is being read just now, which the index does not hold yet.
    const below = `${uri}/`;
    for (const known of [...this.revisions.keys()]) {
      if (known.startsWith(below) && !this.parts.texts.opened(known)) this.forget(known);
    }
  }

  dispose(): void {
    this.disposed = true;
    this.walk?.abort();
    this.queue.clear();
    this.urgent.clear();
    this.observers.clear();
    this.progressListeners.clear();
    this.releaseWaiters();
  }

  private forget(uri: string): void {
    this.revisions.set(uri, (this.revisions.get(uri) ?? 0) + 1);
    this.queue.delete(uri);
    this.urgent.delete(uri);
    this.setAside.delete(uri);
    this.parts.texts.forget(uri);
    this.observers.nothingToTell(uri);
    if (!this.parts.index.remove(uri)) return;
    this.changes++;
    this.observers.removed(uri);
  }

  private rescan(): void {
    if (!this.started || this.disposed || !this.policy) return;
    this.walk?.abort();
    const walk = new AbortController();
    this.walk = walk;
    this.done = this.parts.index.fileCount;
    for (const document of this.parts.texts.openDocuments()) this.enqueue(document.uri, true);
    void this.walkFolders(walk.signal, this.policy)
      .catch(() => undefined)
      .finally(() => {
        if (this.walk !== walk) return;
        this.walk = undefined;
        this.report();
        void this.observers.tellOfRestored();
      });
  }

  private async walkFolders(signal: AbortSignal, policy: Policy): Promise<void> {
    const seen = new Set<string>();
    const skipped = new Map<string, string>();
    for (const folder of outermost(this.folders)) {
      for await (const step of walkFolder(this.parts.host, folder, policy, this.parts.limits, signal)) {
        if (signal.aborted) return;
        if (step.kind === 'skipped') {
          skipped.set(step.uri, step.reason);
          continue;
        }
        const { uri } = step.file;
        seen.add(uri);
        const known = this.parts.index.file(uri);
        const isCurrent = known && (this.parts.texts.opened(uri) || isSame(known.stamp, step.file));
        if (!isCurrent && !this.urgent.has(uri)) this.enqueue(uri, false);
      }
    }
    if (signal.aborted) return;
    for (const [uri, reason] of this.skipped) if (seen.has(uri)) skipped.set(uri, reason);
    this.skipped.clear();
    for (const [uri, reason] of skipped) this.skipped.set(uri, reason);
    for (const file of [...this.parts.index.files()]) {
      if (!seen.has(file.uri) && !this.parts.texts.opened(file.uri)) this.forget(file.uri);
    }
  }

  private enqueue(uri: string, first: boolean): void {
    if (this.disposed) return;
    this.revisions.set(uri, (this.revisions.get(uri) ?? 0) + 1);
    if (first) {
      this.queue.delete(uri);
      this.urgent.add(uri);
    } else if (!this.urgent.has(uri)) this.queue.add(uri);
    if (!this.started || !this.policy) return;
    while (this.working < AT_ONCE && this.pending > this.working) {
      this.working++;
      void this.work();
    }
  }

  private async work(): Promise<void> {
    for (let uri = this.next(); uri !== undefined; uri = this.next()) {
      const isOpen = this.parts.texts.opened(uri) !== undefined;
      if (isOpen) this.openInWork.add(uri);
      try {
        await this.indexFile(uri);
      } catch {
        this.leaveOut(uri, 'could not be indexed');
      }
      this.openInWork.delete(uri);
      this.done++;
      this.report();
    }
    this.working--;
    this.report();
  }

  private next(): string | undefined {
    for (const waiting of [this.urgent, this.queue]) {
      const uri = waiting.values().next().value;
      if (uri === undefined) continue;
      waiting.delete(uri);
      return uri;
    }
    return undefined;
  }

  private async indexFile(uri: string): Promise<void> {
    const revision = this.revisions.get(uri);
    const { texts, index, parser } = this.parts;
    const before = this.describe(uri, '');
    if (!before) return this.forget(uri);
    const lookedAt = this.parts.host.now();
    const stat = texts.opened(uri) ? undefined : await this.statOf(uri);
    const kind = texts.opened(uri) ? 'file' : stat?.kind;
    if (kind === 'directory') return this.rescan();
    if (kind !== undefined && kind !== 'file')
      return this.leaveOut(uri, kind === 'link' ? 'a symbolic link' : 'not a regular file');
    const outcome = await texts.load(uri, false);
    if (outcome.kind === 'missing') return this.forget(uri);
    if (outcome.kind === 'unusable') return this.leaveOut(uri, outcome.reason);
    const { text } = outcome.document;
    if (text.trim() === '') return this.leaveOut(uri, 'empty');
    if (Buffer.byteLength(text) > this.parts.limits.maxFileBytes) return this.leaveOut(uri, 'too large');
    const languageId = this.languageOf(uri, before.path, text);
    let failed = false;
    const parsing = parser.parse(languageId, text).catch(() => {
      failed = true;
      return undefined;
    });
    const isCurrent = () => !this.disposed && revision === this.revisions.get(uri);
    const early = index.file(uri) && (await isSlow(parsing)) && isCurrent() ? this.describe(uri, text) : undefined;
    if (early) this.put({ ...early, languageId }, text, syntaxSoFar(index, early));
    const syntax = await parsing;
    if (!isCurrent()) return;
    const description = this.describe(uri, text);
    if (!description) return this.forget(uri);
    if (failed) this.setAside.add(uri);
    else this.setAside.delete(uri);
    const stamp = texts.opened(uri) ? undefined : stampOf(stat, lookedAt);
    this.put({ ...description, languageId, ...(stamp && { stamp }) }, text, syntax, !early);
  }

  private put(file: FileDescription, text: string, syntax: FileSyntax | undefined, tell = true): void {
    const { index } = this.parts;
    const known = index.file(file.uri) !== undefined;
    this.skipped.delete(file.uri);
    this.observers.nothingToTell(file.uri);
    this.changes++;
    index.put(file, text, syntax);
    if (!tell) return;
    if (known) this.observers.removed(file.uri);
    this.observers.indexed(file.uri, text, file.languageId, file.strength);
  }

  private async statOf(uri: string): Promise<FileStat | undefined> {
    try {
      return await this.parts.host.stat(uriToPath(uri));
    } catch {
      return undefined;
    }
  }

  private leaveOut(uri: string, reason: string): void {
    this.forget(uri);
    this.skipped.set(uri, reason);
  }

  private languageOf(uri: string, path: string, text: string): string {
    return this.parts.texts.opened(uri)?.languageId ?? languageOf(path, text) ?? languageIdOf(path);
  }

  /** Undefined when the file is outside the folders or the policy keeps it out. */
  private describe(uri: string, head: string): FileDescription | undefined {
    const folder = this.parts.texts.folderOf(uri);
    if (folder === undefined || !this.policy) return undefined;
    const path = this.parts.texts.pathOf(uri);
    const signals = fileSignals(path, head);
    const strength = usableStrength(this.policy, uri, signals);
    return strength && { uri, path, folder, languageId: languageIdOf(path), signals, strength };
  }

  private report(): void {
    for (const listener of this.progressListeners) listener(this.progress);
    if (this.isIdle) this.releaseWaiters();
    else if (!this.isWorkingOnOpen) this.openWaiters = released(this.openWaiters);
  }

  private releaseWaiters(): void {
    this.openWaiters = released(this.openWaiters);
    this.idleWaiters = released(this.idleWaiters);
  }
}

function released(waiters: readonly (() => void)[]): (() => void)[] {
  for (const resolve of waiters) resolve();
  return [];
}

/** The strictest of what the policy and the file itself say; undefined when it may not be indexed. */
function usableStrength(policy: Policy, uri: string, signals: FileSignals): FileDescription['strength'] | undefined {
  const { strength } = policy.judge(uri);
  if (strength === 'private' || strength === 'unindexed') return undefined;
  return strength === 'low-quality' ? strength : contentStrength(signals);
}

/** Folders that are not inside another one, each once. */
function outermost(folders: readonly string[]): string[] {
  const unique = [...new Set(folders)];
  return unique.filter((folder) => !unique.some((other) => other !== folder && folder.startsWith(`${other}/`)));
}
