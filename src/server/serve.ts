import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  FileChangeType,
  type FileEvent,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Disposable } from '../engine/host';
import type { EmbeddedModel } from '../engine/models';
import type { EngineStatus, LocalContext, Retrieval, Snippet } from '../engine/retrieval';
import { canonicalUri } from '../engine/text';
import type { PolicySnapshot } from '../engine/workspace';
import { textsAt } from './document-texts';
import type { FolderHistory } from './folder-history';
import { InTurns } from './in-turns';
import { Learning } from './learning';
import type { RulesCheck } from './rules-check';
import {
  focusNotification,
  indexNotification,
  type IndexOptions,
  policyNotification,
  progressNotification,
  type ServerOptions,
  type ServerRequests,
  trustNotification,
} from './protocol';

/** Requests that ask without saying more. */
const withoutParams = new Set<keyof ServerRequests>(['cairn/status', 'cairn/erase', 'cairn/rebuild']);

/** Milliseconds between two messages about progress. */
const progressMs = 250;

/**
 * Puts the engine behind a language server connection: documents in, requests routed, progress out. Listens until the
 * connection closes; `resources` are disposed at shutdown. Without `history` past commits are no evidence; `rules` learns of each policy.
 */
export function serve(
  connection: Connection,
  engine: LocalContext,
  model: EmbeddedModel,
  resources: readonly Disposable[],
  { history, rules }: { readonly history?: FolderHistory; readonly rules?: RulesCheck } = {},
): void {
  const documents = new TextDocuments(TextDocument);
  const learning = learnFrom(engine, model, documents);
  takeFoldersAndRules(connection, engine, history, rules);
  const watched = takeChanges(connection, engine, documents, history);
  answerRequests(connection, engine, model, documents, history);
  const progress = tellProgress(connection, engine);
  connection.onShutdown(() => {
    for (const resource of [progress, learning, watched, ...resources]) resource.dispose();
  });
  documents.listen(connection);
  connection.listen();
}

/** Folders, policy, limits and trust as the client says them. No folder is looked at, by the index or by git, before there is a policy for it. */
function takeFoldersAndRules(
  connection: Connection,
  engine: LocalContext,
  history: FolderHistory | undefined,
  rules: RulesCheck | undefined,
): void {
  let folders: readonly string[] = [];
  let isInitialized = false;
  let policy: PolicySnapshot | undefined;
  let isStarted = false;

  const setFolders = (now: readonly string[]): void => {
    folders = now;
    if (!isInitialized || !policy) return;
    engine.setFolders(folders);
    history?.setFolders(folders);
  };
  const startOnce = (): void => {
    if (!isInitialized || !policy || isStarted) return;
    isStarted = true;
    setFolders(folders);
    engine.start();
  };
  const setPolicy = (snapshot: PolicySnapshot): void => {
    policy = snapshot;
    rules?.setPolicy(snapshot);
    engine.setPolicy(snapshot);
    startOnce();
  };
  const setIndexOptions = ({ limits, paused }: IndexOptions): void => {
    engine.setLimits(limits);
    engine.setPaused(paused);
  };

  connection.onInitialize(({ workspaceFolders, initializationOptions }) => {
    const options = initializationOptions as ServerOptions | undefined;
    if (options?.policy === undefined)
      throw new Error(
        'Cairn: initializationOptions.policy is missing; send the exclusion policy, or null and then a policy.',
      );
    if (options.policy) setPolicy(options.policy);
    if (options.index) setIndexOptions(options.index);
    history?.setTrusted(options.trusted === true);
    folders = (workspaceFolders ?? []).map((folder) => canonicalUri(folder.uri));
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.onInitialized(() => {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map((folder) => canonicalUri(folder.uri)));
      setFolders([...folders.filter((uri) => !gone.has(uri)), ...added.map((folder) => canonicalUri(folder.uri))]);
    });
    isInitialized = true;
    startOnce();
  });
  connection.onNotification(policyNotification, setPolicy);
  connection.onNotification(indexNotification, setIndexOptions);
  connection.onNotification(trustNotification, () => history?.setTrusted(true));
}

