import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import {
  createMessageConnection,
  FileChangeType,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
import type { EngineStatus } from '../../../src/engine/retrieval';
import { type ServerRequests, storeArgument } from '../../../src/server/protocol';
import { beginIndexing } from '../../tools/begin-indexing';
import { buildScript, buildWorker } from '../syntax/built-worker';
import { repositoryFile } from '../syntax/installed-grammars';

/** A text with this in it ends the server's process while it is parsed. */
export const END_MARK = 'ends the process';
/** A text with this in it is parsed without an end. */
export const HOLD_MARK = 'holds the parser';

/** Parses as ever, but a text with the first mark ends the whole process at once, as a crash in native code does. */
const ENDING_PARSER = `
import { parseFile as parse, referencesInFile } from './inline-parser';
export { referencesInFile };
export function parseFile(loaded, languageId, text) {
  if (text.includes('${END_MARK}')) process.kill(process.pid, 'SIGKILL');
  while (text.includes('${HOLD_MARK}'));
  return parse(loaded, languageId, text);
}`;

const withEnds: Plugin = {
  name: 'ends',
  setup(build) {
    build.onResolve({ filter: /^\.\/inline-parser$/ }, ({ importer }) =>
      importer.endsWith('file-worker.ts') ? { path: 'ending-parser', namespace: 'ends' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'ends' }, () => ({
      contents: ENDING_PARSER,
      resolveDir: repositoryFile('src/engine/syntax'),
    }));
  },
};

/** Builds the context server as it is shipped, but with a parser that some texts end. */
export async function buildEndingServer(directory: string): Promise<void> {
  await buildWorker(directory, [withEnds]);
  await buildScript('src/server/main.ts', join(directory, 'server.js'));
}

/** One life of a context server in a process of its own. */
export class ServerLife {
  /** Resolves with the signal that has ended the process; null when it ended by its own will. */
  readonly ended: Promise<NodeJS.Signals | null>;
  private readonly child: ChildProcess;
  private readonly connection: MessageConnection;

  constructor(directory: string, store: string) {
    this.child = fork(join(directory, 'server.js'), [storeArgument, store, '--node-ipc'], {
      silent: true,
      execArgv: [],
    });
    this.ended = once(this.child, 'exit').then(([, signal]) => signal);
    this.connection = createMessageConnection(new IPCMessageReader(this.child), new IPCMessageWriter(this.child));
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onNotification(() => {});
    this.connection.onError(() => {});
    this.connection.listen();
  }

  /** Begins to index a folder. */
  open(folder: string): Promise<void> {
    return beginIndexing(this.connection, folder);
  }

  /** Resolves with the signal when the process ends, and with undefined when all is indexed. */
  async settled(): Promise<NodeJS.Signals | null | undefined> {
    for (;;) {
      const status = await Promise.race([this.ask('cairn/status').catch(() => this.ended), this.ended]);
      if (typeof status !== 'object' || status === null) return status;
      if (status.phase === 'ready' && status.symbolsLeft === 0) return undefined;
    }
  }

  status(): Promise<EngineStatus> {
    return this.ask('cairn/status');
  }

  ask<M extends keyof ServerRequests>(
    method: M,
    params?: ServerRequests[M]['params'],
  ): Promise<ServerRequests[M]['result']> {
    return params ? this.connection.sendRequest(method, params) : this.connection.sendRequest(method);
  }

  async tellChanged(uri: string): Promise<void> {
    const changes = [{ uri, type: FileChangeType.Changed }];
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  /** As a window that closes ends its server. */
  async close(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await this.ended;
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.ended;
  }
}
