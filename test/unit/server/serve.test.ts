import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource, type MessageConnection } from 'vscode-languageserver/node';
import { newTraceId } from '../../../src/engine/host';
import type { Explanation, Retrieval } from '../../../src/engine/retrieval';
import { ServerContext } from '../../../src/extension/server-context';
import { FolderHistory } from '../../../src/server/folder-history';
import { focusNotification, policyNotification } from '../../../src/server/protocol';
import { contextSourceContract, contractFiles, contractIgnore } from '../retrieval/context-source-contract';
import { Workbench } from '../retrieval/workbench';
import { memoryHost } from '../support/memory-host';
import { capabilities, connect, contextServerOver } from './wire';

const folder = [{ uri: 'file:///w', name: 'w' }];

async function indexed(ignore: string): Promise<{ bench: Workbench; client: MessageConnection }> {
  const bench = new Workbench(memoryHost(contractFiles));
  const policy = bench.setPolicy(ignore);
  const client = connect(bench);
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: folder,
    initializationOptions: { policy },
  });
  await client.sendNotification('initialized', {});
  // A request behind the notification makes sure that the folders are known.
  await client.sendRequest('cairn/status', null);
  await bench.engine.whenReady();
  return { bench, client };
}

const open = (
  client: MessageConnection,
  uri: string,
  languageId: string,
  version: number,
  text: string,
): Promise<void> =>
  client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });

contextSourceContract('ServerContext over the language server', async () => {
  const { bench, client } = await indexed(contractIgnore);
  const held = new Set<string>();
  return {
    source: new ServerContext(contextServerOver(client, held)),
    host: bench.host,
    open: (uri, languageId, version, text) => {
      held.add(uri);
      return open(client, uri, languageId, version, text);
    },
    dispose: () => {
      client.dispose();
      bench.engine.dispose();
    },
  };
});