/** What changes on disk and in the editor's documents. Dispose to drop the changes that wait. */
function takeChanges(
  connection: Connection,
  engine: LocalContext,
  documents: TextDocuments<TextDocument>,
  history: FolderHistory | undefined,
): Disposable {
  connection.onNotification(focusNotification, () => {
    engine.reconcile();
    history?.look();
  });
  // A checkout tells of thousands at once.
  const watched = new InTurns<FileEvent>((change) => {
    const uri = canonicalUri(change.uri);
    if (change.type === FileChangeType.Deleted) engine.fileDeleted(uri);
    else engine.fileChanged(uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => watched.add(changes));
  documents.onDidOpen(({ document }) => {
    engine.openDocument(document.uri, document.languageId, document.version, document.getText());
  });
  documents.onDidChangeContent(({ document }) =>
    engine.changeDocument(document.uri, document.version, document.getText()),
  );
  documents.onDidClose(({ document }) => engine.closeDocument(document.uri));
  return watched;
}

function answerRequests(
  connection: Connection,
  engine: LocalContext,
  model: EmbeddedModel,
  documents: TextDocuments<TextDocument>,
  history: FolderHistory | undefined,
): void {
  const on = <M extends keyof ServerRequests>(
    method: M,
    answer: (params: ServerRequests[M]['params'], signal: AbortSignal) => Promise<ServerRequests[M]['result']>,
  ): void => {
    // A request without parameters comes with its token alone.
    const handler = async (...given: [unknown, CancellationToken] | [CancellationToken]): Promise<unknown> => {
      const [params, token] = given.length === 1 ? [null, given[0]] : given;
      if (params === null && !withoutParams.has(method))
        throw new ResponseError(
          ErrorCodes.InvalidParams,
          `Cairn: ${method} needs parameters; send them as one object.`,
        );
      return answer(params as ServerRequests[M]['params'], signalOf(token));
    };
    connection.onRequest(method, handler);
  };

  on('cairn/context', async (place, signal) => {
    const { offset: _offset, texts: _texts, ...query } = place;
    return withoutReasons(await engine.context({ ...query, ...(await textsAt(documents, place, signal)) }, signal));
  });
  on('cairn/judge', async (place, signal) => {
    const { offset: _offset, texts: _texts, ...streamed } = place;
    return engine.judge({ ...streamed, ...(await textsAt(documents, place, signal)) }, signal);
  });
  on('cairn/retrieve', (question, signal) => {
    history?.look();
    return engine.retrieve(question, signal);
  });
  on('cairn/symbols', (query) => engine.symbols(query));
  on('cairn/status', () => statusOf(engine));
  on('cairn/explain', async ({ trace }) => (await engine.explain(trace)) ?? null);
  // What it predicts rests on all that it has learnt, some of which it may have to forget.
  on('cairn/predict', async (params) => (engine.followsPolicy && model.predict(params)) || null);
  on('cairn/erase', async () => {
    engine.erase();
    return null;
  });
  on('cairn/rebuild', async () => {
    engine.rebuild();
    return null;
  });
}

/** A prompt needs the texts alone; the reasons are five times as long, and are not even made unless someone looks at them. */
function withoutReasons({ snippets, ...rest }: Retrieval): Retrieval {
  return { ...rest, files: [], dropped: [], snippets: snippets.map(withoutReason) };
}

function withoutReason(snippet: Snippet): Snippet {
  const { origin, path, languageId, text, tokens, kind, score, place } = snippet;
  return { origin, path, languageId, text, tokens, kind, score, why: [], ...(place !== undefined && { place }) };
}

/** The embedded model learns each file that the index takes in and forgets each that leaves it. */
function learnFrom(engine: LocalContext, model: EmbeddedModel, documents: TextDocuments<TextDocument>): Disposable {
  const isOpen = (uri: string): boolean => documents.all().some((document) => canonicalUri(document.uri) === uri);
  const learning = new Learning(model, () => engine.background.turn());
  const observing = engine.observe({
    fileIndexed: (uri, text, languageId, strength) => {
      if (strength === 'free') learning.learn({ uri, text, languageId, isOpen: isOpen(uri) });
      else learning.forget(uri);
    },
    fileRemoved: (uri) => learning.forget(uri),
  });
  return {
    dispose: () => {
      observing.dispose();
      learning.dispose();
    },
  };
}

/** Tells the client how far indexing is while that changes, at most once in `progressMs`. */
function tellProgress(connection: Connection, engine: LocalContext): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    void connection.sendNotification(progressNotification, engine.progress);
  };
  const subscription = engine.onProgress(() => {
    timer ??= setTimeout(tell, progressMs);
  });
  return {
    dispose: () => {
      clearTimeout(timer);
      subscription.dispose();
    },
  };
}

async function statusOf(engine: LocalContext): Promise<EngineStatus> {
  return { ...(await engine.status()), memoryBytes: process.memoryUsage.rss() };
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
