import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
import { newTraceId, nodeHost } from '../../../src/engine/host';
import type { EngineStatus, Retrieval } from '../../../src/engine/retrieval';
import { pathToUri } from '../../../src/engine/text';
import { composePolicySnapshot, noExclusionSettings } from '../../../src/engine/workspace';
import { serverProcessOptions } from '../../../src/server/process-options';
import { type ServerRequests, storeArgument } from '../../../src/server/protocol';

const host = nodeHost();

/** The built context server in a process of its own, as the extension starts it. */
export class ServerProcess {
  private readonly child: ChildProcess;
  private readonly connection: MessageConnection;
  private readonly folder: string;

  private constructor(
    readonly root: string,
    storeDirectory: string,
  ) {
    this.folder = pathToUri(root);
    const { execArgv, env } = serverProcessOptions;
    this.child = fork(path.resolve('dist/server.js'), [storeArgument, storeDirectory, '--node-ipc'], {
      silent: true,
      execArgv,
      env: { ...process.env, ...env },
    });
    this.connection = createMessageConnection(new IPCMessageReader(this.child), new IPCMessageWriter(this.child));
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onNotification(() => {});
    this.connection.listen();
  }

  /** Resolves when the server has begun to index `root`. */
  static async start(root: string, storeDirectory: string): Promise<ServerProcess> {
    const server = new ServerProcess(root, storeDirectory);
    const { snapshot } = composePolicySnapshot({
      folders: [server.folder],
      settings: noExclusionSettings,
      ignoreFiles: [],
      epoch: 1,
    });
    await server.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: { workspace: { workspaceFolders: true } },
      workspaceFolders: [{ uri: server.folder, name: 'corpus' }],
      initializationOptions: { policy: snapshot },
    });
    await server.connection.sendNotification('initialized', {});
    return server;
  }

  uriOf(file: string): string {
    return pathToUri(path.join(this.root, file));
  }

  async open(file: string, languageId: string): Promise<string> {
    const text = readFileSync(path.join(this.root, file), 'utf8');
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.uriOf(file), languageId, version: 1, text },
    });
    return text;
  }

  /** Context for a cursor in an open document. */
  context(file: string, languageId: string, offset: number): Promise<Retrieval> {
    return this.request('cairn/context', {
      trace: newTraceId(host),
      uri: this.uriOf(file),
      languageId,
      version: 1,
      offset,
      budgetTokens: 1500,
      recentEdits: [],
      pins: [],
    });
  }

  ask(text: string): Promise<Retrieval> {
    const question = { trace: newTraceId(host), text, k: 10, budgetTokens: 4000, mentions: [], pins: [] };
    return this.request('cairn/retrieve', question);
  }

  status(): Promise<EngineStatus> {
    return this.request('cairn/status', null);
  }

  async whenReady(): Promise<EngineStatus> {
    for (;;) {
      const status = await this.status();
      if (status.phase === 'ready') return status;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Resident megabytes now, and the most there were; only Linux tells the latter. */
  async memoryMb(): Promise<{ now: number; peak: number | undefined }> {
    const { memoryBytes = 0 } = await this.status();
    return { now: memoryBytes / 1e6, peak: this.peakMb() };
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
    this.child.kill();
  }

  private request<M extends keyof ServerRequests>(
    method: M,
    params: ServerRequests[M]['params'],
  ): Promise<ServerRequests[M]['result']> {
    return this.connection.sendRequest(method, params);
  }

  private peakMb(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
      const kilobytes = /^VmHWM:\s+(\d+)/m.exec(status)?.[1];
      return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6;
    } catch {
      return undefined;
    }
  }
}