describe('the context server', () => {
  let client: MessageConnection | undefined;
  afterEach(() => client?.dispose());

  it('refuses to start without a policy', async () => {
    client = connect(new Workbench(memoryHost(contractFiles)));
    await expect(
      client.sendRequest('initialize', { processId: null, rootUri: null, capabilities, workspaceFolders: folder }),
    ).rejects.toThrow(/send the exclusion policy, or null/);
  });

  it('answers a request without parameters, or says that it needs some', async () => {
    ({ client } = await indexed(''));
    expect(await client.sendRequest('cairn/status')).toMatchObject({ phase: 'ready' });
    await expect(client.sendRequest('cairn/context')).rejects.toThrow('cairn/context needs parameters');
  });

  it('starts without a policy that is still being compiled, and looks at no file before it comes', async () => {
    const host = memoryHost(contractFiles);
    const looks: string[] = [];
    const noting =
      <A extends unknown[], R>(look: (path: string, ...rest: A) => R) =>
      (path: string, ...rest: A): R => {
        looks.push(path);
        return look(path, ...rest);
      };
    const { readFile, readStart, list, stat } = host;
    const watched = {
      readFile: noting(readFile),
      readStart: noting(readStart),
      list: noting(list),
      stat: noting(stat),
    };
    const bench = new Workbench(Object.assign(host, watched));
    const git = { head: noting(async () => 'one'), commits: async () => [] };
    const history = new FolderHistory(bench.engine, git, host);
    client = connect(bench, history);
    await client.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities,
      workspaceFolders: folder,
      initializationOptions: { policy: null, trusted: true },
    });
    await client.sendNotification('initialized', {});
    const changes = [{ uri: 'file:///w/src/rules.ts', type: 2 }];
    await client.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await client.sendNotification(focusNotification);
    expect(await client.sendRequest('cairn/status', null)).toMatchObject({
      phase: 'waiting-for-policy',
      filesDone: 0,
      chunks: 0,
    });
    await history.whenLooked();
    expect(looks).toEqual([]);
    const policy = new Workbench(memoryHost({})).setPolicy(contractIgnore);
    await client.sendNotification(policyNotification, policy);
    await client.sendRequest('cairn/status', null);
    await bench.engine.whenReady();
    await history.whenLooked();
    expect(await client.sendRequest('cairn/status', null)).toMatchObject({ phase: 'ready' });
    expect(looks).toContain('/w');
  });

  it('takes the text at the cursor from the document that it holds', async () => {
    const started = await indexed('');
    client = started.client;
    const text = "import { parseRules } from './rules';\nconst r = \n";
    await open(client, 'file:///w/src/use.ts', 'typescript', 3, text);
    const trace = newTraceId(started.bench.host);
    const answer = await client.sendRequest<Retrieval>('cairn/context', {
      trace,
      uri: 'file:///w/src/use.ts',
      languageId: 'typescript',
      version: 3,
      offset: text.length - 1,
      budgetTokens: 500,
      recentEdits: [],
      pins: [],
    });
    expect(answer.snippets.map((snippet) => snippet.text).join()).toContain('parseRules');
    expect(answer).toMatchObject({ files: [], dropped: [] });
    expect(answer.snippets.flatMap(({ why }) => why)).toEqual([]);
    const explained = await client.sendRequest<Explanation>('cairn/explain', { trace });
    expect(explained.files.map(({ path }) => path)).toContain('src/rules.ts');
    expect(explained.kept.map(({ why }) => why.length)).not.toContain(0);
  });

  describe('a request that is written before the change that it is about', () => {
    const uri = 'file:///w/src/use.ts';
    const typed = {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: { line: 0, character: 5 }, end: { line: 0, character: 5 } }, text: '.' }],
    };

    async function opened(): Promise<{
      place: object;
      seen: string[];
      connected: MessageConnection;
    }> {
      const { bench, client: connected } = await indexed('');
      client = connected;
      const seen: string[] = [];
      const { engine } = bench;
      const context = engine.context.bind(engine);
      const judge = engine.judge.bind(engine);
      engine.context = (query, signal) => {
        seen.push(`${query.prefix}│${query.suffix}`);
        return context(query, signal);
      };
      engine.judge = (streamed, signal) => {
        seen.push(`${streamed.prefix}│${streamed.suffix}`);
        return judge(streamed, signal);
      };
      await open(connected, uri, 'typescript', 1, 'shape\nnext();\n');
      const trace = newTraceId(bench.host);
      return { place: { trace, uri, languageId: 'typescript', version: 2, offset: 6 }, seen, connected };
    }

    it.each([
      ['cairn/context', { budgetTokens: 500, recentEdits: [], pins: [] }],
      ['cairn/judge', { text: 'area()' }],
    ])('%s is answered for the text of the version that it names', async (method, more) => {
      const { place, seen, connected } = await opened();
      const asked = connected.sendRequest(method, { ...place, ...more });
      await connected.sendNotification('textDocument/didChange', typed);
      await asked;
      expect(seen).toEqual(['shape.│\nnext();\n']);
    });

    it('is answered as if what is ahead stood there', async () => {
      const { seen, connected } = await opened();
      const server = contextServerOver(connected, new Set([uri]));
      const query = {
        trace: newTraceId(memoryHost({})),
        uri,
        languageId: 'typescript',
        version: 1,
        suffix: '\nnext();\n',
      };
      const more = { budgetTokens: 500, recentEdits: [], pins: [] };
      const cursor = { ...query, ...more, prefix: 'shape\n  ', ahead: '\n  ' };
      await new ServerContext(server).context(cursor, new AbortController().signal);
      expect(seen).toEqual(['shape\n  │\nnext();\n']);
    });

    it('ends when it is cancelled, and is not answered for another text', async () => {
      const { place, seen, connected } = await opened();
      const cancellation = new CancellationTokenSource();
      const params = { ...place, budgetTokens: 500, recentEdits: [], pins: [] };
      const asked = connected.sendRequest('cairn/context', params, cancellation.token);
      await connected.sendRequest('cairn/status', null);
      cancellation.cancel();
      await expect(asked).rejects.toThrow(/aborted/);
      expect(seen).toEqual([]);
    });

    it('fails when that version does not come', async () => {
      const { place, seen, connected } = await opened();
      const params = { ...place, version: 9, budgetTokens: 500, recentEdits: [], pins: [] };
      const asked = connected.sendRequest('cairn/context', params);
      await connected.sendNotification('textDocument/didChange', typed);
      await expect(asked).rejects.toThrow(/Version 9 of the document did not come/);
      expect(seen).toEqual([]);
    });
  });

  it('applies a newer policy to what is indexed and learnt', async () => {
    const started = await indexed('');
    client = started.client;
    const predict = (prefix: string): Promise<{ text: string } | null> =>
      started.client.sendRequest('cairn/predict', {
        trace: newTraceId(started.bench.host),
        uri: 'file:///w/src/other.ts',
        languageId: 'typescript',
        prefix,
        suffix: '',
      });
    expect((await predict('export function signing'))?.text).toContain('KeyCanary');
    await client.sendNotification('cairn/policy', started.bench.setPolicy('secret/\n'));
    expect((await predict('export function signing'))?.text ?? '').not.toContain('Canary');
    const hits = await client.sendRequest('cairn/symbols', { text: 'signing', limit: 5, want: 'symbol' });
    expect(hits).toEqual([]);
  });

  it('erases what it learnt and indexes again', async () => {
    const started = await indexed('');
    client = started.client;
    await client.sendRequest('cairn/erase', null);
    await started.bench.engine.whenReady();
    expect(await client.sendRequest('cairn/status', null)).toMatchObject({ phase: 'ready', files: 3 });
  });
});
