import { type Disposable, finished, type TraceId } from '../host';
import { WorkspaceIndex } from '../index';
import { canonicalUri } from '../text';
import {
  type CommitHistory,
  compilePolicy,
  hasSameRules,
  type Policy,
  type PolicySnapshot,
  RealPlaces,
  type WorkspaceLimits,
} from '../workspace';
import { emptyAnswer, filtered } from './answers';
import { atMost } from './at-most';
import { CursorAnswers } from './cursor/answer-cursor';
import { ProjectFiles } from './imports';
import { answerQuestion } from './question/answer-question';
import { PastChanges } from './question/past-changes';
import type {
  ContextSource,
  CursorQuery,
  CursorSyntax,
  EngineProgress,
  EngineStatus,
  Explanation,
  Question,
  Retrieval,
  StreamedText,
  SymbolHit,
  SymbolQuery,
  SyntaxVerdict,
} from './contract';
import { DocumentTexts } from './document-texts';
import { EditPauses } from './edit-pauses';
import { engineProgress } from './engine-progress';
import { IndexKeeper } from './index-keeper';
import { IndexStore } from './index-store';
import type { Library } from './library';
import type { LocalContextParts } from './local-context-parts';
import { PolicyFollowing } from './policy-following';
import { StandingBack } from './standing-back';
import { statusDetails } from './status-details';
import { searchSymbols } from './symbol-search';
import { unindexedFile } from './unindexed-file';
import { type CursorTrace, TraceLog } from './trace-log';
import type { IndexObserver } from './index-observers';
import type { IndexProgress } from './index-work';
import { WorkspaceIndexer } from './workspace-indexer';

/**
 * The context engine in this process. Give it a policy and folders, call `start`, and keep it informed of open documents and
 * of changes on disk. Before the first policy its answers have epoch 0 and hold nothing from a file.
 */
export class LocalContext implements ContextSource, Disposable {
  /** Work in the background takes its turns from it, and none while a cursor's context is made. */
  readonly background = new StandingBack();
  private readonly index = new WorkspaceIndex();
  private readonly texts: DocumentTexts;
  private readonly places: RealPlaces;
  private readonly indexer: WorkspaceIndexer;
  private readonly keeper: IndexKeeper | undefined;
  private readonly traces = new TraceLog();
  private readonly cursors = new CursorAnswers();
  private readonly project = new ProjectFiles(this.index);
  private readonly pauses = new EditPauses((uri) => this.indexer.changed(uri, true));
  private readonly past = new PastChanges();
  private snapshot: PolicySnapshot | undefined;
  private policy: Policy | undefined;
  private readonly following: PolicyFollowing;
  private limits: WorkspaceLimits;
  private folders: readonly string[] = [];
  /** Resolves when the stored index is in use or known to be of no use. */
  private loaded: Promise<void> = Promise.resolve();

  constructor(private readonly parts: LocalContextParts) {
    const { host, parser, limits, ignoreFilePassed } = parts;
    this.limits = limits;
    this.texts = new DocumentTexts(host, limits.maxFileBytes);
    this.places = new RealPlaces(host);
    this.following = new PolicyFollowing(host, {
      steps: () => this.followSteps(),
      // What answers have found meanwhile can be of files that are excluded.
      followed: () => this.cursors.clear(),
    });
    const { index, texts, places, background, following } = this;
    const engineParts = { host, index, texts, places, parser, background, following };
    this.indexer = new WorkspaceIndexer({ ...engineParts, limits, ignoreFilePassed });
    if (parts.store) {
      const store = new IndexStore(host, parts.store, background);
      this.keeper = new IndexKeeper(store, this.index, this.indexer, following, parts.store);
    }
    this.indexer.observe(this.project);
  }

  /**
   * Applies at once and backwards: no answer shows a file that it excludes, also none that is being made. Such files are forgotten
   * and those that it frees are indexed in the background.
   */
  setPolicy(snapshot: PolicySnapshot): void {
    const { epoch } = snapshot;
    const isSame = this.snapshot !== undefined && hasSameRules(this.snapshot, snapshot);
    this.snapshot = snapshot;
    if (isSame && this.policy && this.followsPolicy) {
      this.policy = { ...this.policy, epoch };
      this.following.epoch = epoch;
      return;
    }
    const policy = this.places.over(compilePolicy(snapshot));
    this.policy = policy;
    this.indexer.setPolicy(policy);
    this.following.begin(epoch);
    this.indexer.rescan();
    this.past.setPolicy(policy);
    this.keeper?.setPolicy(snapshot);
  }

  /** Whether everything that was learnt from the files follows the policy; while it does not, nothing may be shown that rests on all of them. */
  get followsPolicy(): boolean {
    return !this.following.isUnderWay;
  }

  /** Workspace folders as URIs; folders inside others are indexed once, under the innermost. */
  setFolders(folders: readonly string[]): void {
    this.folders = folders.map(canonicalUri);
    this.past.keepOnly(this.folders);
    this.indexFolders(this.folders);
  }

  /** What happened to a folder is evidence of which files a question means; its words are searched and never shown. */
  setHistory(folder: string, history: CommitHistory): void {
    this.past.set(canonicalUri(folder), history);
  }

