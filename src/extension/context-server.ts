import type { Disposable, LogOutputChannel, TextDocument } from 'vscode';
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type LanguageClientOptions,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import type { EngineProgress } from '../engine/retrieval';
import type { Host } from '../engine/host';
import { canonicalUri } from '../engine/text';
import {
  focusNotification,
  indexNotification,
  type IndexOptions,
  policyNotification,
  type ServerOptions,
  type ServerRequests,
  progressNotification,
  rulesNotification,
  trustNotification,
  storeArgument,
} from '../server/protocol';
import { serverProcessOptions } from '../server/process-options';
import { indexLimits } from './settings';
import type { PolicyOwner } from './policy-owner';

/** Waits between restarts, in milliseconds; the last one repeats. */
const restartDelays = [100, 500, 2000, 10000];
/** A server that lived this long starts again with the shortest wait. */
const stableMs = 60000;

/** A longer document stays with the editor; the server knows it from disk, as far as its limits go. UTF-16 units. */
const longestSynchronised = 5_000_000;

export type ServerHealth = 'starting' | 'running' | 'restarting';

/** Owns the context server: starts it, keeps it told of policy and documents, restarts it when it dies. */
export class ContextServer implements Disposable {
  readonly #client: LanguageClient;
  readonly #healthChanged = new vscode.EventEmitter<ServerHealth>();
  readonly #progressChanged = new vscode.EventEmitter<EngineProgress>();
  readonly #subscriptions: Disposable[] = [this.#healthChanged, this.#progressChanged];
  /** Documents that the server holds, by canonical URI. A private document is never among them. */
  readonly #synchronised = new Map<string, TextDocument>();
  #deaths = 0;
  #startedAt = 0;
  #disposed = false;
  #paused = false;
  /** Of the policy that the server has; 0 before the first one is compiled. */
  #sentEpoch = 0;

  readonly onHealthChanged = this.#healthChanged.event;
  readonly onProgress = this.#progressChanged.event;
  health: ServerHealth = 'starting';

