import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { CompletionPipeline } from '../engine/completion';
import { nodeHost, parseTraceId } from '../engine/host';
import { cachedScanner, lazySecretScanner } from '../engine/models';
import type { EngineStatus, Explanation } from '../engine/retrieval';
import { canonicalUri } from '../engine/text';
import { ChatView } from './chat';
import { CompletionProvider } from './completion-provider';
import { DocumentSettings } from './document-settings';
import { ContextServer } from './context-server';
import {
  ContextView,
  fileOf,
  LastCompletion,
  type Pins,
  registerContextCommands,
  type SectionNode,
  workspacePins,
} from './context-view';
import { embeddedClient } from './embedded-client';
import { type EndpointCheck, endpointCheck } from './endpoint-check';
import { EndpointUse } from './endpoint-use';
import { createLog } from './log';
import { MetricsOwner } from './metrics';
import { ModelOwner } from './model-owner';
import { ModelProblems } from './model-problems';
import { noticeOtherProviders } from './other-providers';
import { PolicyOwner } from './policy-owner';
import { Quiet } from './quiet';
import { RecentEdits } from './recent-edits';
import { registerReports } from './reports';
import { type RecentRequest, RequestLog } from './request-log';
import { ServerContext } from './server-context';
import { Snooze } from './snooze';
import { SourceOpener } from './source-opener';
import { Status } from './status';

/** What other extensions may ask of Cairn. */
export interface CairnApi {
  status(): Promise<EngineStatus>;
  /** What a completion or an answer looked at; undefined for an unknown or old trace. */
  explain(trace: string): Promise<Explanation | undefined>;
  /** The acceptance report as Markdown. */
  acceptanceReport(): Promise<string>;
  /** Ids of the last completion requests in this window, newest last, with how each ended. */
  recentRequests(): readonly RecentRequest[];
  /** The sections of the Context view with their rows. */
  contextSections(): readonly SectionNode[];
}

/** Owns every resource of this window and wires them together, in the order in which they need each other. */
export class Cairn {
  readonly #log = createLog();
  readonly #host = nodeHost();
  readonly #scanner = cachedScanner(lazySecretScanner(), 200);
  readonly #policy: PolicyOwner;
  readonly #server: ContextServer;
  readonly #contextSource: ServerContext;
  readonly #use: EndpointUse;
  readonly #models: ModelOwner;
  readonly #metrics: MetricsOwner;
  readonly #snooze = new Snooze();
  readonly #settings = new DocumentSettings(this.#snooze);
  readonly #quiet = new Quiet();
  readonly #status: Status;
  readonly #problems: ModelProblems;
  readonly #check: EndpointCheck;
  readonly #chat: ChatView;
  readonly #opener = new SourceOpener();
  readonly #pins: Pins;
  readonly #contextView: ContextView;
  readonly #lastCompletion: LastCompletion;
  readonly #requests: RequestLog;
  readonly #pipeline: CompletionPipeline;