  /** Drops everything that was learnt and answered, and begins to index again. */
  erase(): void {
    this.keeper?.erase();
    this.traces.clear();
    this.indexAnew();
  }

  /** Drops the index and what is stored of it, and builds it anew; files that were set aside are tried again. */
  rebuild(): void {
    this.keeper?.discard();
    this.indexAnew();
  }

  /** While paused, only open documents are indexed. */
  setPaused(paused: boolean): void {
    this.indexer.setPaused(paused);
  }

  setLimits(limits: WorkspaceLimits): void {
    const { maxFiles, maxBytes, maxFileBytes } = this.limits;
    if (limits.maxFiles === maxFiles && limits.maxBytes === maxBytes && limits.maxFileBytes === maxFileBytes) return;
    this.limits = limits;
    this.texts.maxFileBytes = limits.maxFileBytes;
    this.indexer.setLimits(limits);
  }

  /** Looks for changes on disk that nobody has told of; soon after the last look it waits for a while. */
  reconcile(): void {
    this.indexer.reconcile();
  }

  /** From now on `text` stands for the file, whatever the disk says. */
  openDocument(uri: string, languageId: string, version: number, text: string): void {
    const canonical = canonicalUri(uri);
    this.texts.setOpen({ uri: canonical, languageId, version, text });
    this.indexer.opened(canonical);
    this.parts.documentSyntax.opened?.(languageId);
  }

  changeDocument(uri: string, version: number, text: string): void {
    const canonical = canonicalUri(uri);
    const opened = this.texts.opened(canonical);
    if (!opened) return;
    this.texts.setOpen({ ...opened, version, text });
    this.pauses.edited(canonical);
  }

  closeDocument(uri: string): void {
    const canonical = canonicalUri(uri);
    this.pauses.forget(canonical);
    this.texts.close(canonical);
    this.parts.documentSyntax.forget(canonical);
    this.indexer.changed(canonical, false);
  }

  /** A file was made or changed on disk. */
  fileChanged(uri: string): void {
    const canonical = canonicalUri(uri);
    if (!this.texts.opened(canonical)) this.indexer.changed(canonical, false);
    if (!this.isPrivate(canonical) && !this.isPrivate(`${canonical}/`)) return;
    this.indexer.privateFileCame();
    this.keeper?.privateFileCame();
  }

  /** A file or a directory is gone from disk. */
  fileDeleted(uri: string): void {
    this.indexer.deleted(canonicalUri(uri));
  }

  /** Begins to index in the background, where a stored index is found with what has changed since. */
  start(): void {
    if (!this.keeper) return this.indexer.start();
    this.loaded = this.keeper.load();
    void this.loaded.finally(() => this.indexer.start());
  }

  /** Resolves when everything known so far is indexed. */
  whenReady(): Promise<void> {
    return this.indexer.whenIdle();
  }

  /** Everything known so far is indexed and told to the observers, and what changes have left is cleared away. */
  get isAtRest(): boolean {
    return this.indexer.isAtRest && !this.indexer.isTelling;
  }

  /** Resolves when what was to be stored or removed so far is on the disk. */
  async whenStored(): Promise<void> {
    await this.keeper?.whenStored();
  }

  /** Gives back what only further changes need; for an engine at rest, since the next change makes it again. */
  release(): void {
    this.index.release();
  }

  onProgress(listener: (progress: IndexProgress) => void): Disposable {
    return this.indexer.onProgress(listener);
  }

  /** The observer first hears of what is indexed from now on. */
  observe(observer: IndexObserver): Disposable {
    return this.indexer.observe(observer);
  }

  dispose(): void {
    this.pauses.dispose();
    this.keeper?.dispose();
    this.following.dispose();
    this.indexer.dispose();
    this.past.dispose();
  }

  context(query: CursorQuery, signal: AbortSignal): Promise<Retrieval> {
    return this.background.answer(() => this.contextNow(query, signal));
  }

  private async contextNow(query: CursorQuery, signal: AbortSignal): Promise<Retrieval> {
    signal.throwIfAborted();
    const started = this.parts.host.monotonic();
    const canonical = { ...query, uri: canonicalUri(query.uri), pins: query.pins.map(canonicalUri) };
    // What is indexed was looked at before.
    if (!this.index.file(canonical.uri)) await this.lookAt([canonical.uri]);
    signal.throwIfAborted();
    const library = this.library();
    const { epoch } = this.following;
    if (!library || library.policy.judge(canonical.uri).strength === 'private')
      return emptyAnswer(query.trace, library?.policy);
    // Asked before the search, so that both go on at the same time.
    const reading = this.syntaxAt(canonical);
    const { retrieval, terms, signatures } = await this.cursors.answer(library, canonical, signal);
    const searched = this.parts.host.monotonic();
    const syntax = await reading;
    signal.throwIfAborted();
    const timings = { search: searched - started, syntax: this.parts.host.monotonic() - searched };
    const answer = { ...retrieval, epoch, timings, syntax };
    return this.finish('context', terms, answer, { document: canonical.uri, signatures });
  }