  constructor(
    serverModule: string,
    /** Where the server keeps indexes. */
    private readonly storeDirectory: string,
    private readonly policy: PolicyOwner,
    private readonly host: Pick<Host, 'remove'>,
    private readonly log: LogOutputChannel,
  ) {
    const server = {
      module: serverModule,
      transport: TransportKind.ipc,
      args: [storeArgument, storeDirectory],
      options: serverProcessOptions,
    };
    this.#client = new LanguageClient(
      'cairn',
      'Cairn context server',
      { run: server, debug: server },
      this.#clientOptions(),
    );
    this.#subscriptions.push(
      this.#client.onDidChangeState((change) => {
        if (change.newState === State.Running) {
          this.#setHealth('running');
          if (this.#sentEpoch !== this.policy.snapshot().epoch) void this.#tell(() => this.#sendPolicy());
        }
        if (change.newState === State.Stopped) this.#synchronised.clear();
      }),
      this.#client.onNotification(progressNotification, (progress: EngineProgress) =>
        this.#progressChanged.fire(progress),
      ),
      this.#client.onNotification(rulesNotification, () => policy.outdated()),
      policy.onDidChange(() => void this.#tell(() => this.#sendPolicy())),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('cairn.index')) this.#notify(indexNotification, this.#indexOptions());
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#notify(trustNotification)),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#notify(focusNotification);
      }),
    );
  }

  /** Resolves when the server answers; a server that cannot start is logged and tried again. */
  async start(): Promise<void> {
    this.#startedAt = Date.now();
    try {
      await this.#client.start();
    } catch (error) {
      this.log.error(`The context server did not start: ${String(error)}`);
    }
  }

  /** Whether the server holds this document's text, in the editor's version of now when a version is given. */
  holds(uri: string, version?: number): boolean {
    const document = this.#synchronised.get(canonicalUri(uri));
    return document !== undefined && (version === undefined || version === document.version);
  }

  get isPaused(): boolean {
    return this.#paused;
  }

  /** While paused, only open documents are indexed; holds for this window until it is closed. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#notify(indexNotification, this.#indexOptions());
  }

  /** Sends a request; rejects with an `AbortError` when the signal fires, and with an error while the server is away. */
  async request<M extends keyof ServerRequests>(
    method: M,
    params: ServerRequests[M]['params'],
    signal?: AbortSignal,
  ): Promise<ServerRequests[M]['result']> {
    signal?.throwIfAborted();
    if (!this.#client.isRunning()) throw new Error('The context server is not running.');
    const cancellation = new vscode.CancellationTokenSource();
    const abort = (): void => cancellation.cancel();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await this.#client.sendRequest<ServerRequests[M]['result']>(method, params, cancellation.token);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
      cancellation.dispose();
    }
  }

  /** Erases the stored indexes of all workspaces, also while the server is away; a running one begins anew. */
  async eraseIndexes(): Promise<void> {
    if (this.#client.isRunning()) await this.request('cairn/erase', null);
    else await this.host.remove(this.storeDirectory);
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
    await this.#client.dispose(2000).catch(() => undefined);
  }

  #clientOptions(): LanguageClientOptions {
    return {
      documentSelector: [{ scheme: 'file' }, { scheme: 'untitled' }],
      initializationOptions: (): ServerOptions => {
        const policy = this.policy.snapshot();
        this.#sentEpoch = policy.epoch;
        return {
          policy: policy.epoch > 0 ? policy : null,
          index: this.#indexOptions(),
          trusted: vscode.workspace.isTrusted,
        };
      },
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      synchronize: { fileEvents: this.#watchFiles() },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: async () => {
          if (this.#disposed) return { action: CloseAction.DoNotRestart, handled: true };
          this.#setHealth('restarting');
          if (Date.now() - this.#startedAt > stableMs) this.#deaths = 0;
          const delay = restartDelays[Math.min(this.#deaths++, restartDelays.length - 1)];
          this.log.warn(`The context server stopped; it starts again in ${delay} ms.`);
          await new Promise((resolve) => setTimeout(resolve, delay));
          this.#startedAt = Date.now();
          return { action: this.#disposed ? CloseAction.DoNotRestart : CloseAction.Restart, handled: true };
        },
      },
      middleware: {
        didOpen: async (document, next) => {
          await this.policy.places.whenFound(document);
          const isHeld = this.holds(document.uri.toString());
          if (isHeld || document.isClosed || !this.#maySynchronise(document)) return;
          this.#synchronised.set(canonicalUri(document.uri.toString()), document);
          await this.#tell(() => next(document));
        },
        didChange: async (event, next) => {
          if (this.holds(event.document.uri.toString())) await this.#tell(() => next(event));
        },
        didSave: async (document, next) => {
          if (this.holds(document.uri.toString())) await this.#tell(() => next(document));
        },
        didClose: async (document, next) => {
          if (this.#synchronised.delete(canonicalUri(document.uri.toString()))) await this.#tell(() => next(document));
        },
        workspace: { didChangeWatchedFile: (event, next) => this.#tell(() => next(event)) },
      },
    };
  }

  #indexOptions(): IndexOptions {
    return { limits: indexLimits(), paused: this.#paused };
  }

  #notify(method: string, parameters?: object): void {
    if (!this.#client.isRunning()) return;
    void this.#tell(() => this.#client.sendNotification(method, parameters));
  }

  #watchFiles(): vscode.FileSystemWatcher {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    this.#subscriptions.push(watcher);
    return watcher;
  }

  #maySynchronise(document: TextDocument): boolean {
    const policy = this.policy.current();
    if (document.getText().length > longestSynchronised) return false;
    return policy !== undefined && policy.judge(canonicalUri(document.uri.toString())).strength !== 'private';
  }

  /** A server that dies meanwhile misses nothing: the next one gets policy, documents and files anew when it starts. */
  async #tell(send: () => Promise<void>): Promise<void> {
    try {
      await send();
    } catch (error) {
      this.log.debug(`The context server was not told: ${String(error)}`);
    }
  }

  async #sendPolicy(): Promise<void> {
    if (!this.#client.isRunning()) return;
    const snapshot = this.policy.snapshot();
    this.#sentEpoch = snapshot.epoch;
    await this.#client.sendNotification(policyNotification, snapshot);
    for (const document of vscode.workspace.textDocuments) {
      if (document.uri.scheme !== 'file' && document.uri.scheme !== 'untitled') continue;
      const uri = canonicalUri(document.uri.toString());
      const may = this.#maySynchronise(document);
      if (may === this.#synchronised.has(uri)) continue;
      const textDocument = this.#client.code2ProtocolConverter.asTextDocumentIdentifier(document);
      if (may) {
        this.#synchronised.set(uri, document);
        await this.#client.sendNotification('textDocument/didOpen', {
          textDocument: this.#client.code2ProtocolConverter.asOpenTextDocumentParams(document).textDocument,
        });
      } else {
        this.#synchronised.delete(uri);
        await this.#client.sendNotification('textDocument/didClose', { textDocument });
      }
    }
  }

  #setHealth(health: ServerHealth): void {
    this.health = health;
    this.#healthChanged.fire(health);
  }
}
