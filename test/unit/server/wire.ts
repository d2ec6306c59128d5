import { PassThrough } from 'node:stream';
import {
  createConnection,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { EmbeddedModel } from '../../../src/engine/models';
import type { ContextServer } from '../../../src/extension/context-server';
import type { FolderHistory } from '../../../src/server/folder-history';
import { serve } from '../../../src/server/serve';
import type { Workbench } from '../retrieval/workbench';

/** The context server over an engine, at the other end of a pair of streams. */
export function connect(bench: Workbench, history?: FolderHistory): MessageConnection {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  serve(createConnection(toServer, toClient), bench.engine, new EmbeddedModel(), [bench.engine], { history });
  const client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  client.onRequest('client/registerCapability', () => null);
  client.listen();
  return client;
}

/** What `ServerContext` uses of the extension's `ContextServer`, over a bare connection. */
export function contextServerOver(client: MessageConnection, held: ReadonlySet<string>): ContextServer {
  const server: Pick<ContextServer, 'holds' | 'request'> = {
    holds: (uri) => held.has(uri),
    async request(method, params, signal) {
      signal?.throwIfAborted();
      return client.sendRequest(method, params);
    },
  };
  return server as ContextServer;
}

export const capabilities = { workspace: { workspaceFolders: true } };
