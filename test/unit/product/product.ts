import { setTimeout as pause } from 'node:timers/promises';
import { PassThrough } from 'node:stream';
import {
  createConnection,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { ConversationStore, defaultChatBudget, FilePicker } from '../../../src/engine/chat';
import { CompletionPipeline, type CursorState, defaultCompletionSettings } from '../../../src/engine/completion';
import { MetricsStore, SuggestionTracker } from '../../../src/engine/metrics';
import { EmbeddedModel, type ModelClient, type PromptPart, type SecretScanner } from '../../../src/engine/models';
import { LocalContext, type LocalContextParts } from '../../../src/engine/retrieval';
import type { DocumentSyntax, SyntaxParser } from '../../../src/engine/syntax';
import { canonicalUri, uriToPath } from '../../../src/engine/text';
import { compilePolicy, composePolicySnapshot, type Policy, type PolicySnapshot } from '../../../src/engine/workspace';
import { ChatController } from '../../../src/extension/chat/chat-controller';
import type { ContextServer } from '../../../src/extension/context-server';
import { embeddedClient } from '../../../src/extension/embedded-client';
import { ServerContext } from '../../../src/extension/server-context';
import { policyNotification, type ServerRequests } from '../../../src/server/protocol';
import { serve } from '../../../src/server/serve';
import { memoryHost } from '../support/memory-host';
import { canariesIn, type ProductFile, type ProductWorld } from './world';

/** Collaborators that a test may replace by faulty ones. */
export interface ProductFaults {
  readonly model?: EmbeddedModel;
  readonly engine?: (parts: LocalContextParts) => LocalContext;
  /** The policy as everything but the server is given it. */
  readonly policy?: (policy: Policy | undefined) => Policy | undefined;
  readonly policyChanged?: (pipeline: CompletionPipeline, chat: ChatController) => Promise<void>;
}

export interface Syntax {
  readonly parser: SyntaxParser;
  readonly documentSyntax: DocumentSyntax;
}

/** What a model was given, told at the time of the call. */
export type Received = (parts: readonly PromptPart[]) => void;

const turnOfLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** As slow as one that is loaded on first use. */
const scanner: SecretScanner = {
  async scan() {
    for (let turn = 0; turn < 3; turn++) await turnOfLoop();
    return [];
  },
};

/** The whole product without the editor: wired as the extension and the server wire it, over a real language server connection. */
export class Product {
  readonly workspace = memoryHost();
  /** Holds all that is stored. */
  readonly storage = memoryHost();
  readonly engine: LocalContext;
  readonly model: EmbeddedModel;
  readonly pipeline: CompletionPipeline;
  readonly context: ServerContext;
  chat: ChatController;
  /** Traces of every answer of the context source. */
  readonly traces: string[] = [];
  modelKind: 'endpoint' | 'embedded' = 'endpoint';
  chatsWithModel = true;
  readonly tracker: SuggestionTracker;
  private readonly metrics: MetricsStore;
  private readonly client: MessageConnection;
  private readonly server: Pick<ContextServer, 'holds' | 'request'>;
  private readonly synchronised = new Set<string>();
  private readonly endpoint: ModelClient;
  private readonly embedded: ModelClient;
  private snapshot: PolicySnapshot = { epoch: 0, folders: [], lists: [] };
  private current: Policy | undefined;

  constructor(
    private readonly world: ProductWorld,
    syntax: Syntax,
    received: Received,
    private readonly faults: ProductFaults = {},
  ) {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    this.model = faults.model ?? new EmbeddedModel();
    const parts = {
      host: this.workspace,
      ...syntax,
      limits: { maxFileBytes: 100_000, maxFiles: 10_000, maxBytes: 1e9 },
      store: { directory: '/indexes', savePauseMs: 0 },
    };
    this.engine = faults.engine?.(parts) ?? new LocalContext(parts);
    serve(createConnection(toServer, toClient), this.engine, this.model, [this.engine, this.model]);
    this.client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    this.client.listen();
    this.server = {
      holds: (uri) => this.synchronised.has(canonicalUri(uri)),
      request: (method, params, signal) => this.request(method, params, signal),
    };
    this.context = new ServerContext(this.server as ContextServer);
    this.embedded = recorded(
      embeddedClient(this.server as ContextServer, () => undefined),
      received,
    );
    this.endpoint = recorded(echoModel, received);
    this.metrics = new MetricsStore(this.storage, { directory: '/storage/metrics', window: 'ab12cd34' });
    this.tracker = new SuggestionTracker({
      clock: this.storage,
      schedule: () => ({ dispose() {} }),
      window: 'ab12cd34',
      cairnVersion: '0.1.0',
      salt: 'salt',
      emit: (event) => void this.metrics.append(event),
      textOf: () => undefined,
    });
    this.pipeline = new CompletionPipeline({
      context: this.context,
      model: () => (this.modelKind === 'endpoint' ? this.endpoint : this.embedded),
      policy: () => this.policy(),
      scanner,
      clock: this.storage,
      settings: () => ({ ...defaultCompletionSettings, threshold: 0, contextWaitMs: 5000, afterStatements: true }),
      observer: this.tracker,
    });
    this.chat = this.newChat();
  }

  async start(): Promise<void> {
    void this.compilePolicy();
    const folder = { uri: this.world.folder, name: 'work' };
    await this.client.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: { workspace: { workspaceFolders: true } },
      workspaceFolders: [folder],
      initializationOptions: { policy: this.snapshot },
    });
    await this.client.sendNotification('initialized', {});
  }

  async stop(): Promise<void> {
    this.pipeline.dispose();
    this.chat.dispose();
    this.tracker.dispose();
    await this.metrics.flush();
    await this.client.sendRequest('shutdown');
    this.client.dispose();
  }

  policy(): Policy | undefined {
    return this.faults.policy ? this.faults.policy(this.current) : this.current;
  }

  /** The rules changed and are not read yet. */
  suspendPolicy(): void {
    this.world.suspend();
    this.current = undefined;
  }

  /** Resolves when everyone has applied it. */
  compilePolicy(): Promise<void> {
    this.world.enforce();
    const ignoreFiles = this.world.ignoreFiles();
    for (const { kind, uri, text } of ignoreFiles) {
      // It names what it excludes, and lies among the files that are searched.
      if (kind !== 'cairnignore') continue;
      void this.workspace.writeFile(uriToPath(uri), text ?? '');
      this.fileEvent(uri, 2);
    }
    const { snapshot } = composePolicySnapshot({
      folders: [this.world.folder],
      settings: this.world.settings(),
      ignoreFiles,
      epoch: this.snapshot.epoch + 1,
    });
    this.snapshot = snapshot;
    this.current = compilePolicy(snapshot);
    void this.client.sendNotification(policyNotification, snapshot);
    for (const file of this.world.existing) this.synchronise(file);
    if (this.faults.policyChanged) return this.faults.policyChanged(this.pipeline, this.chat);
    this.pipeline.purge();
    return this.chat.policyChanged();
  }

  /** Another window's chat: it shows the conversation that was stored last. */
  restartChat(): void {
    this.chat.dispose();
    this.chat = this.newChat();
  }

  async erase(): Promise<void> {
    this.pipeline.purge();
    await Promise.all([this.chat.eraseAll(), this.metrics.erase(), this.request('cairn/erase', null)]);
  }

  async written(file: ProductFile): Promise<void> {
    const uri = this.world.uriOf(file);
    await this.workspace.writeFile(uriToPath(uri), (file.blocks ?? []).join(''));
    this.fileEvent(uri, 2);
  }

  async removed(uri: string): Promise<void> {
    await this.workspace.remove(uriToPath(uri));
    this.fileEvent(uri, 3);
  }

  /** Opens, changes or closes the document of a file at the server, as far as the policy lets it. */
  synchronise(file: ProductFile): void {
    const uri = this.world.uriOf(file);
    const { current } = this;
    const may = file.open !== undefined && current !== undefined && current.judge(uri).strength !== 'private';
    if (!may) {
      // While the rules are not known, what the server has stays there.
      if (current || !file.open) this.closed(uri);
      return;
    }
    const textDocument = { uri, languageId: languageOf(file), version: file.open?.version ?? 0 };
    const text = this.world.textOf(file);
    if (this.synchronised.has(uri)) this.notify('didChange', { textDocument, contentChanges: [{ text }] });
    else this.notify('didOpen', { textDocument: { ...textDocument, text } });
    this.synchronised.add(uri);
  }

  closed(uri: string): void {
    if (this.synchronised.delete(uri)) this.notify('didClose', { textDocument: { uri } });
  }

  cursorIn(file: ProductFile, at: number): CursorState {
    const text = this.world.textOf(file);
    const ends = [...text.matchAll(/\n/g)].map((match) => match.index);
    const offset = ends[at % Math.max(ends.length, 1)] ?? 0;
    return {
      uri: this.world.uriOf(file),
      languageId: languageOf(file),
      version: file.open?.version ?? 1,
      prefix: text.slice(0, offset),
      suffix: text.slice(offset),
      recentEdits: [],
      pins: this.pins(),
    };
  }

  /** Every second file is pinned, whatever the rules say of it: the engine and the gate judge each again. */
  private pins(): readonly string[] {
    return this.world.files.filter((_, at) => at % 2 === 0).map((file) => this.world.uriOf(file));
  }

  /** Resolves when the server has taken in all that was sent and has indexed it. */
  async whenIndexed(): Promise<void> {
    await this.request('cairn/status', null);
    await this.engine.whenReady();
    // A save that is due begins by a timer of a millisecond, which is set before this one.
    await pause(2);
    await this.engine.whenStored();
    await this.metrics.flush();
  }

  private shownConversation: string | undefined;

  private newChat(): ChatController {
    const nothing = async (): Promise<void> => {};
    return new ChatController({
      answering: {
        context: this.context,
        model: () => (this.chatsWithModel ? this.endpoint : undefined),
        policy: () => this.policy(),
        scanner,
        budget: defaultChatBudget,
        pins: () => this.pins(),
      },
      store: new ConversationStore(this.storage, '/storage/conversations', () => {}),
      picker: new FilePicker(this.context, () => this.storage.monotonic()),
      surface: {
        openSource: nothing,
        openLink: nothing,
        copy: nothing,
        insert: nothing,
        act: nothing,
        openFiles: () => [],
      },
      host: this.storage,
      shown: { get: () => this.shownConversation, set: (id) => void (this.shownConversation = id) },
      modelName: () => 'echo',
      post: () => {},
      log: () => {},
    });
  }

  private async request<M extends keyof ServerRequests>(
    method: M,
    params: ServerRequests[M]['params'],
    signal?: AbortSignal,
  ): Promise<ServerRequests[M]['result']> {
    signal?.throwIfAborted();
    if (params && 'trace' in params && method !== 'cairn/explain') this.traces.push(params.trace);
    return this.client.sendRequest(method, params);
  }

  private notify(method: string, params: object): void {
    void this.client.sendNotification(`textDocument/${method}`, params);
  }

  private fileEvent(uri: string, type: number): void {
    void this.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
  }
}