  async retrieve(question: Question, signal: AbortSignal): Promise<Retrieval> {
    signal.throwIfAborted();
    const started = this.parts.host.monotonic();
    this.pauses.endAll();
    await atMost(this.loaded, LONGEST_LOAD_MS);
    await atMost(this.indexer.whenOpenDocumentsIndexed(), LONGEST_WAIT_MS);
    signal.throwIfAborted();
    const waited = this.parts.host.monotonic();
    const canonical = {
      ...question,
      mentions: question.mentions.map(canonicalUri),
      pins: question.pins.map(canonicalUri),
    };
    await this.lookAt(canonical.mentions);
    signal.throwIfAborted();
    const library = this.library();
    const { epoch } = this.following;
    if (!library) return emptyAnswer(question.trace, undefined);
    const { retrieval, terms } = await this.background.answer(() => answerQuestion(library, canonical, signal));
    const timings = { index: waited - started, search: this.parts.host.monotonic() - waited };
    return this.finish('retrieve', terms, { ...retrieval, epoch, timings });
  }

  async judge(streamed: StreamedText, signal: AbortSignal): Promise<SyntaxVerdict> {
    signal.throwIfAborted();
    const verdict = await this.parts.documentSyntax.judge(streamed);
    signal.throwIfAborted();
    return verdict;
  }

  async symbols(query: SymbolQuery): Promise<readonly SymbolHit[]> {
    const { policy } = this;
    if (!policy) return [];
    const hits = searchSymbols(this.index, policy, query);
    if (query.want !== 'file' || hits.some((hit) => hit.path === query.text)) return hits;
    const named = await unindexedFile(this.parts.host, this.folders, policy, query.text);
    if (policy !== this.policy) return this.symbols(query);
    return named ? [named, ...hits].slice(0, Math.max(0, query.limit)) : hits;
  }

  /** Costs next to nothing, so that it can be told again and again while files are indexed. */
  get progress(): EngineProgress {
    return engineProgress(this.policy, this.folders, this.index, this.indexer, this.limits);
  }

  async status(): Promise<EngineStatus> {
    const { progress, index, indexer, texts, policy } = this;
    return {
      ...progress,
      ...statusDetails(index, indexer.skipped, texts, policy),
      epoch: policy?.epoch ?? 0,
      chunks: index.chunkCount,
      tookMs: indexer.lastWorkMs,
    };
  }

  async explain(trace: TraceId): Promise<Explanation | undefined> {
    this.traces.purgeTrace(trace, (uri) => this.isPrivate(uri));
    return this.traces.find(trace);
  }

  private isPrivate(uri: string): boolean {
    return this.policy?.judge(uri).strength === 'private';
  }

  private *followSteps(): Generator<undefined, void> {
    const isPrivate = (uri: string): boolean => this.isPrivate(uri);
    yield* this.indexer.followSteps();
    yield* this.texts.purgeSteps(isPrivate);
    yield* this.traces.purgeSteps(isPrivate);
  }

  private indexFolders(folders: readonly string[]): void {
    this.keeper?.setFolders(folders);
    this.indexer.setFolders(folders);
    this.traces.purge((uri) => this.texts.folderOf(uri) === undefined);
    this.cursors.clear();
  }

  /** The git history stays: it is not learnt from the files, and nobody would bring it again. */
  private indexAnew(): void {
    this.indexer.forgetSetAside();
    this.indexFolders([]);
    finished(this.texts.purgeSteps(() => true));
    this.indexFolders(this.folders);
  }

  /** Finds out where files really are that the index may not know. */
  private async lookAt(uris: readonly string[]): Promise<void> {
    await Promise.all(uris.map((uri) => this.places.look(uri, this.policy?.folders ?? [])));
  }

  private library(): Library | undefined {
    const { index, texts, project, policy, past, parts } = this;
    return policy && { index, texts, project, policy, past, parser: parts.parser };
  }

  private async syntaxAt(query: CursorQuery): Promise<CursorSyntax> {
    try {
      return await this.parts.documentSyntax.cursorSyntax(query);
    } catch {
      return { place: 'unknown', emptyBlock: false, insideArguments: false };
    }
  }

  /** The policy may have changed while the answer was made, or what it was made from may not have followed it: then each file is judged. */
  private finish(
    kind: Explanation['kind'],
    terms: readonly string[],
    answer: Retrieval,
    at?: Required<CursorTrace>,
  ): Retrieval {
    const { policy } = this;
    const isOlder = policy?.epoch !== answer.epoch || !this.followsPolicy;
    const current = policy && isOlder ? filtered(answer, policy) : answer;
    if (at && policy?.judge(at.document).strength === 'private') return emptyAnswer(answer.trace, policy);
    this.traces.record(kind, terms, current, current === answer ? at : at && { document: at.document });
    this.indexer.wanted(current.files.map((file) => file.uri));
    return current;
  }
}

/** An answer waits no longer than this for the last edits; a file that is hard to parse is found by its older text. */
const LONGEST_WAIT_MS = 1000;
/** Nothing of the workspace is known before its stored index is read. */
const LONGEST_LOAD_MS = 10_000;
