import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  createMessageConnection,
  FileChangeType,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
import { newTraceId, nodeHost } from '../../../src/engine/host';
import type { EngineStatus, Retrieval } from '../../../src/engine/retrieval';
import { pathToUri } from '../../../src/engine/text';
import { serverProcessOptions } from '../../../src/server/process-options';
import { type ServerRequests, storeArgument } from '../../../src/server/protocol';
import { beginIndexing } from '../../tools/begin-indexing';

const host = nodeHost();

/** Runs beside the server, and says on a signal what its main thread has taken between two turns at most; microseconds. */
const BLOCKS = `
import { isMainThread } from 'node:worker_threads';
if (isMainThread) {
  let last = process.threadCpuUsage();
  let longest = 0;
  setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, user + system);
    last = process.threadCpuUsage();
  }, 1).unref();
  process.on('SIGUSR2', () => {
    process.stderr.write('longest block ' + longest + '\\n');
    longest = 0;
  });
}`;

interface ServerOptions {
  /** So that `longestBlockMs` can be asked for. */
  readonly seesBlocks: boolean;
}

/** The built context server in a process of its own, as the extension starts it. */
export class ServerProcess {
  private readonly child: ChildProcess;
  private readonly connection: MessageConnection;
  private readonly folder: string;

  private constructor(
    readonly root: string,
    storeDirectory: string,
    { seesBlocks }: ServerOptions,
  ) {
    this.folder = pathToUri(root);
    const { execArgv, env } = serverProcessOptions;
    this.child = fork(path.resolve('dist/server.js'), [storeArgument, storeDirectory, '--node-ipc'], {
      silent: true,
      execArgv: seesBlocks ? [...execArgv, '--import', `data:text/javascript,${encodeURIComponent(BLOCKS)}`] : execArgv,
      env: { ...process.env, ...env },
    });
    this.connection = createMessageConnection(new IPCMessageReader(this.child), new IPCMessageWriter(this.child));
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onNotification(() => {});
    this.connection.listen();
  }

  /** Resolves when the server has begun to index `root`. */
  static async start(root: string, storeDirectory: string, options = { seesBlocks: false }): Promise<ServerProcess> {
    const server = new ServerProcess(root, storeDirectory, options);
    await beginIndexing(server.connection, server.folder);
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

  /** Tells that files were changed on disk, all at once. */
  async changed(files: readonly string[]): Promise<void> {
    const changes = files.map((file) => ({ uri: this.uriOf(file), type: FileChangeType.Changed }));
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  /**
   * The most CPU milliseconds that its main thread has taken at a stretch since this was last asked; undefined where that cannot be told.
   */
  async longestBlockMs(): Promise<number | undefined> {
    const { stderr } = this.child;
    if (process.platform === 'win32' || !stderr) return undefined;
    const answer = new Promise<number>((resolve) => {
      const hear = (data: Buffer): void => {
        const found = /longest block (\d+)/.exec(data.toString())?.[1];
        if (found === undefined) return;
        stderr.off('data', hear);
        resolve(Number(found) / 1000);
      };
      stderr.on('data', hear);
    });
    this.child.kill('SIGUSR2');
    return answer;
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