export function languageOf(file: ProductFile): string {
  return file.path.endsWith('.ts') ? 'typescript' : 'plaintext';
}

/** Says again all canaries of the prompt that nobody typed, as a model that quotes does. */
const echoModel: ModelClient = {
  description: { id: 'echo', endpointKind: 'openai', promptTemplate: 'plain-1', canChat: true },
  async *complete({ prompt }) {
    await turnOfLoop();
    const others = prompt.parts.filter((part) => part.slot !== 'prefix' && part.slot !== 'suffix');
    yield {
      text: ` use(${canariesIn(others.map((part) => part.text).join('\n'))
        .slice(0, 6)
        .join(', ')});`,
    };
  },
  async *chat({ prompt }, signal) {
    const gathered = prompt.parts.filter((part) => part.origin.kind !== 'user');
    for (const canary of canariesIn(gathered.map((part) => `${part.text} ${part.path}`).join('\n'))) {
      await turnOfLoop();
      if (signal.aborted) return;
      yield `${canary} [1] `;
    }
    yield 'done';
  },
};

/** Tells what is sent; an aborted call sends nothing. */
function recorded(model: ModelClient, received: Received): ModelClient {
  return {
    description: model.description,
    complete(request, signal) {
      if (!signal.aborted) received(request.prompt.parts);
      return model.complete(request, signal);
    },
    chat(request, signal) {
      if (!signal.aborted) received(request.prompt.parts);
      return model.chat(request, signal);
    },
  };
}
