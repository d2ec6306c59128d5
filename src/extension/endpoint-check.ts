import { hostname } from 'node:os';
import * as vscode from 'vscode';
import { type Host, parseTraceId } from '../engine/host';
import { type CheckLine, checkEndpoint, isLoopback } from '../engine/models';
import { missingModel, offersModel } from './editor-models';
import { type CheckPlace, endpointReport, noEndpointReport } from './endpoint-report';
import type { ModelOwner } from './model-owner';
import { editorModelSettings } from './settings';

export interface EndpointCheck {
  /** Asks the endpoint, with a progress notification; false when that was cancelled. */
  readonly prepare: () => Promise<boolean>;
  /** The last check as Markdown. */
  readonly content: () => Promise<string>;
}

/** The report of `Cairn: Check Endpoint`. */
export function endpointCheck(models: ModelOwner, host: Host): EndpointCheck {
  let report = '';
  const run = async (signal: AbortSignal): Promise<string> => {
    const [request, editor] = await Promise.all([models.checkRequest(), editorLines()]);
    if (!request) return noEndpointReport(editor);
    models.forgetEndpoint();
    const lines = await checkEndpoint({ ...request, trace: parseTraceId(host.randomId()) }, signal);
    return endpointReport([...lines, ...editor], placeOf(request.config.baseUrl));
  };
  return {
    prepare: async () => {
      const made = await withProgress('Cairn checks the endpoint', run);
      if (made === undefined) return false;
      report = made;
      return true;
    },
    content: async () => report,
  };
}

/** What the work gives; undefined when the user cancelled it. */
function withProgress<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(options, async (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      try {
        return await run(abort.signal);
      } catch (error) {
        if (abort.signal.aborted) return undefined;
        throw error;
      }
    }),
  );
}

/** Whether the models of the editor that the user chose are to be had. */
async function editorLines(): Promise<readonly CheckLine[]> {
  const { chat, completion } = editorModelSettings();
  const jobs = [
    { topic: 'Completion', name: completion },
    { topic: 'Chat', name: chat },
  ] as const;
  const line = async ({ topic, name }: (typeof jobs)[number]): Promise<CheckLine> =>
    (await offersModel(name))
      ? { topic, verdict: 'good', text: `VS Code offers the model \`${name}\`, which serves instead of the endpoint.` }
      : { topic, verdict: 'bad', text: missingModel(name) };
  return Promise.all(jobs.filter(({ name }) => name !== '').map(line));
}

/** From where the endpoint is asked. */
function placeOf(baseUrl: string): CheckPlace {
  const proxy = vscode.workspace.getConfiguration('http').get<unknown>('proxy');
  return {
    machine: hostname(),
    remote: vscode.env.remoteName,
    loopback: isLoopback(baseUrl),
    url: baseUrl,
    proxy: typeof proxy === 'string' && URL.canParse(proxy) ? new URL(proxy).host : undefined,
  };
}
