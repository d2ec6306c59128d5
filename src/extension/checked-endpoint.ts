import { hostname } from 'node:os';
import * as vscode from 'vscode';
import { type Host, parseTraceId } from '../engine/host';
import { type CheckLine, checkEndpoint, isLoopback } from '../engine/models';
import { missingModel, offersModel } from './editor-models';
import { type CheckPlace, endpointReport, noEndpointReport } from './endpoint-report';
import type { ModelOwner } from './model-owner';
import { proxyOf } from './proxy-of';
import { remoteMachine } from './remote-machine';
import { editorModelSettings } from './settings';

/** Asks the endpoint that the settings name, step by step; Markdown that says what was found. Loaded by the first check. */
export async function checkedEndpoint(models: ModelOwner, host: Host, signal: AbortSignal): Promise<string> {
  const [request, editor] = await Promise.all([models.checkRequest(), editorLines()]);
  if (!request) return noEndpointReport(editor);
  models.forgetEndpoint();
  const lines = await checkEndpoint({ ...request, trace: parseTraceId(host.randomId()) }, signal);
  return endpointReport([...lines, ...editor], placeOf(request.config.baseUrl));
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
  const http = vscode.workspace.getConfiguration('http');
  const setting = (name: string): unknown => http.get<unknown>(name);
  const settings = { proxy: setting('proxy'), noProxy: setting('noProxy'), proxySupport: setting('proxySupport') };
  return {
    machine: hostname(),
    remote: remoteMachine(vscode.env.remoteName),
    loopback: isLoopback(baseUrl),
    url: baseUrl,
    proxy: proxyOf(baseUrl, settings, process.env),
  };
}