  constructor(private readonly context: vscode.ExtensionContext) {
    const { subscriptions, extensionUri, globalStorageUri, secrets } = context;
    this.#policy = new PolicyOwner(this.#host, this.#log);
    this.#server = new ContextServer(
      vscode.Uri.joinPath(extensionUri, 'dist', 'server.js').fsPath,
      vscode.Uri.joinPath(globalStorageUri, 'indexes').fsPath,
      this.#policy,
      this.#host,
      this.#log,
    );
    this.#contextSource = new ServerContext(this.#server);
    this.#use = new EndpointUse(context.globalState, this.#host.randomId(), () => this.#host.now());
    const embedded = embeddedClient(this.#server, (reason) =>
      this.#log.debug(`The embedded model did not answer: ${String(reason)}`),
    );
    this.#models = new ModelOwner(embedded, secrets, this.#use, this.#log);
    this.#metrics = new MetricsOwner(context, this.#host, this.#log);
    this.#status = new Status({
      server: this.#server,
      policy: this.#policy,
      models: this.#models,
      metrics: this.#metrics,
      snooze: this.#snooze,
      quiet: this.#quiet,
    });
    this.#problems = new ModelProblems(this.#status, this.#log);
    const { pins, watching } = workspacePins(context.workspaceState, () => this.#policy.current());
    this.#pins = pins;
    this.#contextView = new ContextView({
      source: this.#contextSource,
      policy: () => this.#policy.current(),
      completion: () => this.#lastCompletion.run,
      pins,
      opener: this.#opener,
    });
    this.#check = endpointCheck(this.#models, this.#host);
    this.#chat = this.#createChat();
    this.#lastCompletion = new LastCompletion(this.#metrics.tracker, () => this.#contextView.reload());
    this.#requests = new RequestLog(this.#lastCompletion, this.#log);
    this.#pipeline = this.#createPipeline();
    subscriptions.push(
      this.#log,
      this.#policy,
      this.#models,
      this.#metrics,
      this.#snooze,
      this.#settings,
      this.#quiet,
      this.#status,
      this.#chat,
    );
    subscriptions.push(this.#pipeline, this.#opener, watching, this.#contextView);
  }

  async start(): Promise<CairnApi> {
    const { subscriptions } = this.context;
    const edits = new RecentEdits();
    subscriptions.push(
      edits,
      new CompletionProvider(this.#pipeline, this.#metrics, edits, this.#pins, this.#policy, (outcome) => {
        this.#requests.ended(outcome);
        this.#lastCompletion.ended(outcome);
      }),
      registerContextCommands({
        view: this.#contextView,
        pins: this.#pins,
        source: this.#contextSource,
        policy: () => this.#policy.current(),
        recentEdits: () => edits.list(),
      }),
      this.#pins.onDidChange(() => this.#pipeline.purge()),
      this.#server.onHealthChanged(() => this.#contextView.reload()),
      vscode.window.registerWebviewViewProvider(ChatView.viewId, this.#chat),
      registerReports([
        { command: 'cairn.showAcceptance', name: 'Acceptance', content: () => this.#metrics.report() },
        { command: 'cairn.checkEndpoint', name: 'Endpoint', ...this.#check },
        {
          command: 'cairn.indexStatus',
          name: 'Index',
          content: async () => {
            const { indexReport } = await import('./index-report');
            return indexReport(await this.#contextSource.status());
          },
        },
      ]),
      this.#policy.onDidChange((policy) => {
        this.#pipeline.purge();
        void this.#chat.policyChanged();
        this.#contextView.policyChanged(policy);
        void this.#pins.policyChanged(policy);
      }),
      this.#metrics.onDidDismiss((id) => this.#pipeline.dismissed(parseTraceId(id))),
      this.#models.onDidChange(() => {
        this.#problems.modelChanged();
        this.#pipeline.purge();
        this.#chat.modelChanged();
      }),
      ...this.#registerCommands(),
    );
    // The process begins while the ignore files are looked for; it looks at no file before it has the policy.
    void this.#server.start();
    await Promise.all([this.#policy.refresh(), this.#models.refresh()]);
    void this.#metrics.start();
    subscriptions.push(noticeOtherProviders(this.context.globalState));
    return this.#api();
  }

  /** Ends the server and writes what is open; resolves when it is written. */
  async stop(): Promise<void> {
    await Promise.all([this.#metrics.close(), this.#server.dispose()]);
  }

  #createChat(): ChatView {
    const { extensionUri, storageUri, globalStorageUri, workspaceState } = this.context;
    return new ChatView({
      extensionUri,
      directory: vscode.Uri.joinPath(globalStorageUri, 'conversations').fsPath,
      // The editor keeps a directory for each workspace, named by it.
      workspace: storageUri ? basename(dirname(storageUri.fsPath)) : 'no-folder',
      state: workspaceState,
      context: this.#contextSource,
      model: () => this.#models.forChat(),
      modelName: () => {
        const { state } = this.#models;
        if (state.editor?.chat) return `${state.editor.chat} of VS Code`;
        return state.kind === 'endpoint' ? `${state.chatModel} at ${state.host}` : undefined;
      },
      policy: () => this.#policy.current(),
      pins: () => this.#pins.list(),
      opener: this.#opener,
      grounded: (turn) => this.#contextView.answered(turn),
      scanner: this.#scanner,
      host: this.#host,
      log: this.#log,
    });
  }

  #createPipeline(): CompletionPipeline {
    return new CompletionPipeline({
      context: this.#contextSource,
      model: () => this.#models.forCompletion(),
      policy: () => this.#policy.current(),
      scanner: this.#scanner,
      clock: this.#host,
      settings: (cursor) => this.#settings.at(cursor, this.#models.state),
      observer: this.#requests,
      health: this.#problems,
      quiet: (ms) => this.#quiet.set(ms),
    });
  }

  #registerCommands(): vscode.Disposable[] {
    const on = (id: string, run: (...values: unknown[]) => unknown): vscode.Disposable =>
      vscode.commands.registerCommand(`cairn.${id}`, run);
    // What a command does is loaded by the first that is run.
    const load = () => import('./commands/index');
    return [
      on('ask', (text) => (typeof text === 'string' && text.trim() ? this.#chat.ask(text) : this.#chat.show())),
      on('newConversation', () => this.#chat.newConversation()),
      on('openConversation', () => this.#chat.openConversation()),
      on('setEndpoint', async () => (await load()).setEndpoint(this.#models)),
      on('useEditorModel', async () => (await load()).useEditorModel()),
      on('setKey', async () => (await load()).setKey(this.#models)),
      on('excludeFile', async (uri) => (await load()).excludeFile(this.#policy, fileOf(uri))),
      on('excludeFolder', async (uri) => (await load()).excludeFile(this.#policy, fileOf(uri))),
      on('whyExcluded', async (uri) => (await load()).whyExcluded(this.#policy, fileOf(uri))),
      on('snooze', async () =>
        (await load()).snoozeCompletion(this.#snooze, this.#quiet, () => this.#pipeline.welcome()),
      ),
      on('toggleHere', async () => (await load()).toggleHere()),
      on('toggleLanguage', async () => (await load()).toggleLanguage()),
      on('menu', async () =>
        (await load()).showMenu({
          paused: this.#server.isPaused,
          endpointFails: this.#status.endpointFails,
          isExcluded: (uri) => this.#policy.current()?.judge(canonicalUri(uri.toString())).strength !== 'free',
          isPinned: (uri) => this.#pins.has(uri.toString()),
        }),
      ),
      on('showLog', () => this.#log.show()),
      on('pauseIndexing', async () => (await load()).pauseIndexing(this.#server)),
      on('resumeIndexing', async () => (await load()).resumeIndexing(this.#server)),
      on('rebuildIndex', async () => (await load()).rebuildIndex(this.#server)),
      on('eraseAllData', async () =>
        (await load()).eraseAllData({
          chat: this.#chat,
          server: this.#server,
          metrics: this.#metrics,
          models: this.#models,
          use: this.#use,
          pipeline: this.#pipeline,
          contextView: this.#contextView,
          lastCompletion: this.#lastCompletion,
          pins: this.#pins,
        }),
      ),
    ];
  }

  #api(): CairnApi {
    return {
      status: () => this.#contextSource.status(),
      explain: (trace) => this.#contextSource.explain(parseTraceId(trace)),
      acceptanceReport: () => this.#metrics.report(),
      recentRequests: () => this.#requests.list(),
      contextSections: () => this.#contextView.sections(),
    };
  }
}
